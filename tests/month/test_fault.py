"""A fault of the program has an end of its own: never that of HR's mistakes, never a traceback, never a person's data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.rules import month_entries
from tests.build import MONTH, STAFF, full_month, person, write_month
from tests.typed import Typed, typed


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month after its command."""
    inbox = tmp_path_factory.mktemp("computed") / "inbox"
    write_month(inbox, {"花名册": [*STAFF, person("1")], "考勤": full_month("1")})
    assert run(inbox, "month", MONTH, "--no-slips").returncode == 0
    return inbox.parent


@pytest.fixture
def inbox(computed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(computed, tmp_path, dirs_exist_ok=True) / "inbox"


def run(inbox: Path, *command: str) -> Typed:
    return typed(*command, "--inbox", inbox, "--output", inbox.parent / "output")


def faulty(*_: object) -> None:
    raise LookupError("员工1 的月工资 5000")


@pytest.mark.parametrize("command", [["month", MONTH, "--no-slips"], ["month", MONTH, "--json"], ["close", MONTH, "--early"], ["explain", "1", MONTH]], ids=" ".join)
def test_a_fault_ends_in_code_70_with_a_sentence_and_a_report(inbox: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path: path.read_bytes() for path in (inbox.parent / "output").rglob("*") if path.is_file()}
    monkeypatch.setattr(month_entries, "lateness", faulty)
    done = run(inbox, *command)
    said = done.said
    assert done.returncode == 70 and "程序内部出错，这不是资料的问题" in said
    assert "Traceback" not in said and "月工资" not in said and len(said.splitlines()) == 1
    [report] = (inbox.parent / "output").glob("fault-*.txt")
    told = report.read_text(encoding="utf-8")
    assert str(report) in said and "LookupError" in told and "pipeline/rules/month_entries.py:" in told and f"命令 {command[0]}" in told
    assert "月工资" not in told and "员工" not in told and str(inbox.parent) not in told
    after = {path: path.read_bytes() for path in (inbox.parent / "output").rglob("*") if path.is_file() and path != report}
    assert {path for path in before if before[path] != after.get(path)} == set()
