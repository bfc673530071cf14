"""Everything that the reports of one month draw, handed over by settlement; the reports change nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from pipeline.reports.text import month_label

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.findings.finding import Finding


class Settlement(Protocol):
    """The settled month. Points and scores in hundredths, money in fen, deductions negative.

    pay: employee_id, name, department, role, score (NA for supervisors), grade, merit_pay, fines, withheld,
        complaint_penalties, compensation, corrections, total, hint, held
    appraisal: employee_id, name, department, role, base, bonus, deduction, leader, score, grade, rank, merit_pay,
        pay_note, conversion and satisfaction (shares of one), hint, held
    entries: employee_id, name, date, clause, item, label, points, amount, category, file, sheet, row, note
    actions: employee_id, name, clause, action, basis
    fund: date, summary, clause, employee_id, income, spending, balance, source; first row 期初, last row 期末
    """

    @property
    def pay(self) -> pd.DataFrame: ...
    @property
    def appraisal(self) -> pd.DataFrame: ...
    @property
    def entries(self) -> pd.DataFrame: ...
    @property
    def actions(self) -> pd.DataFrame: ...
    @property
    def fund(self) -> pd.DataFrame: ...


@dataclass(frozen=True)
class RulebookUsed:
    """Which rulebook the month was computed with; `date` is the day from which it is in force."""

    name: str
    date: str
    sha256: str


@dataclass(frozen=True)
class InputSheet:
    """Rows of one sheet: read = used + rejected + passed_over; `cleaned` cells were tidied on the way in."""

    name: str
    read: int
    used: int
    rejected: int = 0
    passed_over: int = 0
    cleaned: int = 0


@dataclass(frozen=True)
class InputFile:
    """One workbook of the inbox; `file` is its name relative to the month's folder."""

    file: str
    sha256: str
    sheets: tuple[InputSheet, ...] = ()


@dataclass(frozen=True)
class MonthReport:
    """One month of one department, or a branch, ready to be drawn.

    Without a settlement (the input has errors) only the validation report and run.json are written.
    `base_score` and `score_cap` are in hundredths. `held` are the people whom a draft leaves open (暂缓).
    `complaints` has one row a complaint: complaint_no, accepted_on, report_due, report_status, close_due,
    close_status, days_overdue, should_approve, did_approve, authority_ok (是, 否, —), hint.
    """

    month: str
    as_of: str
    version: str
    department: str
    rulebook: RulebookUsed
    base_score: int
    score_cap: int
    settlement: Settlement | None
    complaints: pd.DataFrame | None
    findings: Sequence[Finding]
    inputs: Sequence[InputFile]
    role_labels: Mapping[str, str]
    draft: bool = False
    held: frozenset[str] = field(default_factory=frozenset)
    pay_sheet: bool = True
    slips: bool = True

    @property
    def title(self) -> str:
        """The month and the department as headings have them: "客户服务部 2026年11月"."""
        return f"{self.department} {month_label(self.month)}".strip()

    @property
    def settled(self) -> Settlement:
        """The settlement, where there must be one."""
        if self.settlement is None:
            raise ValueError("the month has not been settled")
        return self.settlement
