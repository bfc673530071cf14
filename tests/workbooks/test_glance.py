"""The glance at a sheet's XML searches for what is rare in few passes, and says the same as a search for each thing."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from pipeline.workbooks.safety import CELLS, FORMULAS, scan

PIECES = [*CELLS, *(mark for marks in FORMULAS.values() for mark in marks), b'<c r="A1">', b'<c r="B2" t="s">', b"<v>12:c</v>", b"<cols>", b"<col ", b"</c>", b"<fill>", b"8:00"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_cells_are_counted_in_every_spelling_and_a_formula_is_never_plain(pieces: list[bytes]) -> None:
    sheet = b" ".join(pieces)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("sheet1.xml", sheet + b"<")
    with zipfile.ZipFile(held) as archive:
        seen = scan(archive.open("sheet1.xml"), frozenset())
    assert seen.cells == sum(map(sheet.count, CELLS))
    has_formula = any(mark in sheet for marks in FORMULAS.values() for mark in marks)
    assert seen.is_plain == (seen.cells == sheet.count(b'<c r="') and not has_formula)


