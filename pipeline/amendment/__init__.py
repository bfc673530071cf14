"""A rulebook as a workbook that people change and sign, and back, every mistake at its cell; puts nothing in force (A-5.2, A-5.3)."""
