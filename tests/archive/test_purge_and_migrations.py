"""Old personal data leaves while sums and chain stay provable; archives of earlier versions are brought up to date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, create_engine, inspect, text

from pipeline.app import closed_months
from pipeline.app import verify as verifying
from pipeline.app.backup import backup
from pipeline.archive import purge
from pipeline.archive.chain import PARTS, month_hash, part_digests
from pipeline.archive.store import engine_at, open_archive, reading, upgrade, writing
from pipeline.workbooks.kept import folder_beside
from tests.archive.months import FIRST, Books
from tests.archive.mutations import unseen
from tests.archive.shelf import Shelf
from tests.build import complaint, logged, person
from tests.reports.test_statements import sheets_of

MONTHS = ("2024-10", "2024-11", "2024-12", "2025-01")


def four_months(books: Books) -> None:
    """Four months over the end of a year; somebody is there in the first alone."""
    for month in MONTHS:
        rows = [logged("1", "B-8") | {"日期": f"{month}-20"}]
        if month == MONTHS[0]:
            gone = [logged("QX7731", "B-8", 备注="独一无二的备注") | {"日期": f"{month}-20"}]
            books.write(month, [person("1"), person("2"), person("QX7731", 姓名="欧阳稀有")], 扣分记录=rows + gone, **FIRST)
            next((books.inbox / month).glob("*.xlsx")).rename(books.inbox / month / "欧阳稀有的表.xlsx")
        else:
            books.write(month, 扣分记录=rows)
        assert books.close(month, slips=False).code == 0


@pytest.fixture
def books(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A copy of the four months, to be changed; two months are the least that is kept, as two years are in the product."""
    monkeypatch.setattr(purge, "KEPT_MONTHS", 2)
    return shelf.books(four_months).copied(tmp_path)


def test_purging_takes_persons_out_and_leaves_sums_and_the_chain_provable(books: Books) -> None:
    before = books.rows("SELECT month, total_fen, closing_fen, hash FROM months ORDER BY month")
    called = books.call(closed_months.purge, "2024-12")
    assert called.code == 0 and "2024-10 至 2024-11" in called.printed
    assert books.rows("SELECT month, total_fen, closing_fen, hash FROM months ORDER BY month") == before
    for table in ("people", "scores", "entries", "complaints", "signed_findings", "outputs"):
        assert books.rows(f"SELECT count(*) FROM {table} WHERE month < '2024-12'") == [(0,)]
    assert books.rows("SELECT count(*) FROM fund_ledger WHERE month < '2024-12' AND employee_id IS NOT NULL") == [(0,)]
    assert books.rows("SELECT count(*) FROM scores WHERE month = '2024-12'")[0][0] > 0
    assert books.verify().code == 0
    books.execute("UPDATE fund_ledger SET income_fen = 1 WHERE month = '2024-10' AND number = 2")
    assert books.verify().code == 1
    assert books.correct("2024-10").code == 3


def test_after_a_purge_no_byte_tells_of_who_was_there_only_then(books: Books, tmp_path: Path) -> None:
    """Name, id, note and file name of a person of the first month: not in the archive's file, nor in the output folder."""
    assert books._call(lambda: backup(tmp_path / "kept.sqlite", books.output, books.archive), "").code == 0
    found = [text.encode() for text in ("QX7731", "欧阳稀有", "独一无二的备注")]
    assert all(text in (tmp_path / "a.sqlite").read_bytes() for text in found[:2])
    called = books.call(closed_months.purge, "2024-11")
    assert called.code == 0 and "kept.sqlite" in called.printed and "打印件" in called.printed
    for path in [tmp_path / "a.sqlite", *(path for path in books.output.rglob("*") if path.is_file())]:
        assert not any(text in path.read_bytes() for text in found), path
    assert not (books.output / "2024-10").exists() and books.verify().code == 0


def test_tables_of_a_purged_month_that_a_later_one_was_corrected_with_are_taken_out_as_well(books: Books) -> None:
    (books.inbox / "2024-10" / "欧阳稀有的表.xlsx").unlink()
    books.write("2024-10", [person("1"), person("2"), person("QX7731", 姓名="欧阳稀有")], 扣分记录=[], **FIRST)
    assert books.correct("2024-10").code == 0
    assert books.call(closed_months.purge, "2024-11").code == 0 and books.verify().code == 0
    assert {length for (length,) in books.rows("SELECT length(content) FROM sheets WHERE of_month = '2024-10'")} == {0}
    books.execute("UPDATE sheets SET content = x'00' WHERE of_month = '2024-10'")
    assert "个人数据已经清除" in books.verify().printed


