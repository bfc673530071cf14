"""Everything that the reports of one month draw, handed over by settlement; the reports change nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base.text import month_said, shortened
from pipeline.month.amount_reasons import amount_reasons

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.checks.checked import Checked
    from pipeline.checks.table import Change
    from pipeline.complaints.casework import Casework
    from pipeline.findings.finding import Finding
    from pipeline.findings.message import Phrase
    from pipeline.month.accepted import Accepted
    from pipeline.month.review import Matter
    from pipeline.rulebook.model import Rulebook
    from pipeline.service.work import ServiceWork
    from pipeline.settlement.settle import Settlement
    from pipeline.workbooks.adopted import Adopted
    from pipeline.workbooks.excerpt import Excerpt

LONGEST_DEPARTMENT = 40
"""Characters in the heading of a printed sheet, which says the month and what the sheet is behind it."""
SHOWN_A_SHEET = 500
"""Findings of one sheet beside which the page shows the row as it was typed."""


@dataclass(frozen=True)
class RulebookUsed:
    """Which rulebook the month was computed with; `date` is the day from which it is in force, `of_departments` who have rules of their own in it."""

    name: str
    date: str
    sha256: str
    of_departments: tuple[str, ...] = ()

    def of(self, department: object) -> str:
        """What holds for somebody of a department, as it is recorded."""
        own = f"，{department}自己的规定" if department in self.of_departments else ""
        return f"{self.name}（{self.date} 起施行{own}）"


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
class Waiting:
    """What errors hold up: everybody's adjustment, `fen` of it known already; `concerned` have errors of their own."""

    people: int
    concerned: int
    fen: int


@dataclass(frozen=True)
class LegalNotice:
    """What labour law has to say to a result: of whom, about what, `text` what was found, `basis` the law and article."""

    employee_id: str | None
    name: str | None
    topic: str
    text: str
    basis: str


@dataclass(frozen=True)
class Scales:
    """What plots hold figures against, out of the rulebook.

    `grades` from the best down, each with its lower bound in hundredths and whether the bound itself is left out;
    `below` is the word for those under all of them. `late` and `absent` are the items of attendance.
    """

    grades: tuple[tuple[str, int, bool], ...]
    below: str
    late: str
    absent: str


@dataclass(frozen=True)
class Last:
    """What the output told that is to be replaced: the rows of its findings, its record and the one before that; and of the
    month before people and lines (see `outputs.lines_json`), where it was worked out and is no draft. `folder` is where it lies.
    """

    findings: frozenset[tuple[str, ...]] | None = None
    records: tuple[bytes | None, bytes | None] = (None, None)
    month_before: tuple[pd.DataFrame, pd.DataFrame] | None = None
    folder: Path | None = None


NOTHING_BEFORE = Last()


