"""One module a sheet: its columns and its pandera model, all that is known of the sheet. Compares no two tables."""
