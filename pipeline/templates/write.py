"""The workbooks that HR fills, generated from the schemas and the rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from pipeline.excel.paper import FONT
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.sheet import Sheet
from pipeline.templates.books import BOOKS, Book
from pipeline.templates.data_sheet import add_data_sheet
from pipeline.templates.example_sheet import add_example_sheet
from pipeline.templates.guide import add_guide
from pipeline.templates.known import KnownAhead
from pipeline.templates.option_lists import OptionLists


def write_templates(folder: Path, rulebook: Rulebook) -> list[Path]:
    """Write every template into `folder` and return their paths.

    The same schemas and rulebook give the same bytes. Raises OSError where a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for book in BOOKS:
        path = folder / book.file
        path.write_bytes(template(book, KnownAhead(rulebook)))
        paths.append(path)
    return paths


def template(book: Book, known: KnownAhead) -> bytes:
    """One workbook: the sheets to fill first, then how to fill them, then each one filled as an example."""
    return filled_workbook(Path(book.file).stem, book.sheets, known, with_examples=True)


def filled_workbook(title: str, sheets: Sequence[Sheet], known: KnownAhead, *, with_examples: bool = False) -> bytes:
    """The sheets with the rows that are known, then how to fill them."""
    content = BytesIO()
    # a copy, since XlsxWriter adds to what it is given, and the next workbook would look different
    with Workbook(content, {"in_memory": True, "default_format_properties": dict(FONT)}) as workbook:
        rulebook = known.rulebook
        created = datetime.combine(rulebook.effective_from, time())
        workbook.set_properties({"title": title, "author": "kaohe", "created": created})
        lists = OptionLists(workbook)
        for sheet in sheets:
            add_data_sheet(workbook, sheet, known, lists)
        add_guide(workbook, sheets, rulebook)
        for sheet in sheets if with_examples else ():
            add_example_sheet(workbook, sheet, rulebook)
        lists.write()
    return content.getvalue()
