"""Months for tests, from plain rows with Chinese headers: in memory, or as real workbooks in a folder."""

from __future__ import annotations

import calendar
import io
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from pipeline.app.month import compute_month
from pipeline.app.request import request_for
from pipeline.base.exits import DONE, INPUT_ERRORS, Stop
from pipeline.base.outcome import Outcome
from pipeline.base.period import Month
from pipeline.checks.validate import read_tables, validate
from pipeline.cli.view import show
from pipeline.excel.workbook import ReportColumn
from pipeline.findings.finding import Finding
from pipeline.month import story
from pipeline.reports.appraisal import ACTIONS, LINES
from pipeline.reports.fine_fund import COLUMNS as LEDGER
from pipeline.reports.pay_adjustment import COLUMNS as PAY
from pipeline.reports.validation import COLUMNS, ordered
from pipeline.rulebook.load import load_rulebook, rulebook_for
from pipeline.rulebook.model import Rulebook
from pipeline.schemas.registry import SHEETS
from pipeline.settlement.settle import Past, Settlement
from pipeline.workbooks.grid import Grid
from pipeline.workbooks.part import Part

Rows = list[dict[str, Any]]
Case = TypeVar("Case")
MONTH = "2026-11"
BOOK = rulebook_for(date(2026, 11, 1))
TWELVE_A_POINT = BOOK.text
"""The shipped rulebook with twelve yuan a point, and the examples that go with it."""
for was, now in (("yuan_per_point: 10", "yuan_per_point: 12"), ("yuan: 110", "yuan: 132"), ("yuan: -120", "yuan: -144")):
    assert was in TWELVE_A_POINT
    TWELVE_A_POINT = TWELVE_A_POINT.replace(was, now)
RULES_ALONE = re.sub(r"^examples:\n(?:  .*\n)+", "", BOOK.text, flags=re.MULTILINE)
"""The shipped rulebook without examples: a file of one's own is held against them by each command, which takes longer than a small month."""
EMPTY_SHEETS = {"扣分记录", "考勤", "投诉登记"}


def person(employee: str, role: str = "客服", **more: Any) -> dict[str, Any]:
    """A row of the roster; long in service and paid 5,000 unless said otherwise."""
    row = {"工号": employee, "姓名": f"员工{employee}", "部门": "客服部", "岗位": role, "入职日期": "2024-01-08", "月工资": 5000}
    return row | more


STAFF: Rows = [person("Z1", "主管", 月工资=9000), person("T1", "培训专员", 月工资=6000)]


def day(number: int, month: str = MONTH) -> str:
    return f"{month}-{number:02d}"


def logged(employee: str, item: str, on: int = 3, **more: Any) -> dict[str, Any]:
    """A row of the deduction log."""
    return {"日期": day(on), "工号": employee, "事项": item, "记录人": "T1"} | more


def worked(employee: str, on: int, shift: str = "早班", **more: Any) -> dict[str, Any]:
    """A row of attendance: a shift worked in full."""
    times = {"早班": ("8:00", "17:30"), "晚班": ("16:00", "1:00"), "休息": (None, None)}[shift]
    row = {"日期": day(on), "工号": employee, "班次": shift, "上班时间": times[0], "下班时间": times[1]}
    if shift == "晚班":
        row["交接记录"] = "是"
    return row | more


def each_own(letter: str, cases: Sequence[Case]) -> dict[str, Case]:
    """The cases, each with an employee of its own: one month has them all, and a test looks at its employee."""
    return {f"{letter}{number}": case for number, case in enumerate(cases, 1)}


def full_month(employee: str, month: str = MONTH, rest: tuple[int, ...] = (1, 8, 15, 22)) -> Rows:
    """Attendance of every day of the month, without a fault."""
    year, number = map(int, month.split("-"))
    days = calendar.monthrange(year, number)[1]
    return [
        worked(employee, on, "休息" if on in rest else "早班") | {"日期": day(on, month)} for on in range(1, days + 1)
    ]


def complaint(number: int, employee: str | None = None, **more: Any) -> dict[str, Any]:
    """A row of the complaint register: an effective complaint about service, received and accepted on the 3rd."""
    row = {
        "投诉编号": f"KS-202611-{number:04d}", "投诉日期": day(3), "受理日期": day(3), "客户名称": "某客户",
        "投诉类别": "非质量", "投诉原因": "服务", "是否有效": "是", "责任人": employee,
    }
    return row | more


