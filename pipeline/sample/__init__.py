"""The shipped sample month, all of it invented."""
