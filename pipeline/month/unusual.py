"""What is usual, and items far beyond it; what is far from a person's own months is reviewed (see `month.review`)."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from pipeline.findings.finding import Finding
from pipeline.month.earlier import Earlier
from pipeline.rulebook.model import Rulebook

TIMES_USUAL = 3
FEWEST_OF_AN_ITEM = 5


def usual_values(entries: pd.DataFrame) -> dict[str, object]:
    """What this month adds to what is usual: the rows of each item."""
    return {"items": dict(sorted(Counter(entries["item"].tolist()).items()))}


def unusual(entries: pd.DataFrame, earlier: Earlier, rulebook: Rulebook) -> list[Finding]:
    """Legal, but worth a look: an item far beyond what earlier months had."""
    found = []
    for code, count in sorted(Counter(entries["item"].tolist()).items()):
        usual = earlier.items.get(code)
        if usual is not None and code in rulebook.items and count >= FEWEST_OF_AN_ITEM and count > TIMES_USUAL * usual:
            label = rulebook.items[str(code)].label
            found.append(Finding("ITEM_UNUSUAL", params={"item": label, "count": count, "usual": f"{usual:.1f}"}))
    return found
