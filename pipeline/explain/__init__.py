"""From a person's figures back to their lines, clauses and source rows."""
