"""`python -m bench [S|M|L|DIRTY|LARGEST …]`: the real command in a cold process, beside what it is measured against; medians.

Writes docs/benchmarks.md. Results of every contender are compared, so that nobody wins by being wrong.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import repeat
from pathlib import Path

from bench import dirty, largest
from bench.again import after_a_change
from bench.agreement import refuse_unless_same
from bench.contenders import AGAIN, PLAIN, WRONG_CELLS, department, group
from bench.formulas import write as write_formulas
from bench.measure import ROOT, Taken, alternating, measured
from bench.months import MONTH, write_month
from bench.report import BRANCHES, PEOPLE, report
from bench.saved import from_save_to_page

ALONE = {"DIRTY": dirty.main, "LARGEST": largest.main}
"""Measured without a contender, each into a page of its own."""
ROUNDS = {"S": 5, "M": 5, "L": 3}
COMPARED = 5
"""Of a group each fifth branch is computed by the script too, which is slow."""


def main(sizes: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken: dict[str, dict[str, Taken]] = {}
    stages: dict[str, dict[str, float]] = {}
    saved, slips = 0.0, (0, 0)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for size in sizes:
            prepare(work, size)
            taken[size] = alternating(group(work, size) if size in BRANCHES else department(work, size), ROUNDS[size])
            compare(work, size)
            if size not in BRANCHES:
                stages[size] = profile(work, size)
            if size == "M":
                taken[size][AGAIN] = after_a_change(work / size, work / "again")
                slips = bytes_of_slips(work / f"{size}-slips" / MONTH / "slips")
            if size == "S":
                saved = from_save_to_page(work / size, work / "saved")
    text = report(taken, stages, saved, slips, date.today())
    print(text)
    if set(sizes) == set(PEOPLE):
        (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")


def bytes_of_slips(folder: Path) -> tuple[int, int]:
    """Of the people's pages together, and of all of them as one file."""
    every = (folder / "全部.html").stat().st_size
    return sum(path.stat().st_size for path in folder.iterdir()) - every, every


def prepare(work: Path, size: str) -> None:
    if size in BRANCHES:
        with ProcessPoolExecutor() as pool:
            list(pool.map(branch, range(BRANCHES[size]), repeat(work / size), repeat(PEOPLE[size])))
        return
    write_month(work / size, PEOPLE[size], seed=1)
    if size == "M":
        write_month(work / "wrong", PEOPLE[size], seed=1, findings=WRONG_CELLS)
        measured(department(work, size)[PLAIN])
        write_formulas(work / f"{size}-plain" / MONTH / "appraisal.xlsx", work / f"{size}-formulas.xlsx")


def branch(number: int, inbox: Path, people: int) -> None:
    made = write_month(inbox.parent / f"made{number}", people, seed=number)
    (inbox / MONTH).mkdir(parents=True, exist_ok=True)
    made.rename(inbox / MONTH / f"branch{number:02d}")


def compare(work: Path, size: str) -> None:
    """Raises SystemExit where contenders do not agree."""
    if size in BRANCHES:
        for folder in sorted((work / size / MONTH).iterdir())[::COMPARED]:
            script = work / f"{folder.name}.xlsx"
            measured([sys.executable, "-m", "bench.script", str(folder), str(script)])
            refuse_unless_same(work / f"{size}-plain" / MONTH / folder.name / "appraisal.xlsx", script)
        return
    ours = work / f"{size}-plain" / MONTH / "appraisal.xlsx"
    refuse_unless_same(ours, work / f"{size}-script.xlsx")
    if size == "M":
        refuse_unless_same(ours, work / "recalculated" / f"{size}-formulas.xlsx")


def profile(work: Path, size: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.stages", str(work / size), str(work / f"{size}-stages")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {name: float(seconds) for name, seconds in json.loads(done.stderr.splitlines()[-1]).items()}


if __name__ == "__main__":
    asked = sys.argv[1:] or [*PEOPLE, *ALONE]
    if sizes := [size for size in asked if size in PEOPLE]:
        main(sizes)
    for size in (each for each in asked if each in ALONE):
        ALONE[size]()
