"""A rulebook looked at as decision tables: gaps, overlaps, what stands twice and what nobody can reach (A-5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.language.translation import N_, _
from pipeline.rulebook.items import Consequence
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import PARTS, TOTAL
from pipeline.rulebook.references import BY_RULES, not_defined, of_department
from pipeline.rulebook.values import WORDS, Topic

OF_TABLES = ("deductions", "bonuses", "derived", "ladders", "examples", "comments")
"""Whose clauses are looked at with the other names in them (`references`)."""
Place = tuple[str | int, ...]
Span = tuple[int, int | None]


def gaps_and_shadows(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each with the place to look at, and what is left out, said twice or never reached."""
    yield from _tables(book)
    for name, own in book.of_departments.items():
        yield from of_department(book, name, _tables(own))
    yield from _unreached(book)
    yield from _not_imported(book)
    yield from ((("clauses", code), _("条款 {code} 没有条文", code=code)) for code, clause in book.clauses.items() if not clause.text.strip())
    yield from (((*place, "clause"), not_defined("clause", clause)) for place, clause in _clauses_of(book) if clause not in book.clauses)
    yield from _bounds(book)
    yield from _said_again(("grades", "bands"), [band.grade for band in book.grades.bands], N_("等级 {name} 写了两次"))
    yield from _said_again(("complaints", "authority", "offices"), [WORDS[each.role] for each in book.complaints.authority.offices], N_("核决人 {name} 写了两次"))
    for name, region in book.labour_law.regions.items():
        days = [str(wage.in_force_from) for wage in region.minimum_wage]
        yield from _said_again(("labour_law", "regions", name, "minimum_wage"), days, N_("从 {name} 起的最低工资写了两次"))
    approved, filed = book.approval.approved_on, book.approval.filed_on
    if approved is not None and filed is not None and filed < approved:
        yield ("approval", "filed_on"), _("备案日期早于批准日期")
    for at, level in enumerate(book.neglect.levels):
        clauses = [code for code in book.clauses if code.startswith(level.clause_prefix)]
        if book.neglect.counted == "clauses" and level.at_least > len(clauses):
            yield ("neglect", "levels", at, "at_least"), _("{prefix} 只有 {count} 条，没有人能达到 {at_least} 项", prefix=level.clause_prefix, count=len(clauses), at_least=level.at_least)


