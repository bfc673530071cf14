"""Differences for the terminal, and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from pipeline.base.units import plain, signed, yuan
from pipeline.compare.differences import Differences, LineChange, PersonChange


def as_text(found: Differences) -> str:
    if not found.people:
        return "结果没有不同。"
    return "\n".join([f"{len(found.people)} 人的结果不同。", *found.causes, *(line for person in found.people for line in _person(person))])


def as_record(found: Differences) -> dict[str, Any]:
    return asdict(found)


def _person(person: PersonChange) -> Iterator[str]:
    yield f"{person.employee_id} {person.name}：{_result(person.before)} → {_result(person.after)}"
    for change in person.lines:
        yield "  " + _line(change)


def _result(result: dict[str, Any] | None) -> str:
    if result is None:
        return "不在表上"
    score = "—" if result["score"] is None else plain(int(result["score"]))
    return f"{score} 分 {result['grade'] or ''} 调整合计 {yuan(int(result['total']))} 元".replace("  ", " ")


def _line(change: LineChange) -> str:
    line = change.line
    figures = _figures(line)
    if change.was is not None:
        figures = f"{_figures(change.was)} → {figures}"
    return f"{change.change} {line['date'] or '全月'} {line['clause']} {line['label']} {figures}（{change.cause}）"


def _figures(figures: dict[str, Any]) -> str:
    parts = [f"{signed(int(figures['points']))} 分" if figures["points"] else "", f"{yuan(int(figures['amount']))} 元" if figures["amount"] else ""]
    return "、".join(filter(None, parts)) or "0"
