"""Whatever was changed after closing is found, and named."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from pipeline.app.closed_months import history, year
from tests.archive.months import Books


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE scores SET score = 99 WHERE month = '2026-09' AND employee_id = '1'", "2026-09 的考核分有改动"),
        ("UPDATE scores SET score = 80.001 WHERE month = '2026-09' AND employee_id = '1'", "2026-09 的考核分有改动"),
        ("DELETE FROM fund_ledger WHERE month = '2026-09' AND number = 2", "2026-09 的基金台账应有 4 行，现有 3 行"),
        ("UPDATE fund_ledger SET balance_fen = balance_fen + 1 WHERE month = '2026-10' AND number = 3", "2026-10 的基金台账有改动"),
        ("UPDATE entries SET note = 'x' WHERE month = '2026-08' AND number = 1", "2026-08 的计分明细有改动"),
        ("UPDATE people SET name = '别人' WHERE month = '2026-08' AND employee_id = '2'", "2026-08 的人员有改动"),
        ("UPDATE months SET total_fen = 0 WHERE month = '2026-09'", "2026-09 的校验值不符"),
        ("UPDATE months SET closing_fen = closing_fen + 1 WHERE month = '2026-08'", "2026-08 的校验值不符"),
        ("UPDATE inputs SET sha256 = 'x' WHERE month = '2026-08'", "2026-08 的输入文件有改动"),
        ("DELETE FROM digests WHERE month = '2026-09' AND part = 'fund'", "2026-09 的基金台账应有 0 行"),
    ],
)
def test_a_change_in_the_archive_is_named_by_month_and_part(three_months: Books, statement: str, said: str) -> None:
    if three_months.archive.startswith("postgresql") and "80.001" in statement:
        statement = statement.replace("80.001", "80.01")  # the column itself keeps to two decimals there
    three_months.execute(statement)
    called = three_months.verify()
    assert called.code == 1 and said in called.printed


def test_an_amount_that_is_no_number_ends_whoever_asks_for_it_in_a_sentence(october: Books) -> None:
    october.execute("UPDATE scores SET total_fen = 'abc'")
    for command in (lambda: october.call(partial(history, "1")), lambda: october.call(partial(year, 2026, None)), october.verify):
        called = command()
        assert called.code in (1, 2) and "档案库的表 scores 的列 total_fen 有" in called.printed


def test_two_months_that_were_swapped_are_found(three_months: Books) -> None:
    for table in ("scores", "entries"):
        for old, new in (("2026-09", "2026-xx"), ("2026-10", "2026-09"), ("2026-xx", "2026-10")):
            if "xx" in new:
                three_months.execute(f"INSERT INTO months SELECT '{new}', '{new}', version, rulebook, rulebook_from, rulebook_sha256, rulebook_text,"
                               f" department, as_of, people, total_fen, opening_fen, closing_fen, previous_hash, hash, purged, statements FROM months WHERE month = '{old}'")
            three_months.execute(f"UPDATE {table} SET month = '{new}' WHERE month = '{old}'")
            if "xx" in old:
                three_months.execute(f"DELETE FROM months WHERE month = '{old}'")
    called = three_months.verify()
    assert called.code == 1 and "2026-09 的" in called.printed


def test_a_month_that_was_taken_out_is_found(three_months: Books) -> None:
    for table in ("digests", "people", "scores", "entries", "fund_ledger", "complaints", "inputs", "signed_findings", "outputs", "months"):
        three_months.execute(f"DELETE FROM {table} WHERE month = '2026-09'")
    called = three_months.verify()
    assert called.code == 1 and "2026-08 和 2026-10 之间的月份不连续" in called.printed


@pytest.mark.parametrize("file", ["pay_adjustment.xlsx", "report.html", "run.json", "slips/1.html", "已结账.txt"])
def test_an_output_that_was_edited_or_removed_is_found(october: Books, file: str) -> None:
    path = october.output / "2026-10" / file
    content = path.read_bytes()
    path.write_bytes(content + b" ")
    called = october.verify()
    assert called.code == 1 and path.name in called.printed
    path.unlink()
    assert october.verify().code == 1
    path.write_bytes(content)
    assert october.verify().code == 0


def test_an_archive_that_was_deleted_is_missed(october: Books) -> None:
    (october.folder / "a.sqlite").unlink()
    called = october.verify()
    assert called.code == 2 and "没有档案库" in called.printed


def test_an_archive_that_never_was_is_said_to_be_none(tmp_path: Path) -> None:
    called = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}").verify()
    assert called.code == 2 and "没有档案库" in called.printed


def test_what_another_version_settles_otherwise_is_told_from_a_change(three_months: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version whose rule of scores is another one; the digest to compare with the sealed page is the one printed on it."""
    from pipeline.archive import recompute
    from pipeline.archive import verify as verifying

    own = recompute.scores
    monkeypatch.setattr(recompute, "scores", lambda *given: own(*given).assign(score=lambda rows: rows["score"] + 100))
    called = three_months.verify()
    assert called.code == 1 and "版结账" not in called.printed
    monkeypatch.setattr(verifying, "__version__", "9.9.9")
    called = three_months.verify()
    sealed = (three_months.output / "2026-08" / "封存单.html").read_text(encoding="utf-8")
    digest = re.findall("<span>([0-9a-f]{8})</span>", sealed)
    assert called.code == 1 and "差别可能出自两版的算法" in called.printed and " ".join(digest) in called.printed
