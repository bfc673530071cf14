"""Two rulebooks beside each other, in words (A-5.3)."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, parameters


def changes(old: Rulebook, new: Rulebook) -> list[str]:
    """What is different in `new`, a sentence each; nothing where only the wording of reasons differs."""
    before, after = ({each.path: each for each in parameters(book)} for book in (old, new))
    lines = list(_force(old, new))
    for path in [*before, *(path for path in after if path not in before)]:
        was, now = before.get(path), after.get(path)
        if was is None and now is not None:
            lines.append(f"{now.clause} {now.name}：新增 {_value(now)}")
        elif now is None and was is not None:
            lines.append(f"{was.clause} {was.name}：取消（原为 {_value(was)}）")
        elif was is not None and now is not None and was.value != now.value:
            lines.append(f"{now.clause} {now.name}：{_value(was)} → {_value(now)}")
    return lines + list(_clauses(old, new))


def _force(old: Rulebook, new: Rulebook) -> Iterator[str]:
    if old.effective_from != new.effective_from:
        yield f"施行日期：{old.effective_from} → {new.effective_from}"


def _clauses(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for code in [*old.clauses, *(code for code in new.clauses if code not in old.clauses)]:
        was, now = old.clauses.get(code), new.clauses.get(code)
        if was is None and now is not None:
            yield f"{code} 条文：新增“{now.text}”"
        elif now is None and was is not None:
            yield f"{code} 条文：取消“{was.text}”"
        elif was is not None and now is not None and was.text != now.text:
            yield f"{code} 条文：“{was.text}” → “{now.text}”"


def _value(parameter: Parameter) -> str:
    return f"{parameter.words} {parameter.unit}".strip()
