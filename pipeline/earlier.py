"""What earlier months' outputs tell: which workbooks they were made of, and what is usual (from each run.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

import pandas as pd

from pipeline.findings.finding import Finding
from pipeline.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.units import yuan

TIMES_USUAL = 3
FEWEST_OF_AN_ITEM = 5


@dataclass(frozen=True)
class Earlier:
    """`inputs` are months by SHA-256 of their workbooks; `adjustment` (fen) and `items` (rows a month) are usual values.

    `figures` are the headline figures of complete months, by month (see `reports.overview`).
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    adjustment: int | None = None
    items: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def earlier_than(month: Month, output: Path, archived: Mapping[str, Mapping[str, Any]], branch: str = "") -> Earlier:
    """From the months before `month`: closed ones from the archive, others from their outputs, if they can be read."""
    runs: dict[str, Mapping[str, Any]] = {}
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        try:
            if Month.parse(folder.name) < month:
                runs[folder.name] = json.loads((folder / branch / "run.json").read_text(encoding="utf-8"))
        except (ValueError, OSError):
            continue
    figures = {name: run["figures"] for name, run in runs.items() if run.get("figures") and not run.get("draft")}
    runs |= archived
    usual = [run["usual"] for run in runs.values() if run.get("usual")]
    codes = {code for each in usual for code in each["items"]}
    return Earlier(
        inputs={each["sha256"]: name for name, run in runs.items() for each in run.get("inputs", {}).values()},
        adjustment=int(median([each["adjustment"] for each in usual])) if usual else None,
        items={code: mean([each["items"].get(code, 0) for each in usual]) for code in sorted(codes)},
        figures=figures,
    )


def usual_values(pay: pd.DataFrame, entries: pd.DataFrame) -> dict[str, object]:
    """What this month adds to what is usual: the median adjustment (fen, up or down) and the rows of each item."""
    moved = pay["total"].abs()
    moved = moved[moved > 0]
    return {
        "adjustment": int(moved.median()) if len(moved) else 0,
        "items": {str(code): int(count) for code, count in entries["item"].value_counts().sort_index().items()},
    }


def unusual(pay: pd.DataFrame, entries: pd.DataFrame, earlier: Earlier, rulebook: Rulebook) -> list[Finding]:
    """Legal, but worth a look: an adjustment or an item far beyond what earlier months had."""
    found = []
    if earlier.adjustment:
        for person in pay[pay["total"].abs() > TIMES_USUAL * earlier.adjustment].to_dict("records"):
            params = {
                "employee": person["employee_id"], "amount": yuan(person["total"]), "usual": yuan(earlier.adjustment),
                "times": TIMES_USUAL,
            }
            found.append(Finding("ADJUSTMENT_UNUSUAL", params=params, people=(str(person["employee_id"]),)))
    for code, count in entries["item"].value_counts().sort_index().items():
        usual = earlier.items.get(str(code))
        if usual is not None and code in rulebook.items and count >= FEWEST_OF_AN_ITEM and count > TIMES_USUAL * usual:
            label = rulebook.items[str(code)].label
            found.append(Finding("ITEM_UNUSUAL", params={"item": label, "count": int(count), "usual": f"{usual:.1f}"}))
    return found
