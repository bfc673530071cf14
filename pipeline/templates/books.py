"""Which workbooks HR, or each of those who fill a month, gets, and which sheets each of them has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pipeline.base.period import Month
from pipeline.schemas.registry import BOOKS as FILES
from pipeline.schemas.registry import FILLERS, SHEETS
from pipeline.schemas.sheet import Sheet


@dataclass(frozen=True)
class Book:
    """A workbook by its file's name, with its sheets from left to right."""

    file: str
    sheets: tuple[Sheet, ...]


BOOKS = tuple(Book(file, tuple(sheet for sheet in SHEETS if sheet.book == file)) for file in FILES)


def filler_books(month: Month, left_out: Collection[str]) -> tuple[Book, ...]:
    """A workbook for each filler with the sheets that are theirs, but those left out (by name)."""
    books = (
        Book(f"{filler} {month}.xlsx", tuple(sheet for sheet in SHEETS if filler in sheet.filled_by and sheet.name not in left_out))
        for filler in FILLERS
    )
    return tuple(book for book in books if book.sheets)


def roster_book(month: Month) -> Book:
    """The workbook that a first month begins with, when nobody is known yet."""
    return Book(f"花名册 {month}.xlsx", tuple(sheet for sheet in SHEETS if sheet.name == "roster"))
