"""Results beside each other: two months, two runs of a month, or a month under another rulebook. Draws nothing."""
