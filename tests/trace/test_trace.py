"""From a clause forward: what it says, what carries it, which test names it, and on whom it took effect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.app import rulebook
from pipeline.trace.carriers import carriers
from pipeline.trace.coverage import Tests, clause_tests, coverage, uncovered
from tests.build import BOOK, MONTH, STAFF, call_month, ended, logged, person, write_month

ROOT = Path(__file__).parents[2]
ACTED_ON = [clause for clause, each in BOOK.clauses.items() if each.kind != "note"]


@pytest.fixture(scope="module")
def carried() -> Mapping[str, object]:
    return carriers(BOOK)


@pytest.fixture(scope="module")
def named() -> Tests:
    return clause_tests(ROOT / "tests", BOOK)


@pytest.mark.parametrize("clause", ACTED_ON)
def test_each_clause_that_is_computed_checked_or_printed_is_carried_by_code_and_named_by_a_test(
    clause: str, carried: Mapping[str, object], named: Tests
) -> None:
    assert carried.get(clause)
    assert named[clause]


def test_the_coverage_table_is_up_to_date(named: Tests) -> None:
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == coverage(BOOK, named)


def test_a_clause_without_code_or_test_is_found(tmp_path: Path) -> None:
    lonely = BOOK.model_copy(update={"clauses": {**BOOK.clauses, "A-9.9": BOOK.clauses["A-1.2"]}})
    assert uncovered(lonely, clause_tests(ROOT / "tests", lonely)) == ["A-9.9"]
    assert set(uncovered(BOOK, clause_tests(tmp_path, BOOK))) == set(ACTED_ON)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    rows = [logged("1", "A-3.1.3"), logged("2", "A-3.1.3", 4), logged("2", "B-8", 5)]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1"), person("2")], "扣分记录": rows})
    return tmp_path / "inbox"


def test_a_clause_says_its_text_figures_decisions_and_code(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(rulebook.clause("A-3.1.4", None, inbox, inbox.parent / "output", None, None)) == 0
    printed = capsys.readouterr().out
    for text in ("迟到或早退，每次扣 2 至 5 分", "2020-01-01 起施行", "第 1 档迟到早退扣分：2 分", "裁量：", "rules/lateness.py: lateness"):
        assert text in printed


def test_with_a_month_a_clause_says_on_whom_it_took_effect_and_from_which_row(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(rulebook.clause("B-11", MONTH, inbox, inbox.parent / "output", None, None)) == 0
    printed = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 人，2 次" in printed and "-100.00 元" in printed and "扣分记录 · 第 3 行" in printed
    assert ended(rulebook.clause("B-13", MONTH, inbox, inbox.parent / "output", None, None)) == 0
    assert "没有人适用" in capsys.readouterr().out


def test_an_unknown_clause_is_said_with_the_one_that_was_meant(inbox: Path) -> None:
    with pytest.raises(rulebook.Stop) as stop:
        rulebook.clause("a-3.1.44", None, inbox, inbox.parent / "output", None, None)
    assert stop.value.code == 2 and "A-3.1.4" in stop.value.sentence


def test_the_page_of_the_rulebook_has_every_clause_with_this_months_effects(inbox: Path) -> None:
    called = call_month(inbox.parent)
    page = (called.folder / "rulebook.html").read_text(encoding="utf-8")
    assert re.findall(r'<section id="([^"]+)">', page) == list(BOOK.clauses)
    section = page.split('<section id="B-11">')[1].split("</section>")[0]
    assert "2</b> 人" in section and "slips/1.html" in section and "-100.00 元" in section
    assert "本月没有人适用" in page.split('<section id="B-13">')[1].split("</section>")[0]
    assert "本月没有人适用" not in page.split('<section id="A-1.2">')[1].split("</section>")[0]
