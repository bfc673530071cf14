"""rulebook.html: every clause in order, its figures and decisions, and what it did this month."""

from __future__ import annotations

from pathlib import Path

from pipeline.language.translation import N_
from pipeline.month.report import MonthReport
from pipeline.reports.complaint_flow import complaint_flow
from pipeline.reports.navigation import write_page
from pipeline.reports.slips import file_names
from pipeline.rulebook.parameters import Parameter, decisions, parameters_by_clause, words_of
from pipeline.rulebook.parameters import parameters as parameters_in_order
from pipeline.rules.objections import standing
from pipeline.trace.effects import effects, may_concern_somebody

PARTS = {"A": N_("A 月度考核办法"), "B": N_("B 岗位规定与罚款"), "C": N_("C 服务与投诉管理")}
SHOWN_PEOPLE = 30


def _others(parameter: Parameter) -> str:
    """What else a switch may be set to, in words."""
    return "、".join(map(words_of, parameter.alternatives))


def write(path: Path, report: MonthReport) -> None:
    """Write the page to `path`, linked to the slips beside it."""
    rulebook = report.regulations
    done = effects(standing(report.settled.entries))
    concerning = may_concern_somebody(rulebook)
    parameters, decided = parameters_by_clause(rulebook), decisions(rulebook)
    clauses = [
        {
            "code": code,
            "kind": clause.kind_label,
            "text": clause.text,
            "parameters": parameters.get(code, ()),
            "decisions": decided.get(code, ()),
            "effect": done.get(code),
            "nobody": code in concerning and code not in done,
        }
        for code, clause in rulebook.clauses.items()
    ]
    slips = file_names(report.settled.pay["employee_id"]) if report.slips else {}
    chosen = [each for each in parameters_in_order(rulebook) if each.alternatives]
    write_page(
        path, report, rulebook=rulebook, parts=PARTS, clauses=clauses, slips=slips, shown=SHOWN_PEOPLE,
        switches=chosen, decided=decided, others=_others, flow=complaint_flow(rulebook),
    )
