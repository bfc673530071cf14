"""`kaohe watch`: seconds from the save of a workbook to the page that tells what is wrong in it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from statistics import median

from bench.contenders import kaohe
from bench.measure import ROOT
from bench.months import MONTH

ROUNDS = 7
PATIENCE, LOOK = 60, 0.002


def from_save_to_page(inbox: Path, output: Path) -> float:
    """The median of several saves of the log, as it was."""
    page, log = output / MONTH / "validation.html", inbox / MONTH / "扣分.xlsx"
    with subprocess.Popen(kaohe("watch", inbox, output), cwd=ROOT, stdout=subprocess.DEVNULL) as watching:
        wait_for_another(page, 0)
        taken = [one_save(log, page) for _ in range(ROUNDS)]
        watching.terminate()
    return median(taken)


def one_save(log: Path, page: Path) -> float:
    time.sleep(1)
    content, before, started = log.read_bytes(), file_at(page), time.perf_counter()
    log.write_bytes(content)
    wait_for_another(page, before)
    return time.perf_counter() - started


def wait_for_another(page: Path, before: int) -> None:
    end = time.perf_counter() + PATIENCE
    while file_at(page) in (0, before):
        if time.perf_counter() > end:
            raise SystemExit("watch writes nothing")
        time.sleep(LOOK)


def file_at(page: Path) -> int:
    """Which file stands there; 0 while there is none."""
    try:
        return page.stat().st_ino
    except FileNotFoundError:
        return 0
