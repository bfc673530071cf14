"""`kaohe diff`: whose result is different, which lines came, went or changed, and what it comes from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.app import compare
from pipeline.app.month import compute_month
from tests.build import MONTH, RULES_ALONE, STAFF, ended, logged, person, write_month

PEOPLE = [*STAFF, person("1"), person("2")]


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def again(rows: list[dict[str, Any]], month: str = MONTH, rulebook: Path | None = None) -> None:
        write_month(tmp_path / "inbox", {"花名册": PEOPLE, "扣分记录": rows}, month)
        assert compute_month(month, tmp_path / "inbox", tmp_path / "output", rulebook, None, None, slips=False).code == 0

    return again


def asked(tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str = MONTH, second: str | None = None) -> dict[str, Any]:
    capsys.readouterr()
    assert ended(compare.diff(first, second, tmp_path / "output", as_json=True)) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_line_that_came_went_or_changed_is_named_with_its_file(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    run([logged("1", "A-3.1.1"), logged("2", "A-3.1.8", 4, 分值=2), logged("2", "A-3.1.2", 6)])
    run([logged("1", "B-8", 5), logged("2", "A-3.1.8", 4, 分值=5), logged("2", "A-3.1.2", 6)])
    found = asked(tmp_path, capsys)
    changes = {(person["employee_id"], line["change"], line["line"]["clause"]) for person in found["people"] for line in person["lines"]}
    assert changes == {("1", "取消", "A-3.1.1"), ("1", "新增", "B-8"), ("2", "改变", "A-3.1.8")}
    assert found["causes"] == ["输入：all.xlsx 有改动"]
    assert all(line["cause"] == "输入：all.xlsx 有改动" for person in found["people"] for line in person["lines"])
    assert ended(compare.diff(MONTH, None, tmp_path / "output", as_json=False)) == 0
    printed = capsys.readouterr().out
    assert "2 人的结果不同" in printed and "-2 分 → -5 分" in printed


def test_another_rulebook_is_named_as_the_cause(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    rows = [logged("1", "A-3.1.1")]
    run(rows)
    other = tmp_path / "二零二七.yaml"
    other.write_text(RULES_ALONE.replace("工作时间不讲普通话, points: 2", "工作时间不讲普通话, points: 4"), encoding="utf-8")
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", other, None, None, slips=False).code == 0
    found = asked(tmp_path, capsys)
    assert found["causes"] == ["规则：2020-01-01 → 二零二七"]
    assert found["people"][0]["lines"][0]["was"] == {"points": -200, "amount": 0}


def test_two_months_are_compared_whatever_the_day_of_a_line(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    run([logged("1", "A-3.1.1") | {"日期": "2026-10-09"}], "2026-10")
    run([logged("1", "A-3.1.1"), logged("2", "B-8")])
    found = asked(tmp_path, capsys, "2026-10", MONTH)
    assert [(each["employee_id"], len(each["lines"])) for each in found["people"]] == [("2", 1)]


def test_running_again_on_the_same_input_gives_the_same_bytes_and_keeps_what_was_different(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    run([logged("1", "A-3.1.1")])
    run([logged("1", "A-3.1.2")])
    run([logged("1", "A-3.1.2")])
    folder = tmp_path / "output" / MONTH
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, None, None, slips=False).code == 0
    assert before == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}
    assert len(asked(tmp_path, capsys)["people"]) == 1


def test_nothing_to_compare_is_said_in_a_sentence(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run([])
    for arguments in ((MONTH, None), (MONTH, "2026-10"), ("2026-1", None)):
        with pytest.raises(compare.Stop) as stop:
            compare.diff(*arguments, tmp_path / "output", as_json=False)
        assert stop.value.code == 2
    assert ended(compare.diff(MONTH, MONTH, tmp_path / "output", as_json=False)) == 0


def test_of_two_months_the_rules_are_told_that_changed_what_no_line_shows(run, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    twelve = tmp_path / "十二元.yaml"
    twelve.write_text(RULES_ALONE.replace("yuan_per_point: 10", "yuan_per_point: 12"), encoding="utf-8")
    run([logged("1", "A-3.1.1") | {"日期": "2026-10-03"}], "2026-10")
    run([logged("1", "A-3.1.1")], rulebook=twelve)
    found = asked(tmp_path, capsys, "2026-10", MONTH)
    assert [(person["employee_id"], person["lines"]) for person in found["people"]] == [("1", [])]
    assert found["causes"] == ["规则：2020-01-01 → 十二元"]
