"""A settled month as the rows that the archive keeps: what is used later, and no more."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline import __version__
from pipeline.archive.packed import charged_rows, sheet_rows
from pipeline.base.period import Month
from pipeline.base.text import printable
from pipeline.labour_law.limits import CARRIED
from pipeline.month.difference import RESULT, Difference, result_rows
from pipeline.month.handover import inputs
from pipeline.month.story import Run
from pipeline.rulebook.pay_columns import MONEY

Rows = list[dict[str, Any]]


def month_figures(run: Run) -> dict[str, Any]:
    """The month's row in `months`, but for its place in the chain."""
    assert run.settlement is not None
    request, fund, pay = run.request, run.settlement.fund, run.settlement.pay
    departments = run.validated.tables["roster"]["department"].dropna().unique()
    return {
        "month": str(request.month),
        "version": __version__,
        "rulebook": request.rulebook.name,
        "rulebook_from": request.rulebook.effective_from,
        "rulebook_sha256": request.rulebook.sha256,
        "rulebook_text": request.rulebook.text,
        "department": "、".join(sorted(map(str, departments))),
        "as_of": request.as_of,
        "people": len(pay),
        "total_fen": int(pay["total"].sum()),
        "opening_fen": int(fund["balance"].iloc[0]),
        "closing_fen": int(fund["balance"].iloc[-1]),
        "purged": False,
    }


def month_content(run: Run) -> dict[str, Rows]:
    """The rows of each table by the table's name, but for the outputs, which are written last."""
    assert run.settlement is not None
    month, settlement = str(run.request.month), run.settlement
    of = {"month": month}
    entries = settlement.entries.rename(columns={"amount": "amount_fen"}).drop(columns="name")
    ledger = settlement.fund.rename(columns={name: f"{name}_fen" for name in ("income", "spending", "balance")})
    return {
        "people": [of | row for row in plain_rows(_people(run))],
        "scores": [of | row for row in plain_rows(score_rows(run))],
        "entries": _numbered(of, plain_rows(entries)),
        "fund_ledger": _numbered(of, plain_rows(ledger)),
        "complaints": _numbered(of, plain_rows(_complaints(run))),
        "inputs": _numbered(of, _inputs(run)),
        "signed_findings": _numbered(of, _findings(run)),
        "corrections": [*_booked(run), *_carried(run)],
        "corrected_scores": _corrected_scores(run),
        "sheets": sheet_rows(run),
        "charged": charged_rows(month, month, run.result.looked_back.for_rules if run.result else None),
    }


def output_rows(month: str, folder: Path) -> Rows:
    """Each file of an output, with its digest and its compressed content."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [{"month": month, "number": number, "file": name, **_kept(folder / name)} for number, name in enumerate(names, 1)]


def _kept(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "content": zlib.compress(content)}


def _people(run: Run) -> pd.DataFrame:
    """Everybody on the pay sheet; those who left before have no day of joining, since the month's roster has them not."""
    assert run.settlement is not None
    roster = run.validated.tables["roster"].set_index("employee_id")
    people = run.settlement.pay[["employee_id", "name", "department", "role"]]
    return people.assign(**{day: people["employee_id"].map(roster[day]) for day in ("hire_date", "leave_date")})


def _booked(run: Run) -> Rows:
    """What the month looked back on and found otherwise, after what was booked into it before."""
    assert run.result is not None
    lines = [row for _, found in sorted(run.result.looked_back.booked.items()) for row in correction_rows(found.lines)]
    return [{"booked_in": str(run.request.month), "number": number, **row} for number, row in enumerate(lines, len(run.request.past.corrections) + 1)]


def _corrected_scores(run: Run) -> Rows:
    assert run.result is not None
    of = {"booked_in": str(run.request.month)}
    return [of | row for month, found in sorted(run.result.looked_back.booked.items()) for row in corrected_score_rows(month, found)]


def correction_rows(lines: pd.DataFrame) -> Rows:
    return plain_rows(lines.rename(columns={"amount": "amount_fen"}))


def corrected_score_rows(month: Month, found: Difference) -> Rows:
    rows = plain_rows(found.results[["employee_id", *RESULT]].rename(columns={"merit_pay": "merit_pay_fen"}))
    return [{"corrects_month": str(month), **row} for row in rows]


def _carried(run: Run) -> Rows:
    """What a limit of labour law left of this month's deductions, as lines of the next month."""
    assert run.settlement is not None
    carried, month = run.settlement.carried, run.request.month
    if carried.empty:
        return []
    people = run.settlement.pay.drop_duplicates("employee_id").set_index("employee_id")[["name", "department", "role"]]
    lines = carried[["employee_id", "clause", "item", "note"]].join(people, on="employee_id").assign(
        corrects_month=str(month), reversal=False, label="上月超过限额的结转", category=CARRIED, points=0, amount_fen=-carried["amount"]
    )
    return [{"booked_in": str(month.next), "number": number, **row} for number, row in enumerate(plain_rows(lines), 1)]


def score_rows(run: Run) -> pd.DataFrame:
    """One row a person: employee_id, score, grade, rank, last_place and the amounts of the pay sheet, in fen."""
    assert run.settlement is not None
    pay, rank = run.settlement.pay, run.settlement.appraisal.set_index("employee_id")["rank"]
    rows = result_rows(run.settlement).drop(columns="merit_pay")
    return rows.assign(rank=pay["employee_id"].map(rank), **{f"{name}_fen": pay[name] for name in MONEY})


def plain_rows(frame: pd.DataFrame) -> Rows:
    """The frame's rows with plain values: None for what is missing, dates as dates."""
    columns = {str(name): [_plain(value) for value in frame[name].tolist()] for name in frame}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, str):
        return printable(value)
    return value.date() if isinstance(value, pd.Timestamp) else value


def _numbered(of: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> Rows:
    """The rows, of which none has a column that another has not."""
    found = list(rows)
    columns = {name: None for row in found for name in row}
    return [{**of, "number": number, **columns, **row} for number, row in enumerate(found, 1)]


def _complaints(run: Run) -> pd.DataFrame:
    if run.result is None or run.result.casework is None:
        return pd.DataFrame()
    columns = [
        "complaint_no", "accepted_on", "report_due", "report_status", "close_due", "closed_on", "close_status",
        "days_overdue", "responsible_id",
    ]  # fmt: skip
    return run.result.casework.tracking[columns]


def _inputs(run: Run) -> Iterator[dict[str, Any]]:
    for file in inputs(run):
        for sheet in file.sheets or (None,):
            rows = {} if sheet is None else {
                "sheet": _plain(sheet.name), "rows_read": sheet.read, "rows_used": sheet.used, "rows_rejected": sheet.rejected,
                "rows_passed_over": sheet.passed_over,
            }
            yield {"file": _plain(file.file), "sha256": file.sha256, **rows}


def _findings(run: Run) -> Iterator[dict[str, Any]]:
    """What was open when the month was closed, and thereby signed off."""
    for finding in run.findings:
        names = ("level", "code", "file", "sheet", "row", "cell", "message")
        yield {name: _plain(getattr(finding, name)) for name in names}
