"""The shipped sample month, October 2026: invented people, and every kind of thing that can happen to them."""
