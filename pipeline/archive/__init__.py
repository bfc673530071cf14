"""Closed months in a database, chained by hashes. Prints nothing and computes no month."""
