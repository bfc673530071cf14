"""Checked tables to events, events to entries, one consequence for one person by clause. Reads no cell and no file."""
