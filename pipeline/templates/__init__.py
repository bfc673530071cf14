"""The workbooks that HR fills, from the schemas and the rulebook. Reads no workbook."""
