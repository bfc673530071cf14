"""The texts of all findings, one file a kind of place. Nothing but texts."""
