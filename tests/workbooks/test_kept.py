"""What was read of a large workbook is kept beside the output, and whether it was kept or is read is nowhere to be seen."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.close import close_month
from pipeline.app.month import check_month
from pipeline.base.exits import DONE, INPUT_ERRORS
from pipeline.workbooks import kept
from pipeline.workbooks.kept import LARGE, KeptWorkbooks, folder_beside, folders_within
from pipeline.workbooks.pickled import dumps, loads
from pipeline.workbooks.reading import Workbook, read_workbook
from tests.build import MONTH, STAFF, Rows, call_month, called, logged, person, write_month
from tests.corpus import base
from tests.corpus.cells import CELLS
from tests.workbooks.test_one_reading import by_openpyxl, by_xlsxwriter

GOOD = {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.1")]}


def made_large(workbook: Path) -> Path:
    """With a picture, so that it is as large as a workbook of some thousand rows."""
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("docProps/thumbnail.png", random.Random(1).randbytes(LARGE))
    return workbook


def large_month(inbox: Path, sheets: dict[str, Rows], file: str = "all.xlsx") -> Path:
    return made_large(write_month(inbox, sheets, file=file))


def keep(folder: Path, workbook: Path, read: Workbook) -> None:
    """As if `read` were what had been read of the workbook."""
    again, sha256 = KeptWorkbooks(folder), read_workbook(workbook).sha256
    again.add(sha256, dumps(replace(read, sha256=sha256)))
    again.write()


def everything(workbook: Workbook) -> object:
    sheets = [
        (sheet.name, [[(type(cell), cell) for cell in row] for row in sheet.rows], sheet.hidden, sheet.formulas, sheet.merged,
         sheet.hidden_rows, sheet.hidden_columns, sheet.struck)
        for sheet in workbook.sheets
    ]  # fmt: skip
    return workbook.file, workbook.sha256, workbook.findings, workbook.editor, workbook.mended, sheets


def of_every_defect(path: Path) -> None:
    """The corpus' defects of single cells, one below the other in their sheets."""
    sheets = base.month()
    for _name, sheet, row, cells, _code, _cell in CELLS:
        sheets[sheet].append({**(base.MONTH[sheet][row] if row < len(base.MONTH[sheet]) else {}), **cells})
    write_month(path.parent, sheets).rename(path)


@pytest.mark.parametrize("write", [of_every_defect, by_openpyxl, by_xlsxwriter])
def test_what_is_kept_of_a_workbook_is_what_is_read_of_it_cell_for_cell(tmp_path: Path, write: Callable[[Path], None]) -> None:
    workbook = tmp_path / "a.xlsx"
    write(workbook)
    read = read_workbook(made_large(workbook))
    keep(tmp_path / "kept", workbook, read)
    content = KeptWorkbooks(tmp_path / "kept").content(workbook)
    assert content is not None
    assert everything(loads(content)) == everything(read)


def test_a_run_that_finds_what_was_read_gives_the_same_bytes_as_one_that_reads(tmp_path: Path) -> None:
    large_month(tmp_path / "inbox", GOOD)
    first = call_month(tmp_path)
    [kept_of_it] = folder_beside(first.folder).iterdir()
    other = first.moved(tmp_path / "other")
    shutil.rmtree(folder_beside(other.folder))
    outputs = [{path.relative_to(each): path.read_bytes() for path in each.rglob("*") if path.is_file()} for each in (
        call_month(tmp_path).folder, call_month(tmp_path / "other").folder,
    )]  # fmt: skip
    assert outputs[0] == outputs[1]
    assert kept_of_it.read_bytes() == (folder_beside(other.folder) / kept_of_it.name).read_bytes()


def paid(tmp_path: Path) -> list[str]:
    return [row["工号"] for row in call_month(tmp_path, slips=False).pay if row["工号"] != "合计"]


