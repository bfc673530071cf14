"""The tables of a rulebook: its figures as rows that people change, and rows as figures.

A `Row` has values as the intake reads them: points in hundredths, money in fen, times in seconds. `Placed` figures say for
each path in them which row of which sheet, and which column, they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.base.units import HUNDREDTHS, clock
from pipeline.rulebook.values import WORDS, seconds

Path = tuple[str | int, ...]
Row = dict[str, Any]
Figures = dict[str, Any]
Spots = dict[Path, tuple[int, str]]
"""By path the row (from 0) and the column."""
ITEM_TOPICS = ("deductions", "bonuses", "derived")


@dataclass(frozen=True)
class RuleTable:
    """`rows` makes the rows of a sheet out of the figures; `figures` puts rows into figures and says where each came from."""

    sheet: str
    rows: Callable[[Figures], list[Row]]
    figures: Callable[[Sequence[Row], Figures], Spots]
    paths: tuple[Path, ...]
    """What the table holds, and 数值 so does not."""


def _in_hundredths(value: Any) -> int | None:
    return None if value is None else round(value * HUNDREDTHS)


def _whole_units(value: int | None) -> int | float | None:
    if value is None:
        return None
    return value // HUNDREDTHS if value % HUNDREDTHS == 0 else value / HUNDREDTHS


def _clock(value: int) -> str:
    return clock(value)


def filled(**values: Any) -> Figures:
    """The values that there are."""
    return {key.rstrip("_"): value for key, value in values.items() if value not in (None, "", False)}


def code_of(word: str | None, labels: Mapping[str, str]) -> str | None:
    """The code of a label, or the code itself."""
    return None if word is None else {label: code for code, label in labels.items()}.get(word, word)


def _by(rows: Sequence[Row], *keys: str) -> Iterator[tuple[tuple[Any, ...], list[tuple[int, Row]]]]:
    """Rows of one key, with their numbers, in the order in which each key is first met."""
    order: dict[tuple[Any, ...], list[tuple[int, Row]]] = {}
    for number, row in enumerate(rows):
        order.setdefault(tuple(row[key] for key in keys), []).append((number, row))
    yield from order.items()


# 事项


def item_rows(figures: Figures) -> list[Row]:
    return [row for topic in ITEM_TOPICS for code, item in figures[topic].items() for row in _rows_of_item(topic, code, item, figures)]


def _rows_of_item(topic: str, code: str, item: Figures, figures: Figures) -> Iterator[Row]:
    own = {"clause": code, **{key: item[key] for key in ("points", "points_between") if item.get(key) is not None}}
    sets_off = [*([own] if len(own) > 1 else []), *item.get("sets_off", [])]
    actions = figures["actions"]
    for at, each in enumerate(sets_off):
        low, high = each.get("points_between") or (None, None)
        minutes = each.get("minutes") or (None, None)
        first: Row = {"label": item["label"], "topic": topic, "gives": item.get("gives") or None, "decided": item.get("decided")} if at == 0 else {}
        yield {"label": None, "topic": None, "gives": None, "decided": each.get("decided")} | first | {
            "code": code, "clause": each["clause"], "points": _in_hundredths(each.get("points")), "low": _in_hundredths(low),
            "high": _in_hundredths(high), "fine": _in_hundredths(each.get("fine")), "ladder": _word(each.get("ladder")),
            "price": True if each.get("charge") else None, "action": actions.get(each.get("action"), each.get("action")),
            "over_from": minutes[0], "over_to": minutes[1], "serious": True if each.get("when") else None,
        }  # fmt: skip


def _word(code: str | None) -> str | None:
    return None if code is None else WORDS.get(code, code)


def put_items(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    before = {(topic, code): item for topic in ITEM_TOPICS for code, item in figures[topic].items()}
    unchanged = {key: list(_rows_of_item(*key, item, figures)) for key, item in before.items()}
    for topic in ITEM_TOPICS:
        figures[topic] = {}
    for (code,), group in _by(rows, "code"):
        number, first = group[0]
        topic = str(first["topic"] or next((topic for topic, known in before if known == code), "deductions"))
        given = [row for _number, row in group]
        item = before[topic, code] if unchanged.get((topic, code)) == given else _item(given, figures)
        figures[topic][code] = item
        spots[topic, code] = (number, "code")
        spots[topic, code, "label"] = (number, "label")
        shorthand = ("points" in item or "points_between" in item)
        for at, (number, _row) in enumerate(group):
            if shorthand and at == 0:
                spots |= {(topic, code, "points"): (number, "points"), (topic, code, "points_between"): (number, "low")}
                continue
            place = (topic, code, "sets_off", at - shorthand)
            spots[place] = (number, "clause")
            for key, column in COLUMNS_OF_A_CONSEQUENCE.items():
                spots[(*place, key)] = (number, column)
    return spots


COLUMNS_OF_A_CONSEQUENCE = {
    "clause": "clause", "points": "points", "points_between": "low", "fine": "fine", "ladder": "ladder", "charge": "price",
    "action": "action", "minutes": "over_from", "when": "serious",
}  # fmt: skip


def _item(rows: Sequence[Row], figures: Figures) -> Figures:
    first = rows[0]
    item = filled(label=first["label"], gives=first["gives"], decided=first["decided"])
    item.setdefault("label", "")
    return item | {"sets_off": [_consequence(row, at, figures) for at, row in enumerate(rows)]}


def _consequence(row: Row, at: int, figures: Figures) -> Figures:
    low, high = _whole_units(row["low"]), _whole_units(row["high"])
    over = row["over_from"] is not None or row["over_to"] is not None
    made: Figures = {"clause": row["clause"]}
    if row["points"] is not None:
        made["points"] = _whole_units(row["points"])
    if low is not None or high is not None:
        made["points_between"] = [low if low is not None else high, high if high is not None else low]
    if row["fine"] is not None:
        made["fine"] = _whole_units(row["fine"])
    return made | filled(
        ladder=code_of(row["ladder"], WORDS), charge="price" if row["price"] else None,
        action=code_of(row["action"], figures["actions"]), minutes=[row["over_from"] or 1, row["over_to"]] if over else None,
        when="serious" if row["serious"] else None, decided=row["decided"] if at else None,
    )  # fmt: skip


# 递进, 迟到早退: the company's and those of departments


def ladder_rows(figures: Figures) -> list[Row]:
    company = [(None, name, ladder) for name, ladder in figures["ladders"].items()]
    own = [(department, name, ladder) for department, rules in figures.get("departments", {}).items() for name, ladder in rules.get("ladders", {}).items()]
    return [
        {
            "department": department, "ladder": _word(name), "clause": ladder["clause"], "counted_by": ladder["counted_by"],
            "fine": _in_hundredths(step.get("fine")), "withhold": step.get("withhold"),
            "action": figures["actions"].get(step.get("action"), step.get("action")), "decided": ladder.get("decided") if at == 0 else None,
        }
        for department, name, ladder in (*company, *own) for at, step in enumerate(ladder["steps"])
    ]  # fmt: skip


def put_ladders(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    figures["ladders"] = {}
    _without(figures, "ladders")
    for (department, word), group in _by(rows, "department", "ladder"):
        name = str(code_of(word, WORDS))
        number, first = group[0]
        steps = [_step(row, figures) for _number, row in group]
        ladder = filled(clause=first["clause"], counted_by=first["counted_by"], decided=first["decided"]) | {"steps": steps}
        place: Path = ("ladders", name) if department is None else ("departments", department, "ladders", name)
        _of(figures, department).setdefault("ladders", {})[name] = ladder
        spots |= {place: (number, "ladder"), (*place, "clause"): (number, "clause"), (*place, "counted_by"): (number, "counted_by")}
        for at, (number, row) in enumerate(group):
            spots[(*place, "steps", at)] = (number, next((key for key in ("fine", "withhold", "action") if row[key] is not None), "fine"))
    return spots


def _step(row: Row, figures: Figures) -> Figures:
    fine = {} if row["fine"] is None else {"fine": _whole_units(row["fine"])}
    return fine | filled(withhold=row["withhold"], action=code_of(row["action"], figures["actions"]))


def lateness_rows(figures: Figures) -> list[Row]:
    own = [(name, rules["lateness"]) for name, rules in figures.get("departments", {}).items() if rules.get("lateness")]
    return [
        {"department": department, "up_to": up_to, "points": _in_hundredths(points), "decided": rule.get("decided") if at == 0 else None}
        for department, rule in ((None, figures["lateness"]), *own)
        for at, (up_to, points) in enumerate([*((step["up_to"], step["points"]) for step in rule["steps"]), (None, rule["over"])])
    ]


def put_lateness(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    company = {key: figures["lateness"][key] for key in ("clause", "item")}
    figures["lateness"] = dict(company)
    _without(figures, "lateness")
    for (department,), group in _by(rows, "department"):
        place: Path = ("lateness",) if department is None else ("departments", department, "lateness")
        steps = [(number, row) for number, row in group if row["up_to"] is not None]
        over = [(number, row) for number, row in group if row["up_to"] is None]
        rule = company | filled(decided=group[0][1]["decided"])
        rule["steps"] = [{"up_to": row["up_to"], "points": _whole_units(row["points"])} for _number, row in steps]
        if over:
            rule["over"] = _whole_units(over[-1][1]["points"])
        _of(figures, department)["lateness"] = rule
        spots |= {place: (group[0][0], "up_to"), (*place, "over"): ((over or group)[-1][0], "points")}
        for at, (number, _row) in enumerate(steps):
            spots |= {(*place, "steps", at): (number, "up_to"), (*place, "steps", at, "points"): (number, "points")}
    return spots


def _without(figures: Figures, topic: str) -> None:
    for name in list(figures.get("departments", {})):
        figures["departments"][name].pop(topic, None)


def _of(figures: Figures, department: str | None) -> Figures:
    """Where the rules of a department stand, or those of the company."""
    if department is None:
        return figures
    own: Figures = figures.setdefault("departments", {}).setdefault(department, {})
    return own


# Tables of names and of single rows


def shift_rows(figures: Figures) -> list[Row]:
    return [
        {
            "code": code, "label": shift["label"], "called": "、".join(shift.get("called", ())) or None, "clause": shift["clause"],
            **{edge: seconds(shift[edge]) for edge in ("start", "end", "leave_from")}, "break_minutes": shift["break_minutes"],
            "handover": True if shift.get("handover") else None, "decided": shift.get("decided"),
        }
        for code, shift in figures["shifts"].items()
    ]  # fmt: skip


def put_shifts(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    figures["shifts"] = {}
    for number, row in enumerate(rows):
        called = [name.strip() for name in (row["called"] or "").replace(",", "、").replace("，", "、").split("、") if name.strip()]
        leave = row.get("leave_from", row["end"])
        leave = row["end"] if leave is None else leave
        figures["shifts"][row["code"]] = filled(clause=row["clause"], decided=row["decided"], label=row["label"]) | {
            "called": called, "start": _clock(row["start"]), "end": _clock(row["end"]), "leave_from": _clock(leave),
            "break_minutes": row["break_minutes"], "handover": bool(row["handover"]),
        }  # fmt: skip
        spots[("shifts", row["code"])] = (number, "code")
        for column in ("label", "called", "clause", "start", "end", "leave_from", "break_minutes"):
            spots["shifts", row["code"], column] = (number, column)
    return spots


def role_rows(figures: Figures) -> list[Row]:
    return [{"code": code, "label": role["label"]} for code, role in figures["roles"].items()]


def put_roles(rows: Sequence[Row], figures: Figures) -> Spots:
    figures["roles"] = {row["code"]: {"label": row["label"]} for row in rows}
    return {("roles", row["code"], "label"): (number, "label") for number, row in enumerate(rows)}


def action_rows(figures: Figures) -> list[Row]:
    return [{"code": code, "label": label} for code, label in figures["actions"].items()]


def put_actions(rows: Sequence[Row], figures: Figures) -> Spots:
    figures["actions"] = {row["code"]: row["label"] for row in rows}
    return {("actions", row["code"]): (number, "label") for number, row in enumerate(rows)}


def clause_rows(figures: Figures) -> list[Row]:
    return [{"code": code, "kind": each["kind"], "text": each["text"], "decided": each.get("decided")} for code, each in figures["clauses"].items()]


def put_clauses(rows: Sequence[Row], figures: Figures) -> Spots:
    figures["clauses"] = {row["code"]: filled(kind=row["kind"], text=row["text"], decided=row["decided"]) for row in rows}
    return {("clauses", row["code"]): (number, "text") for number, row in enumerate(rows)}


def grade_rows(figures: Figures) -> list[Row]:
    return [{"grade": band["grade"], "over": _in_hundredths(band.get("over")), "from": _in_hundredths(band.get("from"))} for band in figures["grades"]["bands"]]


def put_grades(rows: Sequence[Row], figures: Figures) -> Spots:
    bounds = [{key: _whole_units(row[key]) for key in ("over", "from") if row[key] is not None} for row in rows]
    figures["grades"]["bands"] = [{"grade": row["grade"], **bound} for row, bound in zip(rows, bounds, strict=True)]
    return {("grades",): (0, "grade")} | {("grades", "bands", at): (at, next(iter(bound), "from")) for at, bound in enumerate(bounds)}


def authority_rows(figures: Figures) -> list[Row]:
    offices = figures["complaints"]["authority"]["offices"]
    return [{"role": each["role"], "below": _in_hundredths(each.get("below")), "up_to": _in_hundredths(each.get("up_to"))} for each in offices]


def put_authority(rows: Sequence[Row], figures: Figures) -> Spots:
    bounds = [{key: _whole_units(row[key]) for key in ("below", "up_to") if row[key] is not None} for row in rows]
    figures["complaints"]["authority"]["offices"] = [{"role": row["role"], **bound} for row, bound in zip(rows, bounds, strict=True)]
    place: Path = ("complaints", "authority")
    return {place: (0, "role")} | {(*place, "offices", at): (at, "role") for at in range(len(rows))}


TABLES = (
    RuleTable("actions", action_rows, put_actions, (("actions",),)),
    RuleTable("clauses", clause_rows, put_clauses, (("clauses",),)),
    RuleTable("roles", role_rows, put_roles, (("roles",),)),
    RuleTable("shifts", shift_rows, put_shifts, (("shifts",),)),
    RuleTable("grades", grade_rows, put_grades, (("grades", "bands"),)),
    RuleTable("lateness", lateness_rows, put_lateness, (("lateness",),)),
    RuleTable("ladders", ladder_rows, put_ladders, (("ladders",),)),
    RuleTable("authority", authority_rows, put_authority, (("complaints", "authority", "offices"),)),
    RuleTable("items", item_rows, put_items, tuple((topic,) for topic in ITEM_TOPICS)),
)
"""In the order in which they are put: names before what uses them."""
