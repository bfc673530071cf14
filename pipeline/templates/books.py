"""Which workbooks HR fills, and which sheets each of them has."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.schemas.registry import BOOKS as FILES
from pipeline.schemas.registry import SHEETS
from pipeline.schemas.sheet import Sheet


@dataclass(frozen=True)
class Book:
    """A workbook by its file's name, with its sheets from left to right."""

    file: str
    sheets: tuple[Sheet, ...]


BOOKS = tuple(Book(file, tuple(sheet for sheet in SHEETS if sheet.book == file)) for file in FILES)
