"""Which workbook each of the people who fill a month gets."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.base.period import Month
from pipeline.schemas.registry import FILLERS, SHEETS
from pipeline.templates.books import Book

ROSTER = "花名册"


def filler_books(month: Month, left_out: Collection[str]) -> tuple[Book, ...]:
    """A workbook for each filler with the sheets that are theirs, but those left out (by name)."""
    books = (
        Book(f"{filler} {month}.xlsx", tuple(sheet for sheet in SHEETS if filler in sheet.filled_by and sheet.name not in left_out))
        for filler in FILLERS
    )
    return tuple(book for book in books if book.sheets)


def roster_book(month: Month) -> Book:
    """The workbook that a first month begins with, when nobody is known yet."""
    return Book(f"{ROSTER} {month}.xlsx", tuple(sheet for sheet in SHEETS if sheet.name == "roster"))
