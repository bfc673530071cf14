"""Entries to statements, balanced. Takes entries; calls no rule."""
