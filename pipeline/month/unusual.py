"""What is legal but worth a look: far beyond what earlier months had."""

from __future__ import annotations

import pandas as pd

from pipeline.base.units import yuan
from pipeline.findings.finding import Finding
from pipeline.month.earlier import Earlier
from pipeline.rulebook.model import Rulebook

TIMES_USUAL = 3
FEWEST_OF_AN_ITEM = 5


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
