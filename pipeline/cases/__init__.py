"""Facts in people's words, and what a rulebook makes of them: examples that are signed, and the cases around every threshold (A-4.3, A-5.2)."""
