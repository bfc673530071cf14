"""Figures that are each possible and do not fit together; none of them may come into force (A-5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipeline.base.units import HUNDREDTHS
from pipeline.language.translation import _
from pipeline.rulebook.casework import UNLIMITED
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.references import of_department
from pipeline.rulebook.topics import Ladder
from pipeline.rulebook.values import WORDS

Place = tuple[str | int, ...]


def contradictions(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each with the place of the figure to look at, and what it contradicts."""
    yield from _contradictions_within(book)
    yield from _of_departments(book)


def _contradictions_within(book: Rulebook) -> Iterator[tuple[Place, str]]:
    yield from _of_the_score(book)
    yield from _of_grades(book)
    yield from _of_authority(book)
    yield from _of_lateness(book)
    if "complaint" in book.ladders and book.ladders["complaint"].counted_by != "month":
        yield ("ladders", "complaint", "counted_by"), _("投诉的次数只能按自然月累计（B-6）")
    for name, ladder in book.ladders.items():
        yield from _of_a_ladder(("ladders", name, "steps"), ladder)
    yield from _of_shifts(book)
    if book.exam.pass_mark.points > book.exam.full_marks.points:
        yield ("exam", "pass_mark", "points"), _("及格分 {pass_mark} 高于满分 {full_marks}", pass_mark=_said(book.exam.pass_mark.points), full_marks=_said(book.exam.full_marks.points))
    grades = [*(band.grade for band in book.grades.bands), book.grades.below]
    wanted = book.resignation.early_confirmation.grade
    if wanted not in grades:
        yield ("resignation", "early_confirmation", "grade"), _("没有等级 {wanted}，等级有 {grades}", wanted=wanted, grades='、'.join(grades))
    for at, (before, after) in enumerate(pairwise(book.neglect.levels)):
        if after.at_least <= before.at_least and after.clause_prefix == before.clause_prefix:
            yield ("neglect", "levels", at + 1, "at_least"), _("{after} 项不多于前一级的 {before} 项", after=after.at_least, before=before.at_least)


def _of_the_score(book: Rulebook) -> Iterator[tuple[Place, str]]:
    base, cap = book.score.base.points, book.score.cap.points
    if cap < base:
        yield ("score", "cap", "points"), _("每月最高分 {cap} 低于每月基础分 {base}", cap=_said(cap), base=_said(base))
    bounds: list[tuple[Place, int]] = [
        (("pay", "baseline", "points"), book.pay.baseline.points),
        (("dismissal", "below"), book.dismissal.below),
        (("dismissal", "last_place", "below"), book.dismissal.last_place.below),
        *((("grades", "bands", at), band.edge[0]) for at, band in enumerate(book.grades.bands)),
    ]
    for place, bound in bounds:
        if bound > max(base, cap):
            yield place, _("{bound} 高于每月最高分 {cap}，没有人能达到", bound=_said(bound), cap=_said(cap))


def _of_grades(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each begins below the one before."""
    for at, (above, band) in enumerate(pairwise(book.grades.bands), 1):
        if band.edge >= above.edge:
            yield ("grades", "bands", at), _("等级 {grade} 的界限不低于前一行 {above} 的；等级应从高到低", grade=band.grade, above=above.grade)


def _of_authority(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each decides more than the one before, and the last one everything."""
    place, offices = ("complaints", "authority", "offices"), book.complaints.authority.offices
    for at, (lower, office) in enumerate(pairwise(offices), 1):
        if office.bound <= lower.bound:
            yield (*place, at), _("{office} 的权限不高于前一行的；权限应从低到高", office=WORDS[office.role])
    if offices[-1].bound[0] != UNLIMITED:
        yield (*place, len(offices) - 1), _("最后一行 {office} 不应有上限，不然更大的金额没有人能核决", office=WORDS[offices[-1].role])


def _of_departments(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """A department's own rules fit together like the company's; its ladders are the company's, counted over the same time."""
    for name, own in book.departments.items():
        for ladder, rule in own.ladders.items():
            place = ("departments", name, "ladders", ladder)
            if ladder not in book.ladders:
                yield place, _("全公司没有递进 {name}，请先写全公司的", name=ladder)
            elif rule.counted_by != book.ladders[ladder].counted_by:
                yield (*place, "counted_by"), _("部门的阶梯要与全公司的按同样的时间累计")
    for name, own_rules in book.of_departments.items():
        yield from of_department(book, name, _contradictions_within(own_rules))


def _of_lateness(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """The scale rises with the minutes, and stays within what the clause of its item allows."""
    rule = book.lateness
    for at, (sooner, later) in enumerate(pairwise(rule.steps), 1):
        if later.up_to <= sooner.up_to:
            yield ("lateness", "steps", at), _("不超过 {after} 分钟，不多于前一档的 {before} 分钟；各档应从小到大", after=later.up_to, before=sooner.up_to)
    scale = [*((("lateness", "steps", at, "points"), step.points) for at, step in enumerate(rule.steps)), (("lateness", "over"), rule.over)]
    for (_place, before), (place, after) in pairwise(scale):
        if after < before:
            yield place, _("扣 {after} 分，少于前一档的 {before} 分", after=_said(after), before=_said(before))
    item = book.items[rule.item]
    low, high = item.points_between or (item.fixed_points, item.fixed_points)
    for place, points in scale:
        if low is not None and high is not None and not low <= points <= high:
            yield place, _("扣 {points} 分，超出事项 {code} 的 {low} 至 {high} 分", points=_said(points), code=item.code, low=_said(low), high=_said(high))


def _of_a_ladder(place: Place, ladder: Ladder) -> Iterator[tuple[Place, str]]:
    """A fine never falls, and none follows on what is graver: a month's wage, an action."""
    for at, (before, after) in enumerate(pairwise(ladder.steps), 1):
        if after.fine is None:
            continue
        if before.fine is None:
            yield (*place, at), _("罚款 {fine} 元轻于前一级的处理", fine=_said(after.fine))
        elif after.fine < before.fine:
            yield (*place, at, "fine"), _("罚款 {after} 元少于前一级的 {before} 元", after=_said(after.fine), before=_said(before.fine))


def _of_shifts(book: Rulebook) -> Iterator[tuple[Place, str]]:
    for name, shift in book.shifts.items():
        if shift.end <= shift.start:
            yield ("shifts", name, "end"), _("班次结束不晚于班次开始")
        elif not shift.start <= shift.leave_from <= shift.end:
            yield ("shifts", name, "leave_from"), _("可以离开的时刻不在班次之内")
        elif shift.break_minutes * 60 >= shift.end - shift.start:
            yield ("shifts", name, "break_minutes"), _("休息不短于整个班次")


def _said(hundredths: int) -> str:
    return f"{hundredths / HUNDREDTHS:g}"
