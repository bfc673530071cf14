"""`kaohe explain`: one person's month on the terminal."""

from __future__ import annotations

from pathlib import Path

from pipeline.app.request import request_for
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.explain.statement import statements
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
    if as_json:
        return Outcome(DONE, record=as_record(found, str(request.month)))
    return said(DONE, as_text(found, str(request.month)))
