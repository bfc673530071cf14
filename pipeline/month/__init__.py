"""The story of a month, and what the reports draw of it. Opens no archive and draws nothing."""
