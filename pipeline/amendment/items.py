"""事项: an item is one row for each of its consequences."""

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
)  # fmt: skip
from pipeline.language.translation import _
from pipeline.rulebook.values import WORDS

ITEM_TOPICS = ("deductions", "bonuses", "derived")
OWN_POINTS = {"points", "points_between"}
Key = tuple[str | None, str, str]


def item_rows(figures: Figures) -> list[Row]:
    return [row for key, item in _items(figures).items() for row in _rows_of_item(key, item, figures)]


def _items(figures: Figures) -> dict[Key, Figures]:
    """By department (None is the company), topic and code."""
    return {
        (department, topic, code): item
        for department, rules in company_and_departments(figures) for topic in ITEM_TOPICS for code, item in rules.get(topic, {}).items()
    }  # fmt: skip


def _rows_of_item(key: Key, item: Figures, figures: Figures) -> Iterator[Row]:
    department, topic, code = key
    own = {"clause": code, **{key: item[key] for key in sorted(OWN_POINTS) if item.get(key) is not None}}
    sets_off = [*([own] if len(own) > 1 else []), *item.get("sets_off", [])]
    actions = figures["actions"]
    for at, each in enumerate(sets_off):
        low, high = each.get("points_between") or (None, None)
        minutes = each.get("minutes") or (None, None)
        first: Row = {"label": item["label"], "topic": topic, "gives": item.get("gives") or None, "decided": item.get("decided")} if at == 0 else {}
        yield {"label": None, "topic": None, "gives": None, "decided": each.get("decided")} | first | {
            "department": department, "code": code, "clause": each["clause"], "points": in_hundredths(each.get("points")), "low": in_hundredths(low),
            "high": in_hundredths(high), "fine": in_hundredths(each.get("fine")), "ladder": word_of(each.get("ladder")),
            "price": True if each.get("charge") else None, "action": actions.get(each.get("action"), each.get("action")),
            "over_from": minutes[0], "over_to": minutes[1], "serious": True if each.get("when") else None,
        }  # fmt: skip


def other_things(rows: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Rows that have the code of another thing: the row, the column that says so, and what is wrong."""
    for (_department, code), group in grouped(rows, "department", "code"):
        first = group[0][1]
        for number, row in group[1:]:
            column = next((each for each in ("label", "topic") if row[each] is not None and row[each] != first[each]), None)
            if column is not None:
                yield number, column, _("代码 {code} 已经是“{label}”；另一件事请另起代码", code=code, label=first["label"])


def put_items(rows: Sequence[Row], figures: Figures) -> Spots:
    spots: Spots = {}
    before = _items(figures)
    unchanged = {key: list(_rows_of_item(key, item, figures)) for key, item in before.items()}
    for topic in ITEM_TOPICS:
        emptied(figures, topic)
    for (department, code), group in grouped(rows, "department", "code"):
        number, first = group[0]
        topic = str(first["topic"] or next((topic for _department, topic, known in before if known == code), "deductions"))
        given = [row for _number, row in group]
        of_item = department, topic, code
        item = before[of_item] if unchanged.get(of_item) == given else _item(given, figures, as_before=before.get(of_item, {}))
        rules_of(figures, department).setdefault(topic, {})[code] = item
        own = place_of(department, topic, code)
        spots |= {own: (number, "code"), (*own, "label"): (number, "label")}
        shorthand = bool(item.keys() & OWN_POINTS)
        for at, (number, _row) in enumerate(group):
            if shorthand and at == 0:
                spots |= {(*own, "points"): (number, "points"), (*own, "points_between"): (number, "low")}
                continue
            place = (*own, "sets_off", at - shorthand)
            spots[place] = (number, "clause")
            for key, column in COLUMNS_OF_A_CONSEQUENCE.items():
                spots[(*place, key)] = (number, column)
    return spots


COLUMNS_OF_A_CONSEQUENCE = {
    "clause": "clause", "points": "points", "points_between": "low", "fine": "fine", "ladder": "ladder", "charge": "price",
    "action": "action", "minutes": "over_from", "when": "serious",
}  # fmt: skip


def _item(rows: Sequence[Row], figures: Figures, as_before: Figures) -> Figures:
    """Points of the item's own clause stand at the item itself where they did before, so that nothing else seems to have changed."""
    first = rows[0]
    item = filled(label=first["label"], gives=first["gives"], decided=first["decided"])
    item.setdefault("label", "")
    own, *others = (_consequence(row, at, figures) for at, row in enumerate(rows))
    points = {key: own[key] for key in OWN_POINTS if key in own}
    if as_before.keys() & OWN_POINTS and points and own == {"clause": first["code"], **points}:
        return item | points | filled(sets_off=others or None)
    return item | {"sets_off": [own, *others]}


def _consequence(row: Row, at: int, figures: Figures) -> Figures:
    low, high = whole_units(row["low"]), whole_units(row["high"])
    over = row["over_from"] is not None or row["over_to"] is not None
    made: Figures = {"clause": row["clause"]}
    if row["points"] is not None:
        made["points"] = whole_units(row["points"])
    if low is not None or high is not None:
        made["points_between"] = [low if low is not None else high, high if high is not None else low]
    if row["fine"] is not None:
        made["fine"] = whole_units(row["fine"])
    return made | filled(
        ladder=code_of(row["ladder"], WORDS), charge="price" if row["price"] else None,
        action=code_of(row["action"], figures["actions"]), minutes=[row["over_from"] or 1, row["over_to"]] if over else None,
        when="serious" if row["serious"] else None, decided=row["decided"] if at else None,
    )  # fmt: skip
