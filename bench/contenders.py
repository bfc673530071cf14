"""The commands that are measured: kaohe in its several ways, and what it is measured against."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.formulas import recalculation
from bench.months import MONTH

WRONG_CELLS = 10_000
PLAIN, SLIPS, CHECK = "kaohe without slips", "kaohe with slips", "kaohe check"
WRONG, FLOOR, SCRIPT = f"kaohe check, {WRONG_CELLS:,} findings", "floor (read and write alone)", "script (pandas, openpyxl, loops)"
AGAIN = "kaohe again, one small workbook changed"
FORMULAS, IMPORTS = "formulas (recalculated by LibreOffice)", "import pandas, pandera"
WORKERS = 2


def department(work: Path, size: str) -> dict[str, list[str]]:
    """For one department: a folder of workbooks."""
    inbox = work / size
    found = {
        PLAIN: [*kaohe("month", inbox, work / f"{size}-plain"), "--no-slips"],
        SLIPS: kaohe("month", inbox, work / f"{size}-slips"),
        FLOOR: floor(inbox / MONTH, work / f"{size}-plain" / MONTH, work / f"{size}-floor"),
        SCRIPT: [sys.executable, "-m", "bench.script", str(inbox / MONTH), str(work / f"{size}-script.xlsx")],
    }
    if size == "S":
        return found | {IMPORTS: [sys.executable, "-c", "import pandas, pandera.pandas"]}
    return found | {
        FORMULAS: recalculation(work, size),
        CHECK: kaohe("check", inbox, work / f"{size}-check"),
        WRONG: kaohe("check", work / "wrong", work / f"{size}-wrong"),
    }


def group(work: Path, size: str) -> dict[str, list[str]]:
    """For many branches, in two processes; the floor has as many."""
    inbox, workers = work / size, ["--workers", str(WORKERS), "--fresh"]
    return {
        PLAIN: [*kaohe("month", inbox, work / f"{size}-plain"), "--no-slips", *workers],
        FLOOR: floor(inbox / MONTH, work / f"{size}-plain" / MONTH, work / f"{size}-floor"),
    }


def kaohe(command: str, inbox: Path, output: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", command, MONTH, "--inbox", str(inbox), "--output", str(output)]


def floor(inbox: Path, reports: Path, target: Path) -> list[str]:
    return [sys.executable, "-m", "bench.floor", str(inbox), str(reports), str(target), str(WORKERS)]
