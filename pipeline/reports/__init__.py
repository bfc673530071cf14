"""Draws workbooks, pages, plots, slips and notices. Computes no figure."""