@dataclass(frozen=True)
class Result:
    """The statements of a month, with the figures of one person at hand; none where the rows have errors."""

    basis: story.Basis | None
    findings: list[Finding]

    @property
    def settlement(self) -> Settlement | None:
        return None if self.basis is None else self.basis.settlement

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    def paid(self, employee: str) -> dict[str, Any]:
        return self._row("pay", employee)

    def appraised(self, employee: str) -> dict[str, Any]:
        return self._row("appraisal", employee)

    def score(self, employee: str) -> float:
        return float(self.appraised(employee)["score"]) / 100

    def yuan(self, employee: str, column: str) -> float:
        return float(self.paid(employee)[column]) / 100

    def lines(self, employee: str, clause: str | None = None, category: str | None = None) -> Rows:
        assert self.settlement is not None
        made = self.settlement.entries
        hit = made["employee_id"] == employee
        if clause is not None:
            hit &= made["clause"] == clause
        if category is not None:
            hit &= made["category"] == category
        return [{str(key): value for key, value in row.items()} for row in made[hit].to_dict("records")]

    def points(self, employee: str, clause: str | None = None) -> float:
        return sum(line["points"] for line in self.lines(employee, clause)) / 100

    def amount(self, employee: str, clause: str | None = None, category: str | None = None) -> float:
        return sum(line["amount"] for line in self.lines(employee, clause, category)) / 100

    def actions(self, employee: str) -> list[str]:
        assert self.settlement is not None
        actions = self.settlement.actions
        return list(actions.loc[actions["employee_id"] == employee, "clause"])

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level == "error"]

    def _row(self, statement: str, employee: str) -> dict[str, Any]:
        assert self.settlement is not None, self.codes
        frame: pd.DataFrame = getattr(self.settlement, statement)
        return {str(key): value for key, value in frame[frame["employee_id"] == employee].iloc[0].items()}


def parts(sheets: dict[str, Rows], file: str = "all.xlsx") -> list[Part]:
    """The rows as they would come out of a workbook; a sheet without rows has its header alone."""
    made = []
    for sheet in SHEETS:
        if sheet.title not in sheets:
            continue
        rows = sheets[sheet.title]
        headers = [column.header for column in sheet.columns]
        positions = {column.name: at for at, column in enumerate(sheet.columns)}
        cells = [[row.get(header) for header in headers] for row in rows]
        numbers = list(range(2, len(rows) + 2))
        made.append(Part(sheet.name, file, sheet.title, 1, positions, Grid.of(cells, len(positions)), numbers, {}))
    return made


def settled(
    people: Rows, *, month: str = MONTH, staff: bool = True, rulebook: Rulebook = BOOK, past: Past | None = None,
    draft: bool = False, **sheets: Rows,
) -> Result:
    """The month of `people` (and a supervisor and a trainer), everything in memory."""
    everything = {"花名册": [*(STAFF if staff else []), *people]} | {title: [] for title in EMPTY_SHEETS} | sheets
    when = Month.parse(month)
    checked = validate(read_tables(parts(everything), rulebook), when, rulebook)
    findings = list(checked.findings)
    if not draft and any(finding.level == "error" for finding in findings):
        return Result(None, findings)
    return Result(story.statements(checked, when, rulebook, past or Past()), findings)


