"""A group's month: each branch a task of its own, and a summary over all of them."""
