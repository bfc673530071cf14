"""summary.xlsx and summary.html: all branches of a month beside each other, from their own results (run.json)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.base.exits import DONE, INPUT_ERRORS, REFUSED, WRONG_CALL
from pipeline.base.text import month_said
from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.language.translation import N_, _
from pipeline.outputs.mark import MARK
from pipeline.outputs.run_json import NAME as RUN
from pipeline.outputs.run_json import head
from pipeline.reports.navigation import Way
from pipeline.reports.pages import template
from pipeline.reports.records import records

COLUMNS = (
    ReportColumn("排名", "place", "whole"), ReportColumn("分支", "branch"), ReportColumn("状态", "state"), ReportColumn("在册人数", "people", "whole"),
    ReportColumn("平均考核分", "average", "score"), ReportColumn("调整合计", "total", "money"), ReportColumn("绩效浮动", "merit_pay", "money"),
    ReportColumn("罚款", "fines", "money"), ReportColumn("基金余额", "fund_closing", "money"), ReportColumn("投诉（件）", "complaints", "whole"),
    ReportColumn("结案逾期（件）", "complaints_overdue", "whole"), ReportColumn("错误", "errors", "whole"), ReportColumn("警告", "warnings", "whole"),
    ReportColumn("说明", "said", "note"),
)  # fmt: skip
FIGURES = ("people", "average", "total", "merit_pay", "fines", "fund_closing", "complaints", "complaints_overdue")
SUMS = ("people", "total", "merit_pay", "fines", "fund_closing", "complaints", "complaints_overdue", "errors", "warnings")
STATES = {DONE: N_("已算出"), INPUT_ERRORS: N_("有错误"), WRONG_CALL: N_("没有运行"), REFUSED: N_("已结账或未批准")}
CLOSED, DRAFT = N_("已结账"), N_("草稿")


def write_group(folder: Path, month: str, branches: Sequence[str], ended: Mapping[str, tuple[int, str]]) -> Path:
    """Write both files into `folder`; `ended` has the branches that this command was about, each with its exit code and what it said.

    That is shown where one was not run; otherwise its run.json tells, so that it does not matter which run it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = pd.DataFrame([_row(folder / branch, branch, ended.get(branch)) for branch in branches])
    for name in SUMS:
        rows[name] = rows[name].astype("Int64")
    rows["average"] = rows["average"].astype("Int64")
    rows["place"] = rows["average"].rank(method="min", ascending=False).astype("Int64")
    ranked = rows.sort_values(["place", "branch"], na_position="last", ignore_index=True)
    totals = {name: int(ranked[name].sum()) for name in SUMS}
    page = template("summary.html.j2").render(
        title=month_said(month), ways=[Way(_("各分支"), ""), Way(_("各月一览"), "../index.html")], rows=records(ranked), totals=totals, blocked=records(ranked[ranked["blocked"]])
    )
    _put(folder / "summary.html", page.encode())
    work = folder / ".summary.xlsx.new"
    write_workbook(work, [ReportSheet("分支汇总", COLUMNS, ranked, frozen=2, total=True)], month, "各分支")
    work.replace(folder / "summary.xlsx")
    return folder


def _row(place: Path, branch: str, ended: tuple[int, str] | None) -> dict[str, Any]:
    run: dict[str, Any] = head(place / RUN) if (place / RUN).is_file() else {}
    figures, findings = run.get("figures") or {}, run.get("findings") or {}
    row = {name: figures.get(name) for name in FIGURES}
    errors = findings.get("error")
    code, said = ended or _as_it_lies(run)
    todo = {DONE: "", INPUT_ERRORS: _("有 {errors} 处错误，请按检查报告更正。", errors=errors)}.get(code, said)
    closed, draft = (place / MARK).exists(), code == DONE and bool(run.get("draft"))
    state = CLOSED if closed else DRAFT if draft else STATES.get(code, STATES[WRONG_CALL])
    if draft:
        todo = _("草稿，只供核对：{errors} 处错误待更正，{held} 人暂缓，没有计入。", errors=errors, held=figures.get("held", 0))
    return {"branch": branch, "state": state, "blocked": (code != DONE or draft) and not closed, "said": todo, "errors": errors, "warnings": findings.get("warning")} | row


def _as_it_lies(run: Mapping[str, Any]) -> tuple[int, str]:
    """How a branch stands that an earlier command was about; a draft has figures in spite of its errors."""
    if not run:
        return WRONG_CALL, _("还没有运行。")
    return INPUT_ERRORS if run["findings"]["error"] and not run.get("figures") else DONE, ""


def _put(path: Path, content: bytes) -> None:
    work = path.with_name(f".{path.name}.new")
    work.write_bytes(content)
    work.replace(path)
