"""`python -m bench [S|M …]`: the real command in a cold process, beside a script and the floor, alternating; medians.

Writes docs/benchmarks.md. Results of every contender are compared, so that nobody wins by being wrong.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import pandas as pd

from bench.months import MONTH, write_month

ROOT = Path(__file__).parents[1]
SIZES = {"S": 50, "M": 5_000}
ROUNDS = 5
WRONG_CELLS = 10_000
HEAD = """# Benchmarks

Written by `make bench`: each contender in a cold process, alternating, median of {rounds} rounds; {machine}.
S is 50 people, M is 5,000 people with 135,000 rows of attendance in one set of workbooks. All contenders' scores, grades
and pay are compared with each other.

| size | contender | wall (s) | CPU (s) | peak memory (MB) | against kaohe without slips |
|---|---|---|---|---|---|
"""


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall and CPU seconds and the peak of memory in MB, of the command as a whole process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def contenders(work: Path, size: str) -> dict[str, list[str]]:
    python, inbox = sys.executable, work / size
    kaohe = [python, "-m", "pipeline", "month", MONTH, "--inbox", str(inbox)]
    out = {name: str(work / f"{size}-{name}") for name in ("plain", "slips", "wrong")}
    found = {
        "kaohe without slips": [*kaohe, "--output", out["plain"], "--no-slips"],
        "kaohe with slips": [*kaohe, "--output", out["slips"]],
        "floor (read and write alone)": [
            python, "-m", "bench.floor", str(inbox / MONTH), str(Path(out["plain"]) / MONTH), str(work / f"{size}-floor"),
        ],
        "script (pandas, openpyxl, loops)": [python, "-m", "bench.script", str(inbox / MONTH), str(work / f"{size}-script.xlsx")],
    }
    if size == "M":
        wrong = [python, "-m", "pipeline", "check", MONTH, "--inbox", str(work / "wrong"), "--output", out["wrong"]]
        found[f"kaohe check, {WRONG_CELLS:,} findings"] = wrong
    return found


def same_results(work: Path, size: str) -> None:
    """Raises SystemExit where the script and kaohe do not agree on anybody's score, grade or pay."""
    columns = ["工号", "考核分", "等级", "绩效浮动"]
    ours = pd.read_excel(work / f"{size}-plain" / MONTH / "appraisal.xlsx", dtype={"工号": str}, engine="calamine")[columns]
    theirs = pd.read_excel(work / f"{size}-script.xlsx", dtype={"工号": str}, engine="calamine")[columns]
    both = ours.merge(theirs, on="工号", suffixes=("", "_script"), how="outer")
    for name in columns[1:]:
        differs = ~((both[name] == both[f"{name}_script"]) | (both[name].isna() & both[f"{name}_script"].isna()))
        if differs.any():
            raise SystemExit(f"{name} differs:\n{both[differs].head()}")


def rows_of(work: Path, size: str) -> list[str]:
    wanted = contenders(work, size)
    taken: dict[str, list[tuple[float, float, float]]] = {name: [] for name in wanted}
    for _ in range(ROUNDS):
        for name, command in wanted.items():
            taken[name].append(measured(command))
    same_results(work, size)
    middle = {name: tuple(median(each[at] for each in runs) for at in range(3)) for name, runs in taken.items()}
    base = middle["kaohe without slips"][0]
    return [
        f"| {size} | {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {wall / base:.2f} |" for name, (wall, cpu, memory) in middle.items()
    ]


def machine() -> str:
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} cores, {pages * page / 2**30:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def main(sizes: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for size in sizes:
            write_month(work / size, SIZES[size], seed=1)
            if size == "M":
                write_month(work / "wrong", SIZES[size], seed=1, findings=WRONG_CELLS)
            lines += rows_of(work, size)
            shutil.rmtree(work / size)
    text = HEAD.format(rounds=ROUNDS, machine=machine()) + "\n".join(lines) + "\n"
    (ROOT / "docs" / "benchmarks.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:] or list(SIZES))
