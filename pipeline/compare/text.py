"""Differences for the terminal, and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.base.units import plain, signed, yuan
from pipeline.compare.differences import Differences, LineChange, PersonChange
from pipeline.language.translation import _


def as_text(found: Differences) -> str:
    if not found.people:
        return _("结果没有不同。")
    return "\n".join([_("{people} 人的结果不同。", people=len(found.people)), *found.causes, *(line for person in found.people for line in _person(person))])


def as_record(found: Differences) -> dict[str, Any]:
    return asdict(found)


def _person(person: PersonChange) -> Iterator[str]:
    yield f"{person.employee_id} {person.name}：{_result(person.before)} → {_result(person.after)}"
    for change in person.lines:
        yield "  " + _line(change)


def _result(result: dict[str, Any] | None) -> str:
    if result is None:
        return _("不在表上")
    score = "—" if result["score"] is None else plain(int(result["score"]))
    return _("{score} 分 {grade} 调整合计 {total} 元", score=score, grade=result["grade"] or "", total=yuan(int(result["total"]))).replace("  ", " ")


def _line(change: LineChange) -> str:
    line = change.line
    figures = _figures(line)
    if change.was is not None:
        figures = f"{_figures(change.was)} → {figures}"
    return f"{change.change} {line['date'] or _('全月')} {line['clause']} {line['label']} {figures}（{change.cause}）"


def _figures(figures: dict[str, Any]) -> str:
    parts = [_("{points} 分", points=signed(int(figures['points']))) if figures["points"] else "", _("{amount} 元", amount=yuan(int(figures['amount']))) if figures["amount"] else ""]
    return "、".join(filter(None, parts)) or "0"
