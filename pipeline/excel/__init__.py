"""Writing workbooks: sheets, cells, formats. Knows nothing of appraisal."""
