"""What will move money is in the chain from the moment that it is booked, and nothing hides behind a purge."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.app import closed_months
from pipeline.app import verify as verifying
from pipeline.archive.store import open_archive
from tests.archive.months import FIRST, Books
from tests.build import logged, person


@pytest.fixture(scope="module")
def booked_once(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """A closed month with a correction that waits for the next one."""
    folder = tmp_path_factory.mktemp("booked")
    books = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    assert books.close("2026-09", 扣分记录=[logged("1", "B-8") | {"日期": "2026-09-03"}], **FIRST).code == 0
    books.write("2026-09", 扣分记录=[logged("1", "B-8") | {"日期": "2026-09-03"}, logged("2", "A-3.1.3") | {"日期": "2026-09-04"}], **FIRST)
    assert books.correct("2026-09").code == 0
    assert books.verify().code == 0
    return books


@pytest.fixture
def booked(booked_once: Books, tmp_path: Path) -> Books:
    return booked_once.copied(tmp_path)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE corrections SET amount_fen = amount_fen * 100", "已入账、还没有结账的前期更正有改动"),
        ("UPDATE corrections SET note = 'x'", "已入账、还没有结账的前期更正有改动"),
        ("DELETE FROM corrections", "已入账、还没有结账的前期更正有改动"),
        ("UPDATE corrections SET booked_in = '2026-08'", "已入账、还没有结账的前期更正有改动"),
        ("UPDATE corrected_scores SET merit_pay_fen = 1", "已入账、还没有结账的前期更正有改动"),
        ("DELETE FROM journal WHERE number = 2", "已入账、还没有结账的前期更正有改动"),
        ("DELETE FROM journal WHERE number = 1", "操作记录第 1 条"),
        ("DELETE FROM journal", "操作记录不见了"),
        ("UPDATE journal SET done_by = 'somebody' WHERE number = 2", "操作记录第 2 条（更正入账 2026-09）有改动"),
        ("UPDATE months SET purged = 1", "已经清除，现有"),
    ],
)
def test_a_change_of_what_is_booked_is_found_before_it_is_paid(booked: Books, statement: str, said: str) -> None:
    booked.execute(statement)
    called = booked.verify()
    assert called.code == 1 and said in called.printed


def test_a_month_that_is_marked_as_purged_and_emptied_by_hand_is_found(booked: Books) -> None:
    for table in ("people", "scores", "entries", "complaints", "signed_findings", "sheets", "outputs"):
        booked.execute(f"DELETE FROM {table}")
    booked.execute("UPDATE fund_ledger SET summary = NULL, employee_id = NULL, source = NULL WHERE income_fen IS NOT NULL")
    booked.execute("UPDATE months SET purged = 1")
    called = booked.verify()
    assert called.code == 1 and "标为已清除的月份与操作记录不符" in called.printed


def test_a_month_computed_before_a_correction_was_booked_is_not_closed_without_it(booked: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between computing and closing somebody books a correction: the close is refused, and the next one pays it."""
    from pipeline.app import close as closing

    whole, later = closing.run_month, []

    def and_meanwhile(request: object) -> object:
        run = whole(request)  # type: ignore[arg-type]
        if not later:
            later.append(1)
            booked.write("2026-09", 扣分记录=[], **FIRST)
            assert booked.correct("2026-09").code == 0
        return run

    monkeypatch.setattr(closing, "run_month", and_meanwhile)
    called = booked.close("2026-10", slips=False)
    assert called.code == 3 and "档案库有了变化" in called.printed
    assert booked.close("2026-10", slips=False).code == 0 and booked.verify().code == 0


@pytest.mark.parametrize("what", ["TRIGGER t AFTER UPDATE ON scores BEGIN SELECT 1; END", "VIEW v AS SELECT 1"])
def test_triggers_and_views_of_others_are_named(booked: Books, what: str) -> None:
    booked.execute(f"CREATE {what}")
    called = booked.verify()
    assert called.code == 1 and f"不是本程序建立的{'触发器 t' if 'TRIGGER' in what else '视图 v'}" in called.printed


