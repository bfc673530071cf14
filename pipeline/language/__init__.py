"""The terminal, and the language in which people read. Knows no figures."""
