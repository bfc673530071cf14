"""`kaohe explain`: one person's month on the terminal."""

from __future__ import annotations

from pathlib import Path

from pipeline.app.closed_months import looked_at
from pipeline.app.request import request_for
from pipeline.archive.address import archive_exists, archive_url
from pipeline.archive.ask import closed_result
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.explain.statement import Statement, statements
from pipeline.explain.text import as_record, as_text
from pipeline.language.translation import _
from pipeline.month.handover import report_of
from pipeline.month.story import run_month


def explain(
    employee_id: str, month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None,
    branch: str = "", *, as_json: bool,
) -> Outcome:
    """The month of one person, computed from the inbox; nothing is written."""
    request, _as_asked = request_for(month, inbox, output, rulebook, archive, None, branch=branch)
    run = run_month(request)
    if run.settlement is None:
        raise Stop(INPUT_ERRORS, _("{month} 的资料还有错误，没有结果可以说明。请先运行 kaohe check {month}。", month=request.month))
    found = next(statements(report_of(run), employee_id), None)
    if found is None:
        raise Stop(WRONG_CALL, _("{month} 的花名册里没有工号 {employee_id}。", month=request.month, employee_id=employee_id))
    otherwise = _closed_otherwise(found, request.month, output, archive, branch)
    if as_json:
        return Outcome(DONE, record=as_record(found, str(request.month)) | {"closed_otherwise": otherwise})
    return said(DONE, *([otherwise] if otherwise else []), as_text(found, str(request.month)))


def _closed_otherwise(found: Statement, month: Month, output: Path, archive: str | None, branch: str) -> str | None:
    """What the month was closed with, where the inbox says something else by now; None where it says the same, or nothing is closed."""
    if not archive_exists(archive_url(archive, output, branch)):
        return None
    with looked_at(archive, output, branch) as connection:
        row = closed_result(connection, found.employee_id, month)
        closed = None if row is None else (None if row["score"] is None else plain(row["score"]), yuan(row["total_fen"]))
    if closed is None or closed == (found.score, found.total):
        return None
    score, total = closed
    return _(
        "{month} 已结账，结账时考核分 {score}，调整合计 {total} 元。下面按收件夹现在的资料计算，与结账时不同；更正见 kaohe history {employee_id}。",
        month=month, score=score or "—", total=total, employee_id=found.employee_id,
    )  # fmt: skip
