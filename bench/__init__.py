"""Benchmarks: the real command on months of three sizes, beside what else one could do. `make bench`."""