def test_what_is_kept_stands_for_the_workbook_until_one_byte_of_either_changes(tmp_path: Path) -> None:
    """What is kept is exchanged for another month's here, so that one sees whether it is used."""
    workbook = large_month(tmp_path / "inbox", GOOD)
    folder = folder_beside(tmp_path / "output" / MONTH)
    folder.parent.mkdir()
    another = write_month(tmp_path / "another", {"花名册": [*STAFF, person("1"), person("2")]})
    keep(folder, workbook, read_workbook(another))
    assert paid(tmp_path) == ["Z1", "T1", "1", "2"]

    [file] = folder.iterdir()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert paid(tmp_path) == ["Z1", "T1", "1"], "damaged"

    keep(folder, workbook, read_workbook(another))
    with zipfile.ZipFile(workbook, "a") as archive:
        archive.writestr("docProps/more.xml", "")
    assert paid(tmp_path) == ["Z1", "T1", "1"], "another file"


def test_what_another_version_of_the_program_read_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = large_month(tmp_path / "inbox", GOOD)
    keep(tmp_path / "kept", workbook, read_workbook(workbook))
    assert KeptWorkbooks(tmp_path / "kept").content(workbook) is not None
    shutil.copytree(kept.PROGRAM, tmp_path / "program", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "program" / "workbooks" / "reading.py").open("a") as source:
        source.write("\n")
    monkeypatch.setattr(kept, "PROGRAM", tmp_path / "program")
    kept._program.cache_clear()
    try:
        assert KeptWorkbooks(tmp_path / "kept").content(workbook) is None
    finally:
        kept._program.cache_clear()


class Harm:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (os.environ["KAOHE_HARM"],)


def test_nothing_that_is_kept_can_do_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_HARM", str(tmp_path / "harm"))
    workbook = large_month(tmp_path / "inbox", GOOD)
    again = KeptWorkbooks(tmp_path / "kept")
    for content in (pickle.dumps(Harm()), pickle.dumps([Workbook("a", "b", (Harm(),), ())]), pickle.dumps("no workbook"), b""):  # type: ignore[arg-type]
        again.add(read_workbook(workbook).sha256, content)
        again.write()
        assert KeptWorkbooks(tmp_path / "kept").content(workbook) is None
    assert not (tmp_path / "harm").exists()


def test_a_workbook_of_another_name_is_spoken_of_by_its_own(tmp_path: Path) -> None:
    workbook = large_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("777", "A-3.1.1")]})
    assert call_month(tmp_path, slips=False).code == INPUT_ERRORS
    workbook.rename(workbook.with_name("改名.xlsx"))
    assert {finding["文件"] for finding in call_month(tmp_path, slips=False).findings} <= {"改名.xlsx", None}


def test_only_large_workbooks_of_the_last_run_are_kept_and_only_for_their_owner(tmp_path: Path) -> None:
    folder = folder_beside(tmp_path / "output" / MONTH)
    write_month(tmp_path / "inbox", GOOD)
    assert call_month(tmp_path, slips=False).code == DONE and not folder.exists(), "small"
    inbox = tmp_path / "inbox"
    for sheets in (GOOD, {"花名册": [*STAFF, person("2")]}):
        large_month(inbox, sheets)
        assert called(lambda: check_month(MONTH, inbox, tmp_path / "output", None, None), tmp_path / "output" / MONTH).code == DONE
        [file] = folder.iterdir()
        assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    write_month(inbox, GOOD)
    assert call_month(tmp_path, slips=False).code == DONE and not folder.exists() and not folders_within(tmp_path / "output"), "small again"


def test_where_nothing_can_be_kept_the_month_is_computed_all_the_same(tmp_path: Path) -> None:
    large_month(tmp_path / "inbox", GOOD)
    folder = folder_beside(tmp_path / "output" / MONTH)
    folder.parent.mkdir()
    folder.write_text("something else")
    assert call_month(tmp_path, slips=False).code == DONE and folder.read_text() == "something else"


def test_a_month_is_closed_on_its_workbooks_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    workbook = large_month(tmp_path / "inbox", GOOD)
    folder, archive = folder_beside(tmp_path / "output" / MONTH), f"sqlite:///{tmp_path / 'archive.sqlite'}"
    assert call_month(tmp_path, slips=False).code == DONE and folder.exists()
    keep(folder, workbook, read_workbook(write_month(tmp_path / "another", {"花名册": [*STAFF, person("1"), person("2")]})))
    closed = called(lambda: close_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, archive, early=True, slips=False), tmp_path / "output" / MONTH)
    assert closed.code == DONE and not folder.exists()
    assert [row["工号"] for row in closed.pay] == ["Z1", "T1", "1", "合计"]
