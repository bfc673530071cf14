"""Two rulebooks beside each other, in words (A-5.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language.translation import _
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import NONE, Parameter, parameters


def changes(old: Rulebook, new: Rulebook) -> list[str]:
    """What is different in `new`, a sentence each; nothing where only the wording of reasons differs."""
    before, after = ({each.path: each for each in parameters(book)} for book in (old, new))
    lines = list(_force(old, new))
    for path in [*before, *(path for path in after if path not in before)]:
        was, now = before.get(path), after.get(path)
        if was is None and now is not None:
            lines.append(_("{clause} {name}：新增 {now}", clause=now.clause, name=now.name, now=_value(now)).strip())
        elif now is None and was is not None:
            lines.append(_("{clause} {name}：取消（原为 {was}）", clause=was.clause, name=was.name, was=_value(was)).strip())
        elif was is not None and now is not None and was.value != now.value:
            lines.append(f"{now.clause} {now.name}：{_value(was)} → {_value(now)}")
    moved = {(was.clause, now.clause, _owner(now)) for path, was in before.items() if (now := after.get(path)) is not None and was.clause != now.clause}
    lines += [_("{owner}：依据的条款 {was} → {now}", owner=owner, was=was or "—", now=now or "—") for was, now, owner in sorted(moved)]
    return [*lines, *_posts(old, new), *_clauses(old, new), *_examples(old, new)]


def texts_left_behind(old: Rulebook, new: Rulebook) -> list[str]:
    """Clauses whose text is as it was and has a figure that is none of theirs any more, a sentence each."""
    before, after = ({each.path: each for each in parameters(book)} for book in (old, new))
    figures = {(each.clause, _value(each)) for each in after.values()}
    left: dict[tuple[str, str], dict[str, None]] = {}
    for path, was in before.items():
        now, clause, figure = after.get(path), new.clauses.get(was.clause), _value(was)
        if now is None or not was.unit or (was.clause, figure) in figures or clause is None or clause.text != old.clauses[was.clause].text:
            continue
        if re.search(rf"(?<![\d.]){re.escape(figure)}", re.sub(r"(?<=\d),(?=\d{3})", "", clause.text)):
            left.setdefault((was.clause, figure), {})[_value(now)] = None
    return [
        _("{clause} 的条文还写着“{figure}”，数值已改为 {now}；条文也要改的，请在“条文”表里改。", clause=clause, figure=figure, now="、".join(now))
        for (clause, figure), now in left.items()
    ]


def _force(old: Rulebook, new: Rulebook) -> Iterator[str]:
    if old.effective_from != new.effective_from:
        yield _("施行日期：{before} → {after}", before=old.effective_from, after=new.effective_from)


def _posts(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for code in [*old.roles, *(code for code in new.roles if code not in old.roles)]:
        was, now = old.roles.get(code), new.roles.get(code)
        if was is None and now is not None:
            yield _("岗位：新增“{post}”", post=now.label)
        elif now is None and was is not None:
            yield _("岗位：取消“{post}”", post=was.label)
        elif was is not None and now is not None and was.label != now.label:
            yield _("岗位：“{before}” → “{after}”", before=was.label, after=now.label)


def _clauses(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for code in [*old.clauses, *(code for code in new.clauses if code not in old.clauses)]:
        was, now = old.clauses.get(code), new.clauses.get(code)
        if was is None and now is not None:
            yield _("{code} 条文：新增“{text}”", code=code, text=now.text)
        elif now is None and was is not None:
            yield _("{code} 条文：取消“{text}”", code=code, text=was.text)
        elif was is not None and now is not None and was.kind != now.kind:
            yield _("{code} 种类：{before} → {after}", code=code, before=was.kind_label, after=now.kind_label)
        if was is not None and now is not None and was.text != now.text:
            yield _("{code} 条文：“{before}” → “{after}”", code=code, before=was.text, after=now.text)


def _examples(old: Rulebook, new: Rulebook) -> Iterator[str]:
    before, after = ([(each.clause, each.said) for each in book.examples] for book in (old, new))
    yield from (_("{code} 例子：取消“{text}”", code=code, text=text) for code, text in before if (code, text) not in after)
    yield from (_("{code} 例子：新增“{text}”", code=code, text=text) for code, text in after if (code, text) not in before)


def _owner(parameter: Parameter) -> str:
    """What the figure is one of: a shift or an item with its name, or the figure itself."""
    return parameter.name.rpartition("：")[0] or parameter.name


def _value(parameter: Parameter) -> str:
    return NONE if parameter.value is None and not parameter.unit else f"{parameter.words} {parameter.unit}".strip()
