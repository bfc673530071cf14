"""The tables of a rulebook: figures as rows that people change, and rows as figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.amendment.items import ITEM_TOPICS, item_rows, put_items
from pipeline.amendment.payroll import payroll_rows, put_payroll
from pipeline.amendment.rows import (
    Figures,
    Path,
    Row,
    Spots,
    company_and_departments,
    emptied,
    filled,
    grouped,
    in_hundredths,
    place_of,
    rules_of,
    whole_units,
)
from pipeline.amendment.scales import ladder_rows, lateness_rows, put_ladders, put_lateness
from pipeline.base.units import clock
from pipeline.rulebook.values import seconds


@dataclass(frozen=True)
class RuleTable:
    """`rows` makes the rows of a sheet out of the figures; `figures` puts rows into figures and says where each came from."""

    sheet: str
    rows: Callable[[Figures], list[Row]]
    figures: Callable[[Sequence[Row], Figures], Spots]
    paths: tuple[Path, ...]
    """What the table holds, and 数值 so does not."""


def shift_rows(figures: Figures) -> list[Row]:
    return [
        {
            "department": department, "code": code, "label": shift["label"], "called": "、".join(shift.get("called", ())) or None, "clause": shift["clause"],
            **{edge: seconds(shift[edge]) for edge in ("start", "end", "leave_from")}, "break_minutes": shift["break_minutes"],
            "handover": True if shift.get("handover") else None, "decided": shift.get("decided"),
        }
        for department, rules in company_and_departments(figures) for code, shift in rules.get("shifts", {}).items()
    ]  # fmt: skip


def put_shifts(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    emptied(figures, "shifts")
    for number, row in enumerate(rows):
        called = [name.strip() for name in (row["called"] or "").replace(",", "、").replace("，", "、").split("、") if name.strip()]
        leave = row.get("leave_from", row["end"])
        leave = row["end"] if leave is None else leave
        rules_of(figures, row["department"]).setdefault("shifts", {})[row["code"]] = filled(clause=row["clause"], decided=row["decided"], label=row["label"]) | {
            "called": called, "start": clock(row["start"]), "end": clock(row["end"]), "leave_from": clock(leave),
            "break_minutes": row["break_minutes"], "handover": bool(row["handover"]),
        }  # fmt: skip
        place = place_of(row["department"], "shifts", row["code"])
        spots[place] = (number, "code")
        for column in ("label", "called", "clause", "start", "end", "leave_from", "break_minutes"):
            spots[(*place, column)] = (number, column)
    return spots


def role_rows(figures: Figures) -> list[Row]:
    return [
        {"department": department, "code": code, "label": role["label"]}
        for department, rules in company_and_departments(figures) for code, role in rules.get("roles", {}).items()
    ]  # fmt: skip


def put_roles(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    emptied(figures, "roles")
    for number, row in enumerate(rows):
        rules_of(figures, row["department"]).setdefault("roles", {})[row["code"]] = {"label": row["label"]}
        place = place_of(row["department"], "roles", row["code"])
        spots |= {place: (number, "code"), (*place, "label"): (number, "label")}
    return spots


def action_rows(figures: Figures) -> list[Row]:
    return [{"code": code, "label": label} for code, label in figures["actions"].items()]


def put_actions(rows: Sequence[Row], figures: Figures) -> Spots:
    figures["actions"] = {row["code"]: row["label"] for row in rows}
    return {("actions",): (0, "code")} | {("actions", row["code"]): (number, "label") for number, row in enumerate(rows)}


def clause_rows(figures: Figures) -> list[Row]:
    return [{"code": code, "kind": each["kind"], "text": each["text"], "decided": each.get("decided")} for code, each in figures["clauses"].items()]


def put_clauses(rows: Sequence[Row], figures: Figures) -> Spots:
    figures["clauses"] = {row["code"]: filled(kind=row["kind"], text=row["text"], decided=row["decided"]) for row in rows}
    return {("clauses",): (0, "code")} | {("clauses", row["code"]): (number, "text") for number, row in enumerate(rows)}


def grade_rows(figures: Figures) -> list[Row]:
    return [{"grade": band["grade"], "over": in_hundredths(band.get("over")), "from": in_hundredths(band.get("from"))} for band in figures["grades"]["bands"]]


def put_grades(rows: Sequence[Row], figures: Figures) -> Spots:
    bounds = _bounds(rows, "over", "from")
    figures["grades"]["bands"] = [{"grade": row["grade"], **bound} for row, bound in zip(rows, bounds, strict=True)]
    return {("grades",): (0, "grade")} | {("grades", "bands", at): (at, next(iter(bound), "from")) for at, bound in enumerate(bounds)}


def authority_rows(figures: Figures) -> list[Row]:
    offices = figures["complaints"]["authority"]["offices"]
    return [{"role": each["role"], "below": in_hundredths(each.get("below")), "up_to": in_hundredths(each.get("up_to"))} for each in offices]


def put_authority(rows: Sequence[Row], figures: Figures) -> Spots:
    bounds = _bounds(rows, "below", "up_to")
    figures["complaints"]["authority"]["offices"] = [{"role": row["role"], **bound} for row, bound in zip(rows, bounds, strict=True)]
    place: Path = ("complaints", "authority")
    return {place: (0, "role")} | {(*place, "offices", at): (at, "role") for at in range(len(rows))}


def example_rows(figures: Figures) -> list[Row]:
    return [
        {"clause": each["clause"], "fact": each["fact"], "points": in_hundredths(each.get("points")), "yuan": in_hundredths(each.get("yuan")),
         "result": each.get("result"), "decided": each.get("decided")}
        for each in figures.get("examples", ())
    ]  # fmt: skip


def put_examples(rows: Sequence[Row], figures: Figures) -> Spots:
    given = [{key: whole_units(row[key]) for key in ("points", "yuan") if row[key] is not None} for row in rows]
    figures["examples"] = [
        {"clause": row["clause"], "fact": row["fact"], **own, **filled(result=row["result"], decided=row["decided"])} for row, own in zip(rows, given, strict=True)
    ]
    return {("examples", at, *part): (at, "".join(part) or "fact") for at in range(len(rows)) for part in ((), ("clause",), ("fact",), ("points",), ("yuan",), ("result",))}


def region_rows(figures: Figures) -> list[Row]:
    """One for each minimum wage; what else is said of the region stands in its first."""
    regions = figures.get("labour_law", {}).get("regions", {})
    return [
        {
            "region": name, "from": None if "from" not in wage else date.fromisoformat(str(wage["from"])), "yuan": in_hundredths(wage.get("yuan")),
            "fines_forbidden": (region.get("fines_forbidden") or None) if at == 0 else None, "decided": region.get("decided") if at == 0 else None,
        }
        for name, region in regions.items() for at, wage in enumerate(region.get("minimum_wage") or [{}])
    ]  # fmt: skip


def put_regions(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    law = figures.setdefault("labour_law", {})
    law["regions"] = {}
    for (name,), group in grouped(rows, "region"):
        paid = [(number, row) for number, row in group if row["from"] is not None or row["yuan"] is not None]
        wages = [filled(from_=row["from"]) | ({} if row["yuan"] is None else {"yuan": whole_units(row["yuan"])}) for _number, row in paid]
        forbidden = any(row["fines_forbidden"] for _number, row in group)
        decided = next((row["decided"] for _number, row in group if row["decided"]), None)
        law["regions"][name] = {"minimum_wage": wages, "fines_forbidden": forbidden} | filled(decided=decided)
        place: Path = ("labour_law", "regions", name)
        spots[place] = (group[0][0], "region")
        for at, (number, _row) in enumerate(paid):
            spots |= {(*place, "minimum_wage", at): (number, "from"), (*place, "minimum_wage", at, "yuan"): (number, "yuan")}
    return spots


def _bounds(rows: Sequence[Row], *keys: str) -> list[Figures]:
    """Of each row the bounds that are given."""
    return [{key: whole_units(row[key]) for key in keys if row[key] is not None} for row in rows]


TABLES = (
    RuleTable("actions", action_rows, put_actions, (("actions",),)),
    RuleTable("clauses", clause_rows, put_clauses, (("clauses",),)),
    RuleTable("roles", role_rows, put_roles, (("roles",),)),
    RuleTable("shifts", shift_rows, put_shifts, (("shifts",),)),
    RuleTable("grades", grade_rows, put_grades, (("grades", "bands"),)),
    RuleTable("lateness", lateness_rows, put_lateness, (("lateness",),)),
    RuleTable("ladders", ladder_rows, put_ladders, (("ladders",),)),
    RuleTable("authority", authority_rows, put_authority, (("complaints", "authority", "offices"),)),
    RuleTable("regions", region_rows, put_regions, (("labour_law", "regions"),)),
    RuleTable("payroll", payroll_rows, put_payroll, (("payroll", "columns"),)),
    RuleTable("examples", example_rows, put_examples, (("examples",),)),
    RuleTable("items", item_rows, put_items, tuple((topic,) for topic in ITEM_TOPICS)),
)
"""In the order in which they are put: names before what uses them."""
