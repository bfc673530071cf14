"""How pages, sheets and forms look: pictures of all of them, and what in them cannot be read."""
