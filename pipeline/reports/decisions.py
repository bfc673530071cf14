"""What the month's page opens with: everything that waits for somebody's decision."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from pipeline.month.report import MonthReport
from pipeline.reports.records import records

SHOWN = 20
"""Rows of each list on the page; the workbooks have all of them."""


def decisions(report: MonthReport) -> dict[str, Any]:
    """Actions on people, complaints past their limit, approvals beyond authority, and what labour law says."""
    found: dict[str, Any] = {"actions": records(report.settled.actions), "overdue": [], "beyond": []}
    if report.casework is not None:
        from pipeline.complaints.authority import NO
        from pipeline.complaints.deadlines import OVERDUE

        tracked = report.casework.tracking
        late = tracked[tracked["close_status"] == OVERDUE].sort_values("days_overdue", ascending=False, kind="stable")
        found["overdue"] = records(late)
        found["beyond"] = records(tracked[tracked["authority_ok"] == NO])
    by_topic = sorted(report.notices, key=lambda notice: notice.topic)
    found["notices"] = [(topic, list(of_topic)) for topic, of_topic in groupby(by_topic, key=lambda notice: notice.topic)]
    return found | {"total": sum(len(each) for each in found.values()), "shown": SHOWN}
