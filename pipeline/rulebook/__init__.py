"""The regulations as dated data: each figure beside its clause, name and bounds. Applies nothing."""
