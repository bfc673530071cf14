"""From a clause forward: what it says, what carries it, what it did this month."""
