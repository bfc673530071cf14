"""Inbox and output elsewhere: brought at hand for a run, put back complete. Knows no workbook."""
