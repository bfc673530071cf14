"""审核清单: cases closed in the month, which the general manager's office reviews in the next (C-28.1)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.period import Month
from pipeline.complaints.gaps import FORM_FIELDS, gaps
from pipeline.complaints.words import is_no
from pipeline.rulebook.model import Rulebook

COLUMNS = [
    "complaint_no", "closed_on", "customer", "category_label", "reason_label", "severity_label", "resolution_label", "loss",
    "responsible_unit", "responsible_id", "name", "administrative_penalty", "penalty_amount", "penalty_approved_on",
    "missing", "review_due",
]  # fmt: skip
NEEDED = {
    "accepted_on": "受理日期",
    "investigated_on": "调查完成日期",
    "effective": "是否有效",
    "resolution": "处理方式",
    "approver_role": "核决人",
    "approved_on": "核决日期",
    "notified_on": "答复日期",
    "notified_by": "答复方式",
    "accepted_by_customer": "客户接受",
}
NEEDED_WHEN_RIGHT = {"responsible_unit": "责任部门", "amount": "投诉金额"}
NEEDED_FOR_QUALITY = {**FORM_FIELDS, "improvement_tracked": "改善追踪"}


def closed_in(cases: pd.DataFrame, month: Month) -> pd.Series[bool]:
    return (cases["closed_on"] >= month.start) & (cases["closed_on"] <= month.end)


def review_due(month: Month, rulebook: Rulebook) -> date:
    """The day of the next month by which this month's closed cases are reviewed."""
    return month.next.first.replace(day=rulebook.complaints.review.due_day)


@nothing_of_nothing
def review(cases: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """A row for each case closed in the month: class, loss, who is responsible, penalty, what is `missing`, due day."""
    due = pd.Timestamp(review_due(month, rulebook)).as_unit("s")
    every = cases.assign(loss=cases["amount"], missing=_missing(cases), review_due=due)[COLUMNS]
    return every[closed_in(cases, month)].reset_index(drop=True)


def _missing(cases: pd.DataFrame) -> pd.Series[str]:
    """What the review needs and nobody has entered yet, in a line."""
    right, quality = ~is_no(cases["effective"]), cases["category"] == "quality"
    lists = (
        gaps(cases, NEEDED),
        gaps(cases, NEEDED_WHEN_RIGHT).where(right, ""),
        gaps(cases, NEEDED_FOR_QUALITY).where(quality, ""),
    )
    lines = ["、".join(filter(None, each)) for each in zip(*lists, strict=True)]
    return pd.Series(lines, index=cases.index, dtype="str")