def test_a_trigger_that_changes_what_is_written_stops_the_close(booked: Books) -> None:
    booked.execute("CREATE TRIGGER t AFTER INSERT ON scores BEGIN UPDATE scores SET total_fen = 0 WHERE month = '2026-10'; END")
    called = booked.close("2026-10")
    assert called.code == 3 and "触发器 t" in called.printed
    assert booked.rows("SELECT count(*) FROM months") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scores SET score = 'abc'", "UPDATE entries SET date = 'gestern'", "UPDATE entries SET amount_fen = x'00'",
        "UPDATE months SET as_of = '2026-02-31'", "UPDATE corrections SET points = 'viel'", "UPDATE corrections SET booked_in = 'bald'",
        "UPDATE outputs SET content = 'x'", "UPDATE people SET name = x'ff'", "ALTER TABLE scores RENAME TO other", "ALTER TABLE scores DROP COLUMN rank",
    ],
)  # fmt: skip
def test_cells_of_another_type_and_missing_tables_are_said_in_a_sentence(booked: Books, statement: str) -> None:
    booked.execute(statement)
    called = booked.verify()
    assert called.code == 1 and "请用备份恢复" in called.printed
    for command in (booked.run("2026-10"), booked.close("2026-10", slips=False), booked.correct("2026-09"), booked.call(closed_months.history, "1")):
        assert command.code in (0, 2, 3), command.printed


def test_damaged_pages_are_said_in_a_sentence(booked: Books) -> None:
    path = booked.folder / "a.sqlite"
    booked.write("2026-10")
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    for command in (booked.verify(), booked.run("2026-10"), booked.close("2026-10", slips=False), booked.correct("2026-09")):
        assert command.code in (1, 2) and command.printed.startswith(("不符", "档案库"))


def test_a_closed_score_that_does_not_follow_from_its_lines_is_found_though_all_digests_fit(booked: Books) -> None:
    """An insider changes a score and computes the digests and the chain anew with the program's own code."""
    from pipeline.archive.chain import month_hash, part_digests, statements_hash
    from pipeline.archive.journal import entry_hash, state
    from pipeline.archive.store import writing

    booked.execute("DELETE FROM corrections"), booked.execute("DELETE FROM corrected_scores")
    booked.execute("UPDATE scores SET score = 95, grade = 'A' WHERE employee_id = '1'")
    from sqlalchemy import text

    engine = open_archive(booked.archive)
    with writing(engine) as connection:
        digests = part_digests(connection, "2026-09")
        row = dict(connection.execute(text("SELECT * FROM months")).mappings().one())
        from pipeline.archive import tables

        row = dict(connection.execute(tables.months.select()).mappings().one())
        row["statements"] = statements_hash(row, digests, row["previous_hash"])
        own = month_hash(row, digests, row["previous_hash"])
        connection.execute(tables.months.update().values(hash=own, statements=row["statements"]))
        for part, (count, digest) in digests.items():
            connection.execute(tables.digests.update().where(tables.digests.c.part == part).values(rows=count, digest=digest))
        connection.execute(tables.journal.delete().where(tables.journal.c.number == 2))
        entry = dict(connection.execute(tables.journal.select()).mappings().one()) | state(connection)
        connection.execute(tables.journal.update().values(**(entry | {"hash": entry_hash(entry)})))
    engine.dispose()
    called = booked._call(lambda: verifying.verify(booked.output, booked.archive, outputs=False), "")
    assert called.code == 1 and "2026-09 工号 1 的考核分按明细应为 80，记的是 95" in called.printed


@pytest.mark.parametrize("name", ["pay_adjustment(最终).xlsx", "slips/99.html", "notices/x/y.html"])
def test_a_file_that_was_put_beside_the_closed_ones_is_named(booked: Books, name: str) -> None:
    path = booked.output / "2026-09" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"forged")
    called = booked.verify()
    assert called.code == 1 and path.name in called.printed and "后来放进去的" in called.printed
    assert booked.call(restored, "2026-09").code == 0 and booked.verify().code == 0
    assert not path.exists()