def test_a_complaint_of_a_purged_month_that_turns_out_effective_is_told_and_books_nothing(books: Books) -> None:
    assert books.call(closed_months.purge, "2024-11").code == 0
    on = {"投诉日期": "2024-10-20", "受理日期": "2024-10-20"}
    done = books.close("2025-02", slips=False, 投诉登记=[complaint(1, "1", 投诉编号="KS-202410-0001", **on), complaint(2, "1", 投诉编号="KS-202410-0002", 是否有效=None, **on)])
    assert done.code == 0
    assert [(finding["行号"], finding["值"]) for finding in done.findings if finding["代码"] == "COMPLAINT_MONTH_GONE"] == [(2, "KS-202410-0001")]
    assert books.rows("SELECT sum(total_fen) FROM scores WHERE month = '2025-02'") == [(0,)]


def test_two_years_are_kept_at_the_least(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """January 2025 is the last closed month: with it, February 2023 is the first of 24."""
    monkeypatch.undo()
    called = books.call(closed_months.purge, "2023-03")
    assert called.code == 3 and "--before 2023-02" in called.printed
    assert books.rows("SELECT count(*) FROM months WHERE purged") == [(0,)]
    assert books.call(closed_months.purge, "2023-02").code == 0


FIGURES = {
    "month": "2026-09", "previous": None, "version": "0.1", "rulebook": "2020-01-01", "rulebook_from": date(2020, 1, 1),
    "rulebook_sha256": "0" * 64, "rulebook_text": "", "department": "客服部", "as_of": date(2026, 9, 30), "people": 1,
    "total_fen": -5000, "opening_fen": 0, "closing_fen": 5000,
}


def first_version(archive: str, digests: dict[str, tuple[int, str]]) -> None:
    """An archive as the first version wrote it, with a month of these digests."""
    engine = engine_at(archive)
    upgrade(engine, "0001")
    with writing(engine) as connection:
        names = [*FIGURES, "previous_hash", "hash", "purged"]
        insert = f"INSERT INTO months ({', '.join(names)}) VALUES ({', '.join(':' + name for name in names)})"
        own = month_hash(FIGURES, digests, "0" * 64)
        connection.execute(text(insert), {**FIGURES, "previous_hash": "0" * 64, "hash": own, "purged": False})
        connection.execute(text("INSERT INTO scores VALUES ('2026-09', '1', 80, 'B', 1, :no, 0, -5000, 0, 0, 0, 0, -5000)"), {"no": False})
        connection.execute(text("INSERT INTO fund_ledger VALUES ('2026-09', 1, NULL, '期初', NULL, NULL, NULL, NULL, 0, '')"))
        connection.execute(text("INSERT INTO fund_ledger VALUES ('2026-09', 2, '2026-09-03', 'x', 'B-8', '1', 5000, 0, 5000, '')"))
        for part, (rows, digest) in digests.items():
            if rows:
                connection.execute(text("INSERT INTO digests VALUES ('2026-09', :part, :rows, :digest)"), {"part": part, "rows": rows, "digest": digest})
    engine.dispose()


def test_an_archive_of_the_first_version_keeps_its_months_and_its_chain(tmp_path: Path, archive: str) -> None:
    scratch = f"sqlite:///{tmp_path / 'scratch.sqlite'}"
    first_version(scratch, {})
    with reading(open_archive(scratch)) as connection:
        digests = part_digests(connection, "2026-09")
    assert set(digests) == set(PARTS) and digests["corrections"][0] == 0
    first_version(archive, digests)
    books = Books(tmp_path, archive)
    assert books._call(lambda: verifying.verify(books.output, archive, outputs=False), "").code == 0
    assert books.rows("SELECT kind FROM journal") == [("adopted",)]
    assert books.close("2026-10", slips=False).code == 0
    assert books.rows("SELECT opening_fen FROM months WHERE month = '2026-10'") == [(5000,)]
    assert books._call(lambda: verifying.verify(books.output, archive, outputs=False), "").code == 0


def test_a_new_archive_has_the_tables_that_the_migrations_make_one_after_the_other(archive: str) -> None:
    with reading(open_archive(archive)) as connection:
        made_at_once = _tables_of(connection)
    engine, everything = engine_at(archive), MetaData()
    everything.reflect(engine)
    everything.drop_all(engine)
    upgrade(engine)
    with reading(engine) as connection:
        assert _tables_of(connection) == made_at_once


def _tables_of(connection: Connection) -> dict[str, object]:
    """Each table's columns in order, its keys and what they point to, and its rows."""
    seen = inspect(connection)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"], column["default"]) for column in seen.get_columns(name)],
            seen.get_pk_constraint(name), seen.get_foreign_keys(name), seen.get_unique_constraints(name), seen.get_indexes(name),
            connection.execute(text(f"SELECT * FROM {name}")).all(),
        )
        for name in seen.get_table_names()
    }


