"""No single change of an archive of three months goes unseen, in either database, nor one of any closed file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.archive.store import open_archive, writing
from tests.archive.months import FIRST, Books
from tests.archive.mutations import unseen
from tests.build import complaint, logged, person
from tests.servers import new_database

EVERY = int(os.environ.get("KAOHE_MUTATIONS_EVERY", "6"))
"""Of the changes each so-manieth is made; 1 makes all of them."""
MONTHS = ("2026-08", "2026-09", "2026-10")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def books(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Three closed months with complaints, spending and a paid correction, and one that waits."""
    folder = tmp_path_factory.mktemp("closed")
    sqlite = request.param == "sqlite"
    books = Books(folder, f"sqlite:///{folder}/a.sqlite" if sqlite else new_database(request.getfixturevalue("postgres")))
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
    return books


def test_every_single_change_of_the_archive_is_found(books: Books) -> None:
    engine = open_archive(books.archive)
    with writing(engine) as connection:
        count, missed = unseen(connection, None, every=EVERY)
    engine.dispose()
    assert count > 300 // EVERY and not missed
    assert books.verify().code == 0


def test_every_file_of_every_closed_month_is_missed_and_every_change_of_it_seen(books: Books, tmp_path: Path) -> None:
    shutil.copytree(books.output, tmp_path / "output")
    copy = Books(tmp_path, books.archive)
    for month in MONTHS[-1:] if EVERY > 1 else MONTHS:
        for path in [path for path in sorted((copy.output / month).rglob("*")) if path.is_file()]:
            content = path.read_bytes()
            for change in (lambda: path.write_bytes(content[:-1]), path.unlink, lambda: path.rename(path.with_name("x" + path.name))):  # noqa: B023
                change()
                assert copy.verify().code == 1, path
                path.with_name("x" + path.name).unlink(missing_ok=True)
                path.write_bytes(content)
    assert copy.verify().code == 0


def test_files_of_one_month_do_not_pass_for_those_of_another(books: Books, tmp_path: Path) -> None:
    shutil.copytree(books.output, tmp_path / "output")
    copy = Books(tmp_path, books.archive)
    shutil.copy(copy.output / MONTHS[0] / "pay_adjustment.xlsx", copy.output / MONTHS[1] / "pay_adjustment.xlsx")
    assert copy.verify().code == 1
