"""The plots of the month's page, one module each: figures in, an SVG with its words and the table behind it out."""
