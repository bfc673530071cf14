"""Closed months: kept wholly or not at all, chained by hashes, asked about the past."""
