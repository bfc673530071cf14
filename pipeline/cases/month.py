"""The invented month: a person a case, read, checked and settled as every month is, and each person's outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pipeline.base.units import plain
from pipeline.cases.case import WHO, CannotBeSaid, Case, CaseOutcome, Invented, Rows, Seen
from pipeline.cases.forms.score import SCORER, WAGE, WHEN
from pipeline.checks.validate import Validated, read_tables, validate
from pipeline.month.review import oddities
from pipeline.month.story import Result, settled
from pipeline.rulebook.items import ItemText
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import RoleText
from pipeline.schemas.registry import SHEETS, sheet_titled
from pipeline.settlement.settle import Past
from pipeline.workbooks.grid import Grid
from pipeline.workbooks.part import Part

HIRED = "2019-01-07"
ENTRY = ["employee_id", "date", "clause", "category", "item", "points", "amount"]
"""What an outcome says of an entry."""
MORE, LESS, PAID = "举例加分", "举例扣分", "举例扣款"
POINT, PRICE = {"points": 0.01}, {"charge": "price"}
"""What the invented items cost: one hundredth of a point, by which a person comes to a score, and an amount."""


def outcomes(cases: Sequence[Case], rulebook: Rulebook) -> list[CaseOutcome | None]:
    """What each case comes to under the rulebook, in their order; None where it cannot be said of it."""
    invented = {f"L{number:04d}": _invented(case, rulebook) for number, case in enumerate(cases)}
    of_months: dict[str, dict[str, Case]] = {}
    for who, case in zip(invented, cases, strict=True):
        if invented[who] is not None:
            of_months.setdefault(case.form.month, {})[who] = case
    own = {code: costs for each in invented.values() if each is not None for code, costs in each.items.items()}
    posts = {f"P{who}": RoleText(label=_own_post(who)) for who, each in invented.items() if each is not None and each.peers}
    book = rulebook.with_items(roles=posts, bonuses=_items(rulebook, {MORE: POINT}), deductions=_items(rulebook, {LESS: POINT, PAID: PRICE, **own}))
    found: dict[str, CaseOutcome] = {}
    for of_month in of_months.values():
        found |= _month(of_month, {who: each for who in of_month if (each := invented[who]) is not None}, book)
    return [found.get(who) for who in invented]


def _invented(case: Case, rulebook: Rulebook) -> Invented | None:
    try:
        return case.form.invents(case.values, rulebook.of_departments.get(case.department, rulebook))
    except CannotBeSaid:
        return None


def _items(rulebook: Rulebook, costs: Mapping[str, Mapping[str, Any]]) -> dict[str, ItemText]:
    clause = rulebook.score.base.clause
    return {code: ItemText.model_validate({"label": code, "sets_off": [{"clause": clause, **each}]}) for code, each in costs.items()}


def _month(cases: Mapping[str, Case], invented: Mapping[str, Invented], rulebook: Rulebook) -> dict[str, CaseOutcome]:
    checked = validate(read_tables(_parts(cases, invented, rulebook), rulebook), WHEN, rulebook)
    last = pd.DataFrame({"employee_id": [who for who, each in invented.items() if each.last_before]}, dtype="str")
    past = Past(last_before=last)
    result = settled(checked, WHEN, WHEN.last, rulebook, past)
    totals = {who: [(str(WHEN.shift(at - len(own))), fen) for at, fen in enumerate(own)] for who, each in invented.items() if (own := each.own_months)}
    odd = oddities(result.settlement, checked.tables, totals, past.known.logs, rulebook)
    seen = _seen(invented, replace(checked, findings=[*checked.findings, *odd]), result, rulebook)
    return {who: _outcome(case, seen[who]) for who, case in cases.items()}


def _outcome(case: Case, seen: Seen) -> CaseOutcome:
    """Who is held back has what holds him back for an outcome."""
    refused = dict.fromkeys(f"不予登记：{each.kind.title}" for each in seen.findings if each.level == "error")
    return CaseOutcome(words=tuple(refused)) if refused else case.form.sees(seen)


def _seen(invented: Mapping[str, Invented], checked: Validated, result: Result, rulebook: Rulebook) -> dict[str, Seen]:
    made, cases = result.settlement, result.casework
    entries: dict[str, Rows] = {}
    for row in made.entries[ENTRY].to_dict("records"):
        entries.setdefault(row["employee_id"], []).append({str(name): value for name, value in row.items()})
    pay, appraisal = _by_person(made.pay, "employee_id"), _by_person(made.appraisal, "employee_id")
    tracked = {} if cases is None else _by_person(cases.tracking, "responsible_id")
    return {
        who: Seen(
            [row for row in entries.get(who, ()) if _counts(row, each)], pay.get(who, {}), appraisal.get(who, {}),
            [finding for finding in checked.findings if who in finding.people], tracked.get(who, {}), cases, rulebook, each.scored_months,
        )
        for who, each in invented.items()
    }  # fmt: skip


def _counts(entry: Mapping[str, Any], invented: Invented) -> bool:
    if invented.clauses and entry["clause"] not in invented.clauses:
        return False
    return invented.day is None or entry["date"] == pd.Timestamp(invented.day)


def _by_person(frame: pd.DataFrame, column: str) -> dict[str, dict[str, Any]]:
    return {str(row[column]): {str(name): value for name, value in row.items()} for row in frame.to_dict("records")}


def _parts(cases: Mapping[str, Case], invented: Mapping[str, Invented], rulebook: Rulebook) -> list[Part]:
    """The rows of all cases by sheet, as a workbook would have them."""
    rows: dict[str, Rows] = {"花名册": []}
    for who, each in invented.items():
        department = cases[who].department or (f"部门 {who}" if each.is_last else "举例")
        person = {"部门": department, "岗位": _own_post(who) if each.peers else _post(rulebook)} | dict(each.person)
        rows["花名册"].append({"工号": who, "姓名": f"例{who}", "入职日期": HIRED, "月工资": WAGE} | person)
        if each.is_last:
            rows["花名册"].append(rows["花名册"][-1] | {"工号": f"Z{who}", "姓名": f"同事{who}"})
        for at, taken in enumerate(each.peers):
            rows["花名册"].append(rows["花名册"][-1] | {"工号": f"Y{at}{who}", "姓名": f"同岗{at}{who}"})
            rows.setdefault("扣分记录", []).extend(_of(f"Y{at}{who}", "扣分记录", row) for _title, own in _taken(taken) for row in own)
        for title, own in (*each.sheets.items(), *_brought(each), *_taken(each.paid)):
            rows.setdefault(title, []).extend(_of(who, title, row) for row in own)
    scorer = rulebook.recorders.scorer
    home = next((name for name, own in rulebook.departments.items() if scorer in own.roles), "举例")
    rows["花名册"].append({"工号": SCORER, "姓名": "记录人", "部门": home, "岗位": rulebook.every_role[scorer].label, "入职日期": HIRED, "月工资": WAGE})
    for number, row in enumerate(rows.get("投诉登记", ())):
        row["投诉编号"] = f"{rulebook.complaints.number_prefix.prefix}-{str(WHEN).replace('-', '')}-{number + 1:04d}"
    return [_part(sheet.title, rows[sheet.title]) for sheet in SHEETS if sheet.title in rows]


def _of(who: str, title: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {header: who if value is WHO else value for header, value in row.items()} | {_header_of_person(title): who}


def _brought(each: Invented) -> Iterator[tuple[str, Rows]]:
    first = f"{WHEN.first}"
    if each.brought:
        title, item = ("加分记录", MORE) if each.brought > 0 else ("扣分记录", LESS)
        yield title, [{"日期": first, "事项": item, "次数": abs(each.brought)}]


def _taken(fen: int) -> Iterator[tuple[str, Rows]]:
    if fen:
        yield "扣分记录", [{"日期": f"{WHEN.first}", "事项": PAID, "金额": plain(fen)}]


def _own_post(who: str) -> str:
    return f"{who} 的岗位"


def _post(rulebook: Rulebook) -> str:
    """The name of a post that owes as little as any: no summaries, no bonus for having no complaints."""
    owing = {"supervisor", *rulebook.weekly_summary.owed_by, *rulebook.no_complaint.roles, rulebook.recorders.scorer}
    return rulebook.roles[next((code for code in rulebook.roles if code not in owing), next(iter(rulebook.roles)))].label


def _header_of_person(title: str) -> str:
    sheet = sheet_titled(title)
    assert sheet.person is not None
    return sheet.column(sheet.person).header


def _part(title: str, rows: Rows) -> Part:
    sheet = sheet_titled(title)
    positions = {column.name: at for at, column in enumerate(sheet.columns)}
    cells = [[row.get(column.header) for column in sheet.columns] for row in rows]
    return Part(sheet.name, "例子.xlsx", title, 1, positions, Grid.of(cells, len(positions)), list(range(2, len(rows) + 2)), {})
