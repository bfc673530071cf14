"""A month's complaints worked: deadlines, authority, returns, forms. Knows no rule that gives points, and draws nothing."""
