"""The benchmark's months are good months, the same by seed, and the script that it measures against is right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd

from bench.months import MONTH, write_month
from pipeline.commands import compute_month

ROOT = Path(__file__).parents[2]


def test_a_generated_month_has_no_error_and_the_script_comes_to_the_same_results(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", 120, seed=3)
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, None, None, slips=False) == 0
    command = [sys.executable, "-m", "bench.script", str(tmp_path / "inbox" / MONTH), str(tmp_path / "script.xlsx")]
    subprocess.run(command, cwd=ROOT, check=True)
    columns = ["工号", "考核分", "等级", "绩效浮动"]
    frames = [
        pd.read_excel(path, dtype={"工号": str}, engine="calamine")[columns].sort_values("工号", ignore_index=True)
        for path in (tmp_path / "output" / MONTH / "appraisal.xlsx", tmp_path / "script.xlsx")
    ]
    pd.testing.assert_frame_equal(*frames, check_dtype=False)


def test_as_many_findings_as_asked_for(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", 60, seed=3, findings=150)
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, None, None, slips=False) == 1
    rows = (tmp_path / "output" / MONTH / "validation.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sum("DATE_UNREADABLE" in row or "DATE_IMPOSSIBLE" in row for row in rows) == 150
