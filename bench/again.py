"""`kaohe month` once more, after somebody has changed a small workbook: what was read of the others is still there."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from bench.contenders import kaohe
from bench.measure import Taken, measured, middle
from bench.months import MONTH

ROUNDS = 5


def after_a_change(inbox: Path, output: Path) -> Taken:
    """Medians of several runs, before each of which the opening balance of the fund is another one."""
    command = [*kaohe("month", inbox, output), "--no-slips"]
    measured(command)
    taken = []
    for number in range(ROUNDS):
        change(inbox / MONTH / "投诉.xlsx", number)
        taken.append(measured(command))
    return middle(taken)


def change(path: Path, number: int) -> None:
    book = openpyxl.load_workbook(path)
    book["基金期初"]["A2"] = 20_000 + number
    book.save(path)