def changed_rulebook(tmp_path: Path, *changes: tuple[str, str], text: str = BOOK.text) -> Rulebook:
    """The shipped rulebook with some of its text replaced."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    path = tmp_path / "rulebook.yaml"
    path.write_text(text, encoding="utf-8")
    return load_rulebook(path)


def write_workbook(path: Path, sheets: dict[str, list[list[Any]]], title: str = "") -> Path:
    """A real workbook from plain rows; text that looks like a formula stays text. Of another `title` it is another file, whatever the rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"in_memory": True, "strings_to_formulas": False, "default_date_format": "yyyy-mm-dd", "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title})
        time_format = book.add_format({"num_format": "hh:mm"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if type(value).__name__ == "time":
                        sheet.write_datetime(at, column, value, time_format)
                    elif value is not None:
                        sheet.write(at, column, value)
    return path


def write_month(inbox: Path, sheets: dict[str, Rows], month: str = MONTH, file: str = "all.xlsx") -> Path:
    """The month's folder with one workbook that has these sheets (and those required, with a header alone)."""
    rows: dict[str, list[list[Any]]] = {}
    for sheet in SHEETS:
        if sheet.title in sheets or sheet.title in EMPTY_SHEETS:
            headers = [column.header for column in sheet.columns]
            body = [[row.get(header) for header in headers] for row in sheets.get(sheet.title, [])]
            rows[sheet.title] = [headers, *body]
    return write_workbook(inbox / month / file, rows, month)


@dataclass(frozen=True)
class Called:
    """How a command ended, what it printed, and where its files are."""

    code: int
    printed: str
    folder: Path

    def table(self, file: str, sheet: str) -> list[dict[str, Any]]:
        headers, *rows = CalamineWorkbook.from_path(self.folder / file).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return [dict(zip(map(str, headers), map(_as_typed, row), strict=True)) for row in rows]

    def moved(self, folder: Path) -> Called:
        """The same of a copy, in `folder`, of all that the command read and wrote."""
        shutil.copytree(self.folder.parents[1], folder, dirs_exist_ok=True)
        return replace(self, folder=folder / self.folder.relative_to(self.folder.parents[1]))

    @property
    def findings(self) -> list[dict[str, Any]]:
        return self.table("validation.xlsx", "检查结果") if (self.folder / "validation.xlsx").exists() else []

    @property
    def lines(self) -> Rows:
        return self.table("appraisal.xlsx", "计分明细")

    @property
    def pay(self) -> Rows:
        return self.table("pay_adjustment.xlsx", "工资调整表")

    @property
    def ledger(self) -> Rows:
        return self.table("fine_fund.xlsx", "基金台账")


def _as_typed(cell: Any) -> Any:
    """Whole numbers without a fraction, days as the midnight that Excel keeps, nothing where a cell is empty."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if type(cell) is date:
        return datetime(cell.year, cell.month, cell.day)
    return None if cell == "" else cell


@dataclass(frozen=True)
class Read:
    """A month of workbooks that was read, checked and, without errors, settled, as the command does it; nothing is written."""

    run: story.Run

    @property
    def code(self) -> int:
        return INPUT_ERRORS if self.run.has_errors else DONE

    @property
    def findings(self) -> list[dict[str, Any]]:
        """The rows of 检查结果."""
        return [{column.header: getattr(row, column.field) for column in COLUMNS} for row in ordered(self.run.findings)]

    @property
    def lines(self) -> Rows:
        """The rows of 计分明细, with points and yuan."""
        return _as_headed(self._settled.entries, LINES)

    @property
    def pay(self) -> Rows:
        """Those of 工资调整表, without its total."""
        return _as_headed(self._settled.pay, PAY)

    @property
    def ledger(self) -> Rows:
        """Those of 基金台账, without names."""
        return _as_headed(self._settled.fund, LEDGER)

    @property
    def actions(self) -> Rows:
        """Those of 处理建议."""
        return _as_headed(self._settled.actions, ACTIONS)

    @property
    def _settled(self) -> Settlement:
        assert self.run.settlement is not None, self.findings
        return self.run.settlement


def _as_headed(frame: pd.DataFrame, columns: Sequence[ReportColumn]) -> Rows:
    """The rows under the headers of a report, with points and yuan; what the report alone has is left out."""
    there = [column for column in columns if column.field in frame]
    shown = frame[[column.field for column in there]].astype(object).where(frame.notna(), None)
    hundredths = {column.header for column in there if column.kind in ("points", "money", "score")}
    headers = [column.header for column in there]
    rows = [dict(zip(headers, values, strict=True)) for values in shown.itertuples(index=False, name=None)]
    return [{header: value / 100 if header in hundredths and value is not None else value for header, value in row.items()} for row in rows]


def read_month(tmp_path: Path, month: str = MONTH) -> Read:
    """The month of `tmp_path/inbox`."""
    request, _ = request_for(month, tmp_path / "inbox", tmp_path / "output", None, None, None)
    return Read(story.run_month(request))


def ended(outcome: Outcome) -> int:
    """The exit code of a command that has been shown."""
    show(outcome)
    return outcome.code


def called(command: Callable[[], Outcome], folder: Path) -> Called:
    """A command in this process, shown as the terminal shows it; `folder` is where its files are."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            outcome = command()
            show(outcome)
            code = outcome.code
        except Stop as stop:
            code = stop.code
            printed.write(stop.sentence)
    return Called(code, printed.getvalue(), folder)


def call_month(tmp_path: Path, month: str = MONTH, **options: Any) -> Called:
    """`kaohe month` on `tmp_path/inbox`, in this process."""
    return called(lambda: compute_month(month, tmp_path / "inbox", tmp_path / "output", None, None, None, **options), tmp_path / "output" / month)
