"""已核实: a warning that somebody has looked into is folded, with reason and name, until its row changes or the day has passed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.app.month import check_month
from tests.build import MONTH, Called, Rows, call_month, called, logged, person, write_month

PEOPLE = [person("Z1", "主管"), person("T1", "培训专员"), person("1"), person("2")]
TWICE = [logged("1", "A-3.1.3", 3), logged("1", "A-3.1.3", 4, 备注="第二次")]


def acceptance(**more: Any) -> dict[str, Any]:
    return {"代码": "PERHAPS_TWICE", "文件": "all.xlsx", "工作表": "扣分记录", "工号": "1", "说明": "各有录音", "核实人": "周启明"} | more


def run(folder: Path, log: Rows, *accepted: dict[str, Any], **options: Any) -> Called:
    write_month(folder / "inbox", {"花名册": PEOPLE, "扣分记录": log, "已核实": list(accepted)})
    return call_month(folder, slips=False, **options)


def checked(folder: Path, log: Rows, *accepted: dict[str, Any]) -> Called:
    """The same by `kaohe check`, where what is checked is all that matters."""
    write_month(folder / "inbox", {"花名册": PEOPLE, "扣分记录": log, "已核实": list(accepted)})
    return called(lambda: check_month(MONTH, folder / "inbox", folder / "output", None, None), folder / "output" / MONTH)


def codes(done: Called) -> list[str]:
    return [row["代码"] for row in done.findings]


def is_folded(done: Called) -> bool:
    assert done.code == 0
    page = (done.folder / "validation.html").read_text(encoding="utf-8")
    assert ("各有录音" in page) == ("PERHAPS_TWICE" not in codes(done))
    return "PERHAPS_TWICE" not in codes(done)


@pytest.fixture(scope="module")
def accepted_once(tmp_path_factory: pytest.TempPathFactory) -> Called:
    return run(tmp_path_factory.mktemp("accepted"), TWICE, acceptance())


@pytest.fixture
def after_accepting(accepted_once: Called, tmp_path: Path) -> Path:
    """The folder of a month in which the warning was accepted."""
    accepted_once.moved(tmp_path)
    return tmp_path


def test_an_accepted_warning_stays_in_the_report_with_reason_and_name(accepted_once: Called, tmp_path: Path) -> None:
    assert not is_folded(checked(tmp_path, TWICE))
    assert is_folded(accepted_once)
    [row] = accepted_once.table("validation.xlsx", "已核实")
    assert (row["代码"], row["行号"], row["核实的说明"], row["核实人"]) == ("PERHAPS_TWICE", 3, "各有录音", "周启明")
    assert not any(row["类别"] == "也许是同一件事" for row in accepted_once.table("review.xlsx", "复核清单"))


def test_it_comes_back_when_its_row_changes_and_stays_back_until_somebody_looks_again(after_accepting: Path) -> None:
    changed = [TWICE[0], TWICE[1] | {"备注": "改过"}]
    assert not is_folded(run(after_accepting, changed, acceptance()))
    assert not is_folded(run(after_accepting, changed, acceptance()))
    assert is_folded(run(after_accepting, changed, acceptance(说明="各有录音，已再看过")))


def test_it_stays_folded_when_the_row_only_moves(after_accepting: Path) -> None:
    assert is_folded(checked(after_accepting, [logged("2", "A-3.1.1", 9), *TWICE], acceptance()))


def test_another_row_of_the_same_kind_is_not_covered_by_it(tmp_path: Path) -> None:
    assert is_folded(checked(tmp_path, TWICE, acceptance(工号=None)))
    more = [logged("2", "A-3.1.3", 3), logged("2", "A-3.1.3", 4)]
    assert codes(checked(tmp_path, [*TWICE, *more], acceptance(工号=None))).count("PERHAPS_TWICE") == 1


@pytest.mark.parametrize(("until", "folds"), [("2026-11-30", True), ("2026-11-29", False)])
def test_it_holds_until_its_day(tmp_path: Path, until: str, folds: bool) -> None:
    assert is_folded(checked(tmp_path, TWICE, acceptance(有效至=until))) == folds


def test_who_it_is_about_cannot_accept_it(tmp_path: Path) -> None:
    assert not is_folded(checked(tmp_path, TWICE, acceptance(核实人="员工1")))
    ended = checked(tmp_path, TWICE, acceptance(核实人="1"))
    assert ended.code == 1 and "ACCEPTED_BY_CONCERNED" in codes(ended)


@pytest.mark.parametrize(("code", "found"), [("ITEM_UNKNOWN", "ACCEPTED_IS_ERROR"), ("XYZ", "ACCEPTED_CODE_UNKNOWN")])
def test_an_error_or_a_code_that_nobody_knows_cannot_be_accepted(tmp_path: Path, code: str, found: str) -> None:
    ended = checked(tmp_path, TWICE, acceptance(代码=code))
    assert ended.code == 1 and found in codes(ended)


def test_the_review_list_has_the_rows_ready_to_be_copied(tmp_path: Path) -> None:
    done = run(tmp_path, TWICE)
    rows = done.table("review.xlsx", "可抄入已核实")
    copied = [{name: row[name] for name in ("代码", "文件", "工作表", "工号")} | {"说明": "看过", "核实人": "周启明"} for row in rows]
    again = run(tmp_path, TWICE, *copied)
    assert again.table("review.xlsx", "复核清单") == []
