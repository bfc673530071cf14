"""A command as a whole, cold process: its time, its processor time and the memory of its largest process."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Taken(NamedTuple):
    """Seconds, seconds, and MB of the largest of the command's processes; of several runs the medians, and the shortest and longest."""

    wall: float
    cpu: float
    memory: float
    walls: tuple[float, float] = (0, 0)


def measured(command: Sequence[str]) -> Taken:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def alternating(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Taken]:
    """Medians, each round running all commands in turn, and none finding what it left the round before."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for number in range(rounds):
        for name, command in commands.items():
            _set_aside(command, number)
            taken[name].append(measured(command))
    return {name: middle(runs) for name, runs in taken.items()}


def _set_aside(command: Sequence[str], number: int) -> None:
    if "--output" in command:
        output = Path(command[command.index("--output") + 1])
        if output.exists():
            output.rename(output.with_name(f"{output.name}.{number}"))


def middle(runs: Sequence[Taken]) -> Taken:
    walls = [each.wall for each in runs]
    return Taken(median(walls), median(each.cpu for each in runs), median(each.memory for each in runs), (min(walls), max(walls)))


def machine() -> str:
    pages, page = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{os.cpu_count()} cores, {pages * page / 2**30:.0f} GiB, {platform.system()}, Python {platform.python_version()}"