def _clauses_of(content: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Whatever names the clause that it follows from; what stands in tables of its own is looked at there."""
    if isinstance(content, Topic) and isinstance(clause := getattr(content, "clause", None), str):
        yield place, clause
    if isinstance(content, Topic):
        parts = [(field.alias or name, getattr(content, name)) for name, field in type(content).model_fields.items()]
    else:
        parts = list(content.items()) if isinstance(content, Mapping) else []
    yield from (found for name, each in parts if name not in OF_TABLES for found in _clauses_of(each, (*place, name)))


def _bounds(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each office ends at one amount."""
    for at, office in enumerate(book.complaints.authority.offices):
        if office.below is not None and office.up_to is not None:
            yield ("complaints", "authority", "offices", at), _("“低于”和“不超过”只写一个")


def _said_again(place: Place, names: Sequence[str], what: str) -> Iterator[tuple[Place, str]]:
    """A row of a table for what an earlier one has settled."""
    yield from (((*place, at), _(what).format(name=name)) for at, name in enumerate(names) if name in names[:at])


def _tables(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """What stands in the tables that a department may have for itself."""
    for topic in ("deductions", "bonuses", "derived"):
        for code, item in getattr(book, topic).items():
            yield from _minutes((topic, code, "sets_off"), item.sets_off)
            yield from _twice((topic, code, "sets_off"), item.sets_off)
    for name, ladder in book.ladders.items():
        for at, (before, _after) in enumerate(pairwise(ladder.steps), 1):
            if before.action is not None:
                yield ("ladders", name, "steps", at), _("前一级已经是处理，轮不到这一级")
    yield from _same_times(book)


def _minutes(place: Place, sets_off: tuple[Consequence, ...]) -> Iterator[tuple[Place, str]]:
    """Overruns from the first minute on, each once."""
    spans = sorted((each.minutes[0], at) for at, each in enumerate(sets_off) if each.minutes)
    if not spans:
        return
    if spans[0][0] < 1:
        yield (*place, spans[0][1], "minutes"), _("超时从 1 分钟起，没有 {minute} 分钟", minute=spans[0][0])
    elif spans[0][0] > 1:
        yield (*place, spans[0][1], "minutes"), _("从 1 到 {minute} 分钟没有写", minute=spans[0][0] - 1)
    for (_low, before), (low, at) in pairwise(spans):
        high = sets_off[before].minutes[1]  # type: ignore[index]
        if high is None or low <= high:
            yield (*place, at, "minutes"), _("{minute} 分钟与前一档重叠", minute=low)
        elif low > high + 1:
            yield (*place, at, "minutes"), _("从 {first} 到 {last} 分钟没有写", first=high + 1, last=low - 1)
    last = sets_off[spans[-1][1]].minutes
    if last is not None and last[1] is not None:
        yield (*place, spans[-1][1], "minutes"), _("超过 {minute} 分钟没有写", minute=last[1])


def _twice(place: Place, sets_off: tuple[Consequence, ...]) -> Iterator[tuple[Place, str]]:
    """A consequence that another of the item says already, or says otherwise of the same case."""
    for at, each in enumerate(sets_off):
        if any(each == before for before in sets_off[:at]):
            yield (*place, at, "clause"), _("同样的后果写了两次")
        elif any(_same_case(each, before) for before in sets_off[:at]):
            yield (*place, at, "clause"), _("同一条款在同样的情形下写了两种分值或罚款")


def _same_case(one: Consequence, other: Consequence) -> bool:
    """Whether both set points, or both fines, by one clause where the same minutes and the same gravity are met."""
    of_a_kind = (_has_points(one) and _has_points(other)) or (one.fine is not None and other.fine is not None)
    return of_a_kind and (one.clause, one.when) == (other.clause, other.when) and _meet(one.minutes, other.minutes)


def _has_points(each: Consequence) -> bool:
    return each.points is not None or each.points_between is not None


def _meet(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return True
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])


def _unreached(book: Rulebook) -> Iterator[tuple[Place, str]]:
    books = (book, *book.of_departments.values())
    items = [each for rules in books for item in rules.items.values() for each in item.sets_off]
    ladders = {each.ladder for each in items}
    steps = [step for rules in books for name, ladder in rules.ladders.items() if name in ladders for step in ladder.steps]
    reached = {*BY_RULES, *(each.action for each in items), *(step.action for step in steps)}
    yield from ((("ladders", name), _("没有事项用到这种递进")) for name in book.ladders if name not in ladders)
    yield from ((("actions", code), _("没有事项或递进会有这种处理")) for code in book.actions if code not in reached)


def _not_imported(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """The company's own columns for its payroll software say whose amounts they are, and leave out no amount."""
    if book.payroll is None or not book.payroll.columns:
        return
    taken = {each.of for each in book.payroll.columns}
    if "employee_id" not in taken:
        yield ("payroll", "columns"), _("没有取自“工号”的列，导入时分不清是谁的金额")
    missing = [_(header) for name, header in PARTS.items() if name not in taken]
    if missing and TOTAL not in taken:
        yield ("payroll", "columns"), _("没有取自“{missing}”的列，这些金额进不了工资；请加上，或加上取自“调整合计”的一列", missing="、".join(missing))


def _same_times(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Two shifts of the same times: an export that tells the times alone could be either."""
    seen: dict[tuple[int, int], str] = {}
    for code, shift in book.shifts.items():
        other = seen.setdefault((shift.start, shift.end), shift.label)
        if other != shift.label:
            yield ("shifts", code, "start"), _("起止时间与{other}相同", other=other)