def test_an_archive_of_a_later_version_is_refused_in_a_sentence(october: Books) -> None:
    engine = create_engine(october.archive)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    called = october.verify()
    assert called.code == 2 and "更新" in called.printed


def test_nothing_hides_behind_a_purge(books: Books) -> None:
    """Every single change of a purged month is found as well."""
    assert books.call(closed_months.purge, "2024-12").code == 0
    engine = open_archive(books.archive)
    with writing(engine) as connection:
        count, missed = unseen(connection, None, "2024-10", every=3)
    engine.dispose()
    assert count > 10 and not missed
    for table, columns, values in (("people", "month, employee_id, name", "'2024-10', '9', 'x'"), ("outputs", "month, number, file, sha256", "'2024-10', 1, 'x', 'y'")):
        books.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})")
        assert "已经清除" in books.verify().printed
        books.execute(f"DELETE FROM {table} WHERE month = '2024-10'")
    books.execute("UPDATE fund_ledger SET summary = 'x' WHERE month = '2024-10' AND number = 2")
    assert books.verify().code == 1


def test_a_purge_empties_the_free_space_of_either_database_and_can_be_run_again(three_months: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(purge, "KEPT_MONTHS", 2)
    books = three_months
    kept = [folder_beside(books.output / place) for place in ("2026-11", "2026-11/北京")]
    for folder in kept:
        folder.mkdir(parents=True)
        (folder / "what was read").write_text("欧阳稀有", encoding="utf-8")
    called = books.call(closed_months.purge, "2026-09")
    assert called.code == 0 and "没有能清空" not in called.printed and not (books.output / "2026-08").exists()
    assert not any(folder.exists() for folder in kept)
    assert books.verify().code == 0
    assert "没有要清除的月份" in books.call(closed_months.purge, "2026-09").printed
    assert [row[0] for row in books.rows("SELECT kind FROM journal ORDER BY number")] == ["closed", "closed", "closed", "purged"]
    assert books.call(closed_months.fund, None, None, None).printed.count("期初") == 3


def test_purging_takes_the_workbook_and_page_of_their_year_away(books: Books) -> None:
    for year in (2024, 2025):
        assert books.call(closed_months.year, year, None).code == 0
    assert books.call(closed_months.purge, "2024-12").code == 0
    assert sorted(path.name for path in books.output.glob("202?.*")) == ["2025.html", "2025.xlsx"]
    assert "2024.html" not in (books.output / "index.html").read_text(encoding="utf-8")


def test_the_year_of_purged_months_has_their_sums_and_says_that_their_persons_are_gone(books: Books, tmp_path: Path) -> None:
    assert books.call(closed_months.purge, "2024-12").code == 0
    assert books.call(closed_months.year, 2024, tmp_path / "2024.xlsx").code == 0
    sheets = sheets_of(tmp_path / "2024.xlsx")
    months = sheets["各月"][1:]
    gone = [row for row in months if row[8]]
    assert [row[0] for row in gone] == ["2024-10", "2024-11"] and all(row[3] is None for row in gone)
    totals = {month: total / 100 for month, total in books.rows("SELECT month, total_fen FROM months WHERE month < '2025-01'")}
    assert {row[0]: row[2] for row in months} == totals
    assert sheets["年度金额"][-1][-1] == sum(total for month, total in totals.items() if month > "2024-11")
    assert "欧阳稀有" not in (tmp_path / "2024.html").read_text(encoding="utf-8")
