"""A fault of the program has an end of its own: never that of HR's mistakes, never a traceback, never a person's data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.build import MONTH, STAFF, full_month, person, write_month

FAULTY = """
import sys
from pipeline.{module} import {rule}
import pipeline.rules.month_entries as rules
def faulty(*_):
    raise LookupError("员工1 的月工资 5000")
rules.{rule} = faulty
from pipeline.cli.main import main
sys.argv = ["kaohe", *sys.argv[1:]]
main()
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": full_month("1")})
    return tmp_path / "inbox"


def run(inbox: Path, *command: str, faulty: bool) -> subprocess.CompletedProcess[str]:
    start = ["-c", FAULTY.format(module="rules.lateness", rule="lateness")] if faulty else ["-m", "pipeline"]
    folders = ["--inbox", str(inbox), "--output", str(inbox.parent / "output")]
    return subprocess.run([sys.executable, *start, *command, *folders], capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("command", [["month", MONTH, "--no-slips"], ["month", MONTH, "--json"], ["close", MONTH], ["explain", "1", MONTH]], ids=" ".join)
def test_a_fault_ends_in_code_70_with_a_sentence_and_a_report(inbox: Path, command: list[str]) -> None:
    assert run(inbox, "month", MONTH, "--no-slips", faulty=False).returncode == 0
    before = {path: path.read_bytes() for path in (inbox.parent / "output").rglob("*") if path.is_file()}
    done = run(inbox, *command, faulty=True)
    said = done.stdout + done.stderr
    assert done.returncode == 70 and "程序内部出错，这不是资料的问题" in said
    assert "Traceback" not in said and "月工资" not in said and len(said.splitlines()) == 1
    [report] = (inbox.parent / "output").glob("fault-*.txt")
    told = report.read_text(encoding="utf-8")
    assert str(report) in said and "LookupError" in told and "pipeline/rules/month_entries.py:" in told and f"命令 {command[0]}" in told
    assert "月工资" not in told and "员工" not in told and str(inbox.parent) not in told
    after = {path: path.read_bytes() for path in (inbox.parent / "output").rglob("*") if path.is_file() and path != report}
    assert {path for path in before if before[path] != after.get(path)} == set()