def test_what_a_system_or_an_open_workbook_leaves_in_a_folder_is_no_forgery(booked: Books) -> None:
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$pay_adjustment.xlsx"):
        (booked.output / "2026-09" / name).write_bytes(b"x")
    assert booked.verify().code == 0


def test_an_index_page_that_was_changed_or_a_month_that_is_gone_with_its_folder_is_found(booked: Books) -> None:
    index = booked.output / "index.html"
    content = index.read_bytes()
    index.write_bytes(content.replace("已结账".encode(), "已算出".encode()))
    called = booked.verify()
    assert called.code == 1 and "index.html" in called.printed
    index.write_bytes(content)
    shutil.rmtree(booked.output / "2026-09")
    booked.folder.joinpath("a.sqlite").unlink()
    gone = booked.verify()
    assert gone.code == 2 and "没有档案库" in gone.printed
    open_archive(booked.archive).dispose()
    called = booked.verify()
    assert called.code == 1 and "有月份不在了" in called.printed


def test_an_index_page_of_another_version_is_not_judged_but_told(booked: Books) -> None:
    index = booked.output / "index.html"
    content = index.read_text(encoding="utf-8")
    assert content.count('content="kaohe ') == 1
    index.write_text(content.replace('content="kaohe ', 'content="kaohe 0.'), encoding="utf-8")
    called = booked.verify()
    assert called.code == 0 and "是别的版本写的，没有核对" in called.printed


def test_a_closed_output_that_was_removed_comes_back_as_it_was(booked: Books) -> None:
    folder = booked.output / "2026-09"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    shutil.rmtree(folder)
    called = booked.verify()
    assert called.code == 1 and "kaohe restore 2026-09" in called.printed
    assert booked.call(restored, "2026-09").code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert booked.verify().code == 0
    assert "没有改动" in booked.call(restored, "2026-09").printed


def test_what_is_not_closed_or_was_changed_in_the_archive_is_not_restored(booked: Books) -> None:
    assert booked.call(restored, "2026-10").code == 3
    booked.execute("UPDATE outputs SET content = (SELECT content FROM outputs WHERE file = 'run.json') WHERE file = 'pay_adjustment.xlsx'")
    assert "存的 pay_adjustment.xlsx 与存入时不同" in booked.verify().printed
    shutil.rmtree(booked.output / "2026-09")
    called = booked.call(restored, "2026-09")
    assert called.code == 1 and not (booked.output / "2026-09").exists()


def restored(*arguments: object) -> object:
    from pipeline.app.restore import restore_month

    return restore_month(*arguments)  # type: ignore[arg-type]


def test_a_spending_whose_purpose_begins_like_a_correction_is_a_spending(tmp_path: Path) -> None:
    books = Books(tmp_path, f"sqlite:///{tmp_path / 'a.sqlite'}")
    spending = [{"日期": "2026-09-10", "用途": "前期更正：2026-08 团建", "金额": 100, "经办人": "T1", "凭证": "1"},
                {"日期": "2026-09-11", "用途": "期初", "金额": 10, "经办人": "T1", "凭证": "2"}]  # fmt: skip
    assert books.close("2026-09", [person("1")], slips=False, 基金支出=spending, **FIRST).code == 0
    called = books.correct("2026-09")
    assert called.code == 0 and "没有差异" in called.printed
    books.write("2026-09", [person("1")], 基金支出=spending[:1], **FIRST)
    assert "1 条有变化" in books.correct("2026-09").printed
    assert "没有差异" in books.correct("2026-09").printed
    assert books.close("2026-10", [person("1")], slips=False).code == 0 and books.verify().code == 0
    assert books.call(closed_months.export_archive, "beancount", tmp_path / "fund.beancount").code == 0
    assert '"期初"' in (tmp_path / "fund.beancount").read_text(encoding="utf-8")
