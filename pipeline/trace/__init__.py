"""Clause, code and test beside each other. Read by developers and by `kaohe clause`; computes nothing."""
