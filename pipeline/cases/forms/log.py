"""What is logged: items, ladders, ranges, minutes, violations of one level, late rows (A-2, A-3, B)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.base.units import HUNDREDTHS, plain
from pipeline.cases.case import (
    WHO,
    FactForm,
    Invented,
    Rows,
    Values,
    lines,
    number,
    of_topic,
    post_of,
    steps,
    the_first,
    told,
)
from pipeline.cases.forms.score import SCORER, WAGE
from pipeline.rulebook.model import Item, Rulebook

NAME = "log"
PRICE = "100"


def day(number: int) -> str:
    return f"2026-08-{number:02d}"


def item_of(values: Values, rulebook: Rulebook) -> Item:
    return the_first(item for item in _logged(rulebook) if item.label == values["item"])


def clause_of_item(values: Values, rulebook: Rulebook) -> str:
    return item_of(values, rulebook).sets_off[0].clause


def _row(item: Item, on: int = 3, **more: Any) -> dict[str, Any]:
    price = {"金额": PRICE} if item.needs_price else {}
    return {"日期": day(on), "事项": item.code, **price, **more}


def _rows(item: Item, rows: Rows) -> dict[str, Rows]:
    return {"加分记录" if item.is_bonus else "扣分记录": rows}


def _nth(values: Values, rulebook: Rulebook) -> Invented:
    item, nth = item_of(values, rulebook), int(values["nth"])
    return Invented(_rows(item, [_row(item, on) for on in range(3, 3 + nth)]), day=day(2 + nth))


def _logged(rulebook: Rulebook) -> Iterator[Item]:
    yield from (*rulebook.items_on("deductions"), *rulebook.items_on("bonuses"))


def _around_times(rulebook: Rulebook) -> Iterator[Values]:
    """Once for what always costs the same; each step of a ladder, and once more than it has."""
    for item in _logged(rulebook):
        if item.points_between is None and not item.needs_minutes:
            ladders = [len(rulebook.ladders[each.ladder].steps) + 1 for each in item.sets_off if each.ladder]
            yield from ({"nth": str(nth), "item": item.label} for nth in range(1, max(ladders, default=1) + 1))


def _one(**more: Any) -> Callable[[Values, Rulebook], Invented]:
    def invents(values: Values, rulebook: Rulebook) -> Invented:
        item = item_of(values, rulebook)
        given = {header: values.get(value, value) for header, value in more.items()}
        return Invented(_rows(item, [_row(item, **given)]))

    return invents


def _around_minutes(rulebook: Rulebook) -> Iterator[Values]:
    for item in _logged(rulebook):
        bounds = [bound for each in item.sets_off if each.minutes for bound in each.minutes if bound is not None]
        yield from ({"item": item.label, "minutes": str(minutes)} for minutes in steps(bounds, least=1))


def _around_ranges(rulebook: Rulebook) -> Iterator[Values]:
    for item in _logged(rulebook):
        if item.points_between is not None and not item.is_bonus:
            low, high = item.points_between
            yield from ({"item": item.label, "points": plain(points)} for points in (low - 1, low, high, high + 1) if points > 0)


def _violations(values: Values, rulebook: Rulebook) -> Invented:
    """So many different clauses of one level, each by the item that sets it off alone."""
    level = the_first(level for level in rulebook.neglect.levels if level.label == values["level"])
    of_level: dict[str, dict[str, Any]] = {}
    for item in _logged(rulebook):
        for each in item.sets_off:
            if each.clause.startswith(level.clause_prefix) and not item.is_bonus:
                more = {"分值": plain(each.points_between[0])} if each.points_between else {"超时分钟": each.minutes[0]} if each.minutes else {}
                of_level.setdefault(each.clause, _row(item, 3 + len(of_level), **more))
    rows = list(of_level.values())[: int(values["count"])]
    return Invented({"扣分记录": rows}, clauses=(rulebook.neglect.clause,))


def _around_violations(rulebook: Rulebook) -> Iterator[Values]:
    for level in rulebook.neglect.levels:
        yield from ({"count": str(count), "level": level.label} for count in steps((level.at_least,), least=1))


def _leader(values: Values, rulebook: Rulebook) -> Invented:
    role = post_of(rulebook.leader_adjustment.roles[0], rulebook)
    return Invented({"组长奖惩": [{"分值": values["points"], "理由": "举例"}]}, person={"岗位": role})


def _around_leader(rulebook: Rulebook) -> Iterator[Values]:
    limit = rulebook.leader_adjustment.limit
    yield from ({"points": plain(points)} for points in (-limit - 1, -limit, limit, limit + 1))


def _logged_late(values: Values, rulebook: Rulebook) -> Invented:
    item = the_first(item for item in _logged(rulebook) if item.fixed_points and not item.needs_minutes)
    return Invented(_rows(item, [_row(item, 1, 登记日期=day(1 + int(values["days"])))]))


def _around_logged_late(rulebook: Rulebook) -> Iterator[Values]:
    if rulebook.review is not None:
        yield from ({"days": str(days)} for days in steps((rulebook.review.recorded_within_days,)))


def _harder(values: Values, rulebook: Rulebook) -> Invented:
    """One who records so many rows, each so much harder than as many rows of another."""
    times, item = range(3, 3 + int(values["rows"])), f"举例评分 {values['rows']} {values['points']}"
    mine = [{"日期": day(on), "事项": item, "分值": plain(HUNDREDTHS + number(values["points"])), "记录人": WHO} for on in times]
    theirs = [{"日期": day(on), "事项": item, "分值": "1", "记录人": SCORER} for on in times]
    return Invented({"扣分记录": [*mine, *theirs]}, items={item: {"points_between": [1, 100]}})


def _around_harder(rulebook: Rulebook) -> Iterator[Values]:
    rule = rulebook.review
    if rule is not None:
        yield from ({"rows": str(rule.scorer_rows), "points": plain(points)} for points in steps((rule.scorer_points,), least=1))
        yield from ({"rows": str(rows), "points": plain(rule.scorer_points)} for rows in (rule.scorer_rows - 1, rule.scorer_rows + 1))


def _more_often(values: Values, rulebook: Rulebook) -> Invented:
    """One who records an item so often, and another who does so as often as is needed to compare them."""
    item, fewest = f"举例多记 {values['rows']}", 1 if rulebook.review is None else rulebook.review.scorer_rows
    rows = [{"日期": day(3), "事项": item, "记录人": who} for who, count in ((WHO, int(values["rows"])), (SCORER, fewest)) for _each in range(count)]
    return Invented({"扣分记录": rows}, items={item: {"points": 1}})


def _around_more_often(rulebook: Rulebook) -> Iterator[Values]:
    rule = rulebook.review
    if rule is not None and rule.scorer_times is not None:
        yield from ({"rows": str(rows)} for rows in steps((rule.scorer_times * rule.scorer_rows,)))


def _around_share(rulebook: Rulebook) -> Iterator[Values]:
    if rulebook.review is not None:
        limit = int(WAGE * HUNDREDTHS * rulebook.review.share_of_wage)
        yield from ({"amount": plain(amount)} for amount in steps((limit,)))


FORMS = (
    FactForm(NAME, "第 {nth} 次{item}", clause_of_item, _nth, _around_times, lines),
    FactForm(NAME, "{item} {minutes} 分钟", clause_of_item, _one(超时分钟="minutes"), _around_minutes, lines),
    FactForm(NAME, "{item}，评 {points} 分", clause_of_item, _one(分值="points"), _around_ranges, lines),
    FactForm(NAME, "{item}，情节严重", clause_of_item, _one(情节严重="是"),
         lambda rulebook: [{"item": item.label} for item in _logged(rulebook) if any(each.when for each in item.sets_off)], lines),
    FactForm(NAME, "{count} 项不同的{level}违规", of_topic("neglect"), _violations, _around_violations, lines),
    FactForm(NAME, "组长奖惩 {points} 分", of_topic("leader_adjustment"), _leader, _around_leader, lines),
    FactForm(NAME, "事情过去 {days} 天才登记", of_topic("review"), _logged_late, _around_logged_late, told("RECORDED_LATE")),
    FactForm(NAME, "同一事项各记 {rows} 次，平均比别人多扣 {points} 分", of_topic("review"), _harder, _around_harder, told("SCORER_DIFFERS")),
    FactForm(NAME, "同一事项记 {rows} 次，别人记得少", of_topic("review"), _more_often, _around_more_often, told("SCORER_RECORDS_MORE")),
    FactForm(NAME, "本月共扣 {amount} 元", of_topic("review"), lambda values, rulebook: Invented(paid=number(values["amount"])), _around_share, told("LOSES_MOST_OF_WAGE")),
)  # fmt: skip
