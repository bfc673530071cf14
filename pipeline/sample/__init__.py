"""The shipped sample month, all of it invented. Takes nothing from a real month, and computes nothing."""
