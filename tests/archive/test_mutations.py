"""No single change of an archive of three months goes unseen, in either database, nor one of any closed file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import select

from pipeline.archive import tables
from pipeline.archive.on_disk import output_faults
from pipeline.archive.store import open_archive, reading, writing
from tests.archive.months import FIRST, Books
from tests.archive.mutations import unseen
from tests.archive.shelf import MONTHS, Shelf
from tests.build import complaint, logged, person

pytestmark = pytest.mark.long

EVERY = int(os.environ.get("KAOHE_MUTATIONS_EVERY", "6"))
"""Of the changes each so-manieth is made; 1 makes all of them."""


def corrected(books: Books) -> None:
    """Three closed months with complaints, spending and a paid correction, and one that waits."""
    people = [person("1"), person("2"), person("3")]
    for month in MONTHS:
        rows = [logged("1", "B-8") | {"日期": f"{month}-03"}, logged("2", "A-3.1.3") | {"日期": f"{month}-04"}]
        spending = [{"日期": f"{month}-10", "用途": "团建", "金额": 30, "经办人": "T1", "凭证": "1"}]
        case = complaint(1, "2", 投诉编号=f"KS-{month.replace('-', '')}-0001", 投诉日期=f"{month}-03", 受理日期=f"{month}-03")
        assert books.close(month, people, 扣分记录=rows, 基金支出=spending, 投诉登记=[case], **(FIRST if month == MONTHS[0] else {})).code == 0
        books.write(month, people, 扣分记录=rows[:1], 基金支出=spending, 投诉登记=[case], **(FIRST if month == MONTHS[0] else {}))
        if month != MONTHS[1]:
            assert books.correct(month).code == 0
    assert books.verify().code == 0


@pytest.fixture
def books(shelf: Shelf, kind: str) -> Books:
    """Not to be changed for good."""
    return shelf.books(corrected, kind)


def test_every_single_change_of_the_archive_is_found(books: Books) -> None:
    engine = open_archive(books.archive)
    with writing(engine) as connection:
        count, missed = unseen(connection, None, every=EVERY)
    engine.dispose()
    assert count > 300 // EVERY and not missed
    assert books.verify().code == 0


def test_every_file_of_every_closed_month_is_missed_and_every_change_of_it_seen(books: Books, tmp_path: Path) -> None:
    """Each file by itself is named; of all of them together `verify` names the first, and nothing when they are what they were."""
    shutil.copytree(books.output, tmp_path / "output")
    copy, engine = Books(tmp_path, books.archive), open_archive(books.archive)
    changes: tuple[Callable[[Path], object], ...] = (lambda path: path.write_bytes(path.read_bytes()[:-1]), Path.unlink, lambda path: path.rename(path.with_name("x" + path.name)))
    with reading(engine) as connection:
        for row in connection.execute(select(tables.months)).mappings().all():
            files = [path for path in sorted((copy.output / row["month"]).rglob("*")) if path.is_file()]
            assert len(files) > 20
            for path, change in product(files, changes):
                content = path.read_bytes()
                change(path)
                assert str(path) in next(output_faults(connection, row, copy.output / row["month"]), ""), path
                path.with_name("x" + path.name).unlink(missing_ok=True)
                path.write_bytes(content)
    engine.dispose()
    for change in changes:
        shutil.copytree(copy.output, tmp_path / "whole")
        for path in [path for path in copy.output.glob("20*/**/*") if path.is_file()]:
            change(path)
        assert copy.verify().code == 1
        shutil.rmtree(copy.output)
        (tmp_path / "whole").rename(copy.output)
    assert copy.verify().code == 0


def test_files_of_one_month_do_not_pass_for_those_of_another(books: Books, tmp_path: Path) -> None:
    shutil.copytree(books.output, tmp_path / "output")
    copy = Books(tmp_path, books.archive)
    shutil.copy(copy.output / MONTHS[0] / "pay_adjustment.xlsx", copy.output / MONTHS[1] / "pay_adjustment.xlsx")
    assert copy.verify().code == 1
