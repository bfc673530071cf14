"""A report for forms that are printed."""

from __future__ import annotations

from pipeline.month.report import MonthReport, RulebookUsed
from tests.build import BOOK


def a_report() -> MonthReport:
    """A month with nothing in it but its name."""
    return MonthReport(
        month="2026-11", as_of="2026-11-30", version="0", department="客户服务部", rulebook=RulebookUsed("", "", ""),
        regulations=BOOK, settlement=None, considered=None, casework=None, service=None, findings=(), inputs=(),
    )  # fmt: skip
