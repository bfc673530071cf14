"""All notices of a month. Columns: employee_id ("" for everybody), topic, text, basis."""

from __future__ import annotations

from operator import itemgetter

import pandas as pd

from pipeline.base.order import said_of_each
from pipeline.base.period import Month
from pipeline.labour_law.hours import hours_notices
from pipeline.labour_law.law import law_on
from pipeline.labour_law.wages import wage_notices
from pipeline.rulebook.model import Rulebook

COLUMNS = ["employee_id", "topic", "text", "basis"]


def notices(
    pay: pd.DataFrame, entries: pd.DataFrame, roster: pd.DataFrame, attendance: pd.DataFrame, month: Month, rulebook: Rulebook
) -> pd.DataFrame:
    """By person; nothing here changes a figure."""
    law = law_on(month.first)
    wage = said_of_each(roster, "employee_id", "monthly_wage")
    found = [*wage_notices(pay, entries, wage, month, rulebook, law), *hours_notices(attendance, rulebook, law)]
    return pd.DataFrame(sorted(found, key=itemgetter(0)), columns=COLUMNS, dtype="str")


def short_hints(found: pd.DataFrame) -> dict[str, str]:
    """For each person the topics in a line."""
    topics: dict[str, dict[str, None]] = {}
    for who, topic in zip(found["employee_id"], found["topic"], strict=True):
        topics.setdefault(who, {})[topic] = None
    return {who: "法规提示：" + "、".join(each) for who, each in topics.items() if who}
