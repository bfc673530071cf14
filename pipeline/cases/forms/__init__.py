"""The ways in which facts are said, by the invented month in which they happen."""
