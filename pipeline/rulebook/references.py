"""Names in a rulebook that must be defined in it, and names that may stand only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pipeline.language.translation import N_, _
from pipeline.rulebook import topics
from pipeline.rulebook.model import NAMED, REST_LABEL, Rulebook
from pipeline.rulebook.values import WORDS

Place = tuple[str | int, ...]
Known = Mapping[str, object]
BY_RULES = ("dismissal", "early_confirmation")
"""Actions that rules propose, and no item or ladder (A-1.3, A-6.3)."""
NOT_DEFINED = {
    "clause": N_("用到的条款 {name} 没有定义"), "ladder": N_("用到的阶梯 {name} 没有定义"), "action": N_("用到的处理 {name} 没有定义"),
    "item": N_("用到的事项 {name} 没有定义"), "role": N_("用到的岗位 {name} 没有定义"),
}  # fmt: skip


def not_defined(kind: str, name: str) -> str:
    return _(NOT_DEFINED[kind], name=name)


def wrong_names(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Each with the place of the name, and what is wrong with it."""
    for place, kind, name, known in [*_of_items(book), *_of_ladders(book), *_of_rules(book), *_of_roles(book), *_of_examples(book)]:
        if name not in known:
            yield place, not_defined(kind, name)
    yield from ((("actions",), not_defined("action", f"{WORDS[code]}（{code}）")) for code in BY_RULES if code not in book.actions)
    yield from _names(book)
    for department, own in book.of_departments.items():
        used = [(place, not_defined(kind, name)) for place, kind, name, known in [*_of_items(own), *_of_ladders(own), *_of_rules(own), *_of_roles(own)] if name not in known]
        yield from of_department(book, department, [*used, *_names(own)])
    yield from _codes_of_departments(book)


def of_department(book: Rulebook, department: str, wrong: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str]]:
    """Of what is wrong with a department's rules what stands in its own part, and there."""
    for place, what in wrong:
        topic = getattr(book.departments[department], str(place[0]), None) if place else None
        if topic and (not isinstance(topic, dict) or place[1] in topic):
            yield ("departments", department, *place), what


def _names(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """Names and codes that may stand only once."""
    for sheet in ("deductions", "bonuses"):
        yield from _twice({(sheet, code, "label"): item.label for code, item in getattr(book, sheet).items()})
    codes = [*book.deductions, *book.bonuses, *book.derived]
    for topic in ("bonuses", "derived"):
        yield from (((topic, code), _("代码 {code} 重复", code=code)) for code in getattr(book, topic) if codes.count(code) > 1)
    yield from _twice({("roles", code, "label"): role.label for code, role in book.roles.items()})
    shifts: dict[Place, str] = {("shifts", code, "label"): shift.label for code, shift in book.shifts.items()}
    called: dict[Place, str] = {("shifts", code, "called", at): name for code, shift in book.shifts.items() for at, name in enumerate(shift.called)}
    yield from _twice({(): REST_LABEL, **shifts, **called})
    if topics.REST in book.shifts:
        yield ("shifts", topics.REST), _("{code} 已经是{label}的代码", code=topics.REST, label=REST_LABEL)


def _codes_of_departments(book: Rulebook) -> Iterator[tuple[Place, str]]:
    """A shift or a post of a department has a code of its own, since times and posts are looked up by it; an item of the same code is
    the same item."""
    for table in NAMED:
        seen: dict[str, str] = dict.fromkeys(getattr(book, table), _("全公司"))
        for department, rules in book.departments.items():
            for code in getattr(rules, table):
                if code in seen:
                    yield ("departments", department, table, code), _("代码 {code} 已经用在{whose}，请另起一个", code=code, whose=seen[code])
                seen.setdefault(code, department)
    for topic in ("deductions", "bonuses", "derived"):
        labels = {code: item.label for code, item in getattr(book, topic).items()}
        for department, rules in book.departments.items():
            for code, item in getattr(rules, topic).items():
                if labels.setdefault(code, item.label) != item.label:
                    yield ("departments", department, topic, code, "label"), _("代码 {code} 在别处的名称是“{label}”", code=code, label=labels[code])


def _twice(names: Mapping[Place, str]) -> Iterator[tuple[Place, str]]:
    count = Counter(names.values())
    seen: set[str] = set()
    for place, name in names.items():
        if count[name] > 1 and name in seen:
            yield place, _("名称重复：{name}", name=name)
        seen.add(name)


def _of_items(book: Rulebook) -> Iterator[tuple[Place, str, str, Known]]:
    for topic in ("deductions", "bonuses", "derived"):
        for code, text in getattr(book, topic).items():
            if text.points is not None or text.points_between is not None:
                yield (topic, code), "clause", code, book.clauses
            for at, each in enumerate(text.sets_off):
                place = (topic, code, "sets_off", at)
                yield (*place, "clause"), "clause", each.clause, book.clauses
                if each.ladder is not None:
                    yield (*place, "ladder"), "ladder", each.ladder, book.ladders
                if each.action is not None:
                    yield (*place, "action"), "action", each.action, book.actions


def _of_examples(book: Rulebook) -> Iterator[tuple[Place, str, str, Known]]:
    yield from ((("examples", at, "clause"), "clause", each.clause, book.clauses) for at, each in enumerate(book.examples))


def _of_ladders(book: Rulebook) -> Iterator[tuple[Place, str, str, Known]]:
    for name, ladder in book.ladders.items():
        yield ("ladders", name, "clause"), "clause", ladder.clause, book.clauses
        for at, step in enumerate(ladder.steps):
            if step.action is not None:
                yield ("ladders", name, "steps", at, "action"), "action", step.action, book.actions


def _of_rules(book: Rulebook) -> Iterator[tuple[Place, str, str, Known]]:
    for name, rule in book:
        if isinstance(rule, topics.ItemRule):
            yield (name, "item"), "item", rule.item, book.items
    yield ("exam", "full_marks", "item"), "item", book.exam.full_marks.item, book.items
    yield ("exam", "pass_mark", "item"), "item", book.exam.pass_mark.item, book.items
    yield ("complaints", "service_item"), "item", book.complaints.service_item, book.items
    yield ("complaints", "conflict_item"), "item", book.complaints.conflict_item, book.items


def _of_roles(book: Rulebook) -> Iterator[tuple[Place, str, str, Known]]:
    named: dict[Place, tuple[str, ...]] = {
        ("recorders", "scorer"): (book.recorders.scorer,), ("recorders", "of_scorer"): (book.recorders.of_scorer,),
        ("no_complaint", "roles"): book.no_complaint.roles, ("objections", "deciders"): book.deciders, ("leader_adjustment", "roles"): book.leader_adjustment.roles,
        ("weekly_summary", "owed_by"): book.weekly_summary.owed_by,
    }  # fmt: skip
    for place, roles in named.items():
        yield from ((place, "role", role, book.every_role) for role in roles)