@dataclass(frozen=True)
class MonthReport:
    """One month of one department, or a branch, ready to be drawn.

    Without a settlement (the input has errors) only the validation report and run.json are written.
    `held` are the people whom a draft leaves open (暂缓).
    `seal` is the digest of a closed month's statements, which its papers have on them.
    `wages` are the roster's monthly wages in fen, by id, `paid` what finance
    paid for the month before (see `month.paid`), `teams` everybody's 组别, as far as there is one, `contacts` their 接待量. `before` has the people and
    lines of the month before, where that was worked out. `inbox` is the folder of the month's workbooks, `header_rows` the header row by file and sheet, `seen_rows` a row
    as it was typed, `usual` what later months take for usual, `undated` the digests of sheets without dates, `changes` the cells that were tidied, `checked` what was looked at, `waiting` what the errors hold up, and `last_findings` the
    findings of the output that this one replaces, as rows of its validation.csv.
    `accepted` are warnings that somebody has looked into, `remembered` what run.json keeps of them.
    `review` is the list of what to look at before the close, `objections` the month's (see `month.objected`),
    `receipts` on which day somebody received the slip, and until when they may object.
    `considered` finds what did not apply to whom (see `rules.considered`), which slips alone ask.
    `casework` is missing without a register of complaints, `service` without one of service, `attendance` (the
    checked sheet) where none could be read. `history` has earlier months' headline figures by month, as run.json has
    them. `sources` leads from the page to the folder of the month's workbooks, where a link would hold.
    """

    month: str
    as_of: str
    version: str
    department: str
    rulebook: RulebookUsed
    regulations: Rulebook
    settlement: Settlement | None
    considered: Callable[[], pd.DataFrame] | None
    casework: Casework | None
    service: ServiceWork | None
    findings: Sequence[Finding]
    inputs: Sequence[InputFile]
    wages: Mapping[str, int] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    contacts: Mapping[str, int] = field(default_factory=dict)
    before: tuple[pd.DataFrame, pd.DataFrame] | None = None
    paid: pd.DataFrame | None = None
    inbox: Path | None = None
    header_rows: Mapping[tuple[str, str], int] = field(default_factory=dict)
    seen_rows: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    checked: Sequence[Checked] = ()
    waiting: Waiting | None = None
    last_folder: Path | None = None
    last_findings: frozenset[tuple[str, ...]] | None = None
    adopted: Sequence[Adopted] = ()
    excerpts: Mapping[str, Excerpt] = field(default_factory=dict)
    usual: Mapping[str, object] = field(default_factory=dict)
    undated: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    held: frozenset[str] = field(default_factory=frozenset)
    slips: bool = True
    seal: str | None = None
    last_records: tuple[bytes | None, bytes | None] = (None, None)
    earlier_scores: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)
    notices: Sequence[LegalNotice] = ()
    review: Sequence[Matter] = ()
    accepted: Sequence[Accepted] = ()
    remembered: Mapping[str, list[str]] = field(default_factory=dict)
    objections: pd.DataFrame | None = None
    receipts: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    attendance: pd.DataFrame | None = None
    history: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: str | None = None
    branch: str = ""

    @property
    def base_score(self) -> int:
        """In hundredths, as is the cap."""
        return self.regulations.score.base.points

    @property
    def score_cap(self) -> int:
        return self.regulations.score.cap.points

    @cached_property
    def role_labels(self) -> dict[str, str]:
        return {code: role.label for code, role in self.regulations.every_role.items()}

    @cached_property
    def scales(self) -> Scales:
        """The grades' bounds and the items of attendance, as plots take them."""
        rulebook = self.regulations
        bounds = tuple((band.grade, *band.edge) for band in rulebook.grades.bands)
        return Scales(bounds, rulebook.grades.below, rulebook.lateness.item, rulebook.absence.item)

    @property
    def annotated(self) -> list[str]:
        """The workbooks of which there is an annotated copy, by the copy's name."""
        files = {finding.file for finding in self.findings if finding.file and finding.sheet}
        return sorted(f"{Path(file).stem}.xlsx" for file in files - self.excerpts.keys()) if self.inbox else []

    @cached_property
    def reasons(self) -> dict[str, list[Phrase]]:
        """Why an amount is not what the score alone would say, by person (see `month.amount_reasons`)."""
        return amount_reasons(self)

    @property
    def complaints(self) -> pd.DataFrame | None:
        """投诉跟踪, one row a complaint (see `pipeline.complaints.tracking`); None without a register."""
        return None if self.casework is None else self.casework.tracking

    @property
    def title(self) -> str:
        """The month and the department as headings have them: "客户服务部 2026年11月"."""
        return self._titled(self.department)

    def _titled(self, department: str) -> str:
        return f"{department} {month_said(self.month)}".strip()

    @property
    def sample_approval(self) -> bool:
        """Whether the rulebook still bears the approval that is shipped as a sample."""
        return self.regulations.approval.is_sample

    @property
    def heading(self) -> str:
        """The title as printed sheets have it, which say that they are a draft's, and when the rulebook's approval is but a sample."""
        title = self._titled(shortened(self.department, LONGEST_DEPARTMENT))
        title = f"{title}（规则批准为示例）" if self.sample_approval else title
        return f"草稿　{title}" if self.draft else title

    @property
    def settled(self) -> Settlement:
        """The settlement, where there must be one."""
        if self.settlement is None:
            raise ValueError("the month has not been settled")
        return self.settlement
