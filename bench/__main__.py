"""`python -m bench [S|M|L …]`: the real command in a cold process, beside what it is measured against; medians.

Writes docs/benchmarks.md. Results of every contender are compared, so that nobody wins by being wrong.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from bench import contenders
from bench.agreement import refuse_unless_same
from bench.contenders import CHECK, FLOOR, FORMULAS, IMPORTS, PLAIN, SCRIPT, SLIPS, WRONG, department, group
from bench.formulas import write as write_formulas
from bench.measure import ROOT, Taken, alternating, machine, measured
from bench.months import MONTH, write_month

PEOPLE = {"S": 50, "M": 5_000, "L": 5_000}
BRANCHES = {"L": 20}
ROUNDS = {"S": 5, "M": 5, "L": 3}
WRONG_CELLS = 10_000
COMPARED = 5
"""Of a group each fifth branch is computed by the script too, which is slow."""
HEAD = """# Benchmarks

Written by `make bench`: each contender in a cold process, alternating, median of five rounds (L: three); {machine}.
S is 50 people. M is 5,000 people with 135,000 rows of attendance in one set of workbooks. L is 100,000 people in 20
branches of the size of M, with two workers; memory is that of the largest process. The scores, grades and pay of kaohe,
script and formulas are compared with each other, person by person (of L, in each fifth branch). The floor reads with fastexcel
and writes with rustpy-xlsxwriter, the fastest there are, and knows neither types nor cells nor formats. The formulas are SUMIFS and INDEX/MATCH, for the
LibreOffice here has no XLOOKUP; they get every scoring line ready-made, read no attendance, validate and explain nothing.

| size | contender | wall (s) | CPU (s) | peak memory (MB) | against kaohe without slips |
|---|---|---|---|---|---|
"""


def main(sizes: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken: dict[str, dict[str, Taken]] = {}
    stages: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for size in sizes:
            prepare(work, size)
            taken[size] = alternating(group(work, size) if size in BRANCHES else department(work, size), ROUNDS[size])
            compare(work, size)
            if size not in BRANCHES:
                stages[size] = profile(work, size)
    text = HEAD.format(machine=machine()) + table(taken) + goals(taken, stages) + profiles(stages)
    print(text)
    if set(sizes) == set(PEOPLE):
        (ROOT / "docs" / "benchmarks.md").write_text(text + (ROOT / "docs" / "benchmarks.notes.md").read_text(encoding="utf-8"), encoding="utf-8")


def prepare(work: Path, size: str) -> None:
    if size in BRANCHES:
        with ProcessPoolExecutor() as pool:
            list(pool.map(branch, range(BRANCHES[size]), repeat(work / size), repeat(PEOPLE[size])))
        return
    write_month(work / size, PEOPLE[size], seed=1)
    if size == "M":
        write_month(work / "wrong", PEOPLE[size], seed=1, findings=WRONG_CELLS)
        measured(contenders.department(work, size)[PLAIN])
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


def table(taken: dict[str, dict[str, Taken]]) -> str:
    return "".join(
        f"| {size} | {name} | {each.wall:.2f} | {each.cpu:.2f} | {each.memory:.0f} | {each.wall / by_name[PLAIN].wall:.2f} |\n"
        for size, by_name in taken.items() for name, each in by_name.items()
    )


def goals(taken: dict[str, dict[str, Taken]], stages: dict[str, dict[str, float]]) -> str:
    """The goals that these sizes can tell of, each with what was measured."""
    rows: list[tuple[str, str, str]] = []
    if "S" in taken:
        s = {name: each.wall for name, each in taken["S"].items()}
        rows.append(("S, cold start to finished output", "2.5 s", f"{s[SLIPS]:.2f} s"))
        rows.append(("S against imports and floor", "1.5", f"{s[SLIPS] / (s[IMPORTS] + s[FLOOR]):.2f}"))
    if "M" in taken:
        m = {name: each.wall for name, each in taken["M"].items()}
        rows.append(("M without slips against the script", "0.10", f"{m[PLAIN] / m[SCRIPT]:.2f}"))
        rows.append(("M with slips against the script", "0.17", f"{m[SLIPS] / m[SCRIPT]:.2f}"))
        rows.append(("M without slips against the formulas", "0.25", f"{m[PLAIN] / m[FORMULAS]:.2f}"))
        rows.append(("M against the floor", "1.5", f"{m[PLAIN] / m[FLOOR]:.2f}"))
        rows.append(("check with 10,000 findings against a clean one", "2", f"{m[WRONG] / m[CHECK]:.2f}"))
        rows.append(("slips a second and core", "2,500 or more", f"{PEOPLE['M'] / stages['M']['render slips']:,.0f}"))
    if "L" in taken:
        large = taken["L"]
        rows.append(("L against the floor", "1.5", f"{large[PLAIN].wall / large[FLOOR].wall:.2f}"))
        rows.append(("memory of a worker", "600 MB", f"{large[PLAIN].memory:.0f} MB"))
    if "L" in taken and "M" in taken:
        cpu = large[PLAIN].cpu / BRANCHES["L"] / taken["M"][PLAIN].cpu
        rows.append(("L per person against M, processor time", "1.1", f"{cpu:.2f}"))
        wall = large[PLAIN].wall / BRANCHES["L"] / taken["M"][PLAIN].wall
        rows.append(("L per person against M, wall time on two cores", "1.1", f"{wall:.2f}"))
    lines = "".join(f"| {what} | {goal} | {found} |\n" for what, goal, found in rows)
    return "\n## Goals\n\n| what | at most | measured |\n|---|---|---|\n" + lines


def profiles(stages: dict[str, dict[str, float]]) -> str:
    if not stages:
        return ""
    names = list(next(iter(stages.values())))
    head = "\n## Where the time goes\n\nSeconds of one run with slips, stage by stage (`python -m bench.stages INBOX OUTPUT`).\n\n"
    lines = [f"| size | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {size} | {' | '.join(f'{seconds[name]:.2f}' for name in names)} |" for size, seconds in stages.items()]
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:] or list(PEOPLE))
