"""decisions.xlsx and decisions.html: decisions that a manager may want to look at, and what each would change in the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.compare.decisions import Decision
from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook
from pipeline.outputs.output import OutputFolder
from pipeline.reports.pages import template
from pipeline.reports.records import records
from pipeline.reports.simulation import action_words
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import decisions, words_of

NAMED = 8
COLUMNS = (
    ReportColumn("条款", "clause"), ReportColumn("事项", "name"), ReportColumn("现在", "now"), ReportColumn("改为", "then"), ReportColumn("受影响人数", "people", "whole"),
    ReportColumn("调整合计差额", "difference", "money"), ReportColumn("等级变动人数", "grades", "whole"), ReportColumn("基金差额", "fund", "money"),
    ReportColumn("结案逾期差额（件）", "overdue", "whole"),
    ReportColumn("现行处理建议", "actions_before", "note"), ReportColumn("改后处理建议", "actions", "note"), ReportColumn("谁", "who", "note"),
    ReportColumn("理由", "why", "prose"), ReportColumn("设置", "setting", "note"),
)  # fmt: skip


def write_decisions(folder: Path, found: Sequence[Decision], rulebook: Rulebook) -> Path:
    """Write both files into `folder`, in one step."""
    month, why = found[0].simulated.month, decisions(rulebook)
    rows = pd.DataFrame([_row(each, why) for each in found])
    page = template("decisions.html.j2").render(month=str(month), rows=records(rows))
    with OutputFolder(folder) as work:
        write_workbook(work / "decisions.xlsx", [ReportSheet("可以另作的决定", COLUMNS, rows, frozen=2)], str(month), "可以另作的决定")
        (work / "decisions.html").write_bytes(page.encode())
    return folder


def _row(each: Decision, why: Mapping[str, Sequence[str]]) -> dict[str, object]:
    parameter, people = each.parameter, each.simulated.people
    score = people["score"].fillna(-1).ne(people["score_before"].fillna(-1))
    other_grade = people["grade"].fillna("").ne(people["grade_before"].fillna(""))
    changed = people[(people["difference"] != 0) | score | other_grade]
    names = list(changed["name"])
    return {
        "clause": parameter.clause,
        "name": parameter.name,
        "now": parameter.words,
        "then": words_of(each.other),
        "people": len(changed),
        "difference": int(people["difference"].sum()),
        "grades": int(other_grade.sum()),
        "fund": each.simulated.then.fund - each.simulated.today.fund,
        "overdue": each.overdue,
        "actions_before": action_words(each.simulated.today.actions),
        "actions": action_words(each.simulated.then.actions),
        "who": "、".join(names[:NAMED]) + (" 等" if len(names) > NAMED else ""),
        "why": " ".join(why.get(parameter.clause, ())),
        "setting": f"{parameter.dotted}={str(each.other).lower()}",
    }
