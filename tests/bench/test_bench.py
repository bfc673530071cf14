"""The benchmark's months are good months, the same by seed, and what is measured beside kaohe comes to the same results."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pandas as pd
import pytest

from bench.agreement import refuse_unless_same
from bench.formulas import recalculation
from bench.formulas import write as write_formulas
from bench.months import MONTH, write_month
from bench.script import main as script
from bench.stages import STAGES, timed
from pipeline.app.month import compute_month


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of 120 people in inbox/, its results in output/, and the seconds of its stages in stages.csv."""
    folder = tmp_path_factory.mktemp("bench")
    write_month(folder / "inbox", 120, seed=3)
    seconds = dict.fromkeys(STAGES, 0.0)
    with timed(seconds):
        assert compute_month(MONTH, folder / "inbox", folder / "output", None, None, None).code == 0
    pd.Series(seconds).to_csv(folder / "stages.csv")
    return folder


def ours(work: Path) -> Path:
    return work / "output" / MONTH / "appraisal.xlsx"


def test_the_script_comes_to_the_same_results(work: Path) -> None:
    script(work / "inbox" / MONTH, work / "script.xlsx")
    refuse_unless_same(ours(work), work / "script.xlsx")


def test_the_formulas_are_recalculated_and_come_to_the_same_results(work: Path, libreoffice: str) -> None:
    write_formulas(ours(work), work / "T-formulas.xlsx")
    subprocess.run([libreoffice, *recalculation(work, "T")[1:]], check=True, capture_output=True)
    refuse_unless_same(ours(work), work / "recalculated" / "T-formulas.xlsx")


def test_who_is_wrong_is_told(work: Path) -> None:
    frame = pd.read_excel(ours(work), dtype={"工号": str}, engine="calamine")
    frame.loc[7, "考核分"] += 1
    frame.to_excel(work / "wrong.xlsx", index=False)
    with pytest.raises(SystemExit, match="考核分 differs"):
        refuse_unless_same(ours(work), work / "wrong.xlsx")


def test_the_floor_writes_all_reports(work: Path) -> None:
    from bench.floor import main as floor

    floor(work / "inbox" / MONTH, work / "output" / MONTH, work / "floor", 1)
    names = {path.name for path in (work / "output" / MONTH).iterdir() if path.is_file()}
    assert {path.name for path in (work / "floor").iterdir()} == names


def test_every_stage_takes_time(work: Path) -> None:
    seconds = pd.read_csv(work / "stages.csv", index_col=0).iloc[:, 0].drop("import")
    assert (seconds > 0).all()


def test_as_many_findings_as_asked_for(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", 60, seed=3, findings=150)
    assert compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, None, None, slips=False).code == 1
    rows = (tmp_path / "output" / MONTH / "validation.csv").read_text(encoding="utf-8-sig").splitlines()
    assert sum("DATE_UNREADABLE" in row or "DATE_IMPOSSIBLE" in row for row in rows) == 150
