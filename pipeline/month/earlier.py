"""What earlier months' outputs tell: which workbooks they were made of, and what is usual (from each run.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from pipeline.base.period import Month


@dataclass(frozen=True)
class Earlier:
    """`inputs` are months by SHA-256 of their workbooks; `items` (rows a month) are usual values.

    `accepted` is what the month's own last output remembers (see `month.accepted`).
    `totals` are each person's adjustments (fen) in closed months, oldest first.

    `figures` are the headline figures of complete months, by month (see `reports.overview`), `undated` their
    sheets without dates (see `month.undated`).
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, float] = field(default_factory=dict)
    figures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    undated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    totals: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)
    accepted: Mapping[str, list[str]] = field(default_factory=dict)


def earlier_than(month: Month, output: Path, archived: Mapping[str, Mapping[str, Any]], branch: str = "") -> Earlier:
    """From the months before `month`: closed ones from the archive, others from their outputs, if they can be read."""
    months = Month.among(folder.name for folder in output.iterdir()) if output.is_dir() else []
    runs: dict[str, Mapping[str, Any]] = {str(each): run for each in months if each < month and (run := _run(output / str(each) / branch))}
    figures = {name: run["figures"] for name, run in runs.items() if run.get("figures") and not run.get("draft")}
    undated = {name: run["undated"] for name, run in runs.items() if run.get("undated")}
    runs |= archived
    usual = [run["usual"] for run in runs.values() if run.get("usual")]
    codes = {code for each in usual for code in each["items"]}
    totals: dict[str, list[tuple[str, int]]] = {}
    for name, run in sorted(archived.items()):
        for who, total in run.get("totals", {}).items():
            totals.setdefault(who, []).append((name, total))
    return Earlier(
        inputs={each["sha256"]: name for name, run in runs.items() for each in run.get("inputs", {}).values()},
        items={code: mean([each["items"].get(code, 0) for each in usual]) for code in sorted(codes)},
        figures=figures,
        undated=undated,
        totals=totals,
        accepted=_run(output / str(month) / branch).get("accepted", {}),
    )


def _run(folder: Path) -> Mapping[str, Any]:
    """What was run there; nothing where that cannot be read."""
    try:
        run: Mapping[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return {}
    return run
