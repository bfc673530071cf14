"""递进 and 迟到早退: the company's, and those of departments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.amendment.rows import (
    Figures,
    Row,
    Spots,
    code_of,
    company_and_departments,
    emptied,
    filled,
    grouped,
    in_hundredths,
    place_of,
    rules_of,
    whole_units,
    word_of,
)
from pipeline.language.translation import _
from pipeline.rulebook.values import WORDS


def ladder_rows(figures: Figures) -> list[Row]:
    return [
        {
            "department": department, "ladder": word_of(name), "clause": ladder["clause"], "counted_by": ladder["counted_by"],
            "fine": in_hundredths(step.get("fine")), "withhold": step.get("withhold"),
            "action": figures["actions"].get(step.get("action"), step.get("action")), "decided": ladder.get("decided") if at == 0 else None,
        }
        for department, rules in company_and_departments(figures) for name, ladder in rules.get("ladders", {}).items()
        for at, step in enumerate(ladder["steps"])
    ]  # fmt: skip


def put_ladders(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    emptied(figures, "ladders")
    for (department, word), group in grouped(rows, "department", "ladder"):
        name = str(code_of(word, WORDS))
        number, first = group[0]
        steps = [_step(row, figures) for _number, row in group]
        ladder = filled(clause=first["clause"], counted_by=first["counted_by"], decided=first["decided"]) | {"steps": steps}
        place = place_of(department, "ladders", name)
        rules_of(figures, department).setdefault("ladders", {})[name] = ladder
        spots |= {place: (number, "ladder"), (*place, "clause"): (number, "clause"), (*place, "counted_by"): (number, "counted_by")}
        for at, (number, row) in enumerate(group):
            spots[(*place, "steps", at)] = (number, next((key for key in ("fine", "withhold", "action") if row[key] is not None), "fine"))
    return spots


def _step(row: Row, figures: Figures) -> Figures:
    fine = {} if row["fine"] is None else {"fine": whole_units(row["fine"])}
    return fine | filled(withhold=row["withhold"], action=code_of(row["action"], figures["actions"]))


def lateness_rows(figures: Figures) -> list[Row]:
    return [
        {"department": department, "up_to": up_to, "points": in_hundredths(points), "decided": rule.get("decided") if at == 0 else None}
        for department, rules in company_and_departments(figures) if (rule := rules.get("lateness"))
        for at, (up_to, points) in enumerate([*((step["up_to"], step["points"]) for step in rule["steps"]), (None, rule["over"])])
    ]


def without_end(rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Scales of lateness that say nothing of more minutes than the last of them: the row, its column, and what is wrong."""
    for _department, group in grouped(rows, "department"):
        if all(row["up_to"] is not None for _number, row in group):
            yield group[-1][0], "up_to", _("缺少最后一档：再加一行，“不超过”留空，写超过以上各档扣几分")


def put_lateness(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    company = {key: figures["lateness"][key] for key in ("clause", "item")}
    emptied(figures, "lateness")
    figures["lateness"] = dict(company)
    for (department,), group in grouped(rows, "department"):
        place = place_of(department, "lateness")
        steps = [(number, row) for number, row in group if row["up_to"] is not None]
        over = [(number, row) for number, row in group if row["up_to"] is None]
        rule = company | filled(decided=group[0][1]["decided"])
        rule["steps"] = [{"up_to": row["up_to"], "points": whole_units(row["points"])} for _number, row in steps]
        if over:
            rule["over"] = whole_units(over[-1][1]["points"])
        rules_of(figures, department)["lateness"] = rule
        spots |= {place: (group[0][0], "up_to"), (*place, "over"): ((over or group)[-1][0], "points")}
        for at, (number, _row) in enumerate(steps):
            spots |= {(*place, "steps", at): (number, "up_to"), (*place, "steps", at, "points"): (number, "points")}
    return spots
