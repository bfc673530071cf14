"""Raw tables out of files that people made: sheets and headers found, cells read, nothing guessed. Knows no sheet of ours."""
