"""What is different between two records, person by person and line by line, and what it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.language.translation import _
from pipeline.outputs.lines_json import LINE, RESULT, Record
from pipeline.rules.line_changes import line_changes

EVENT = ["employee_id", "date", "clause", "item", "category"]
FIGURES = ["points", "amount"]


@dataclass(frozen=True)
class LineChange:
    """`change` is 新增, 取消 or 改变; `line` as it is now (as it was, where it went), `was` the figures before."""

    change: str
    line: dict[str, Any]
    was: dict[str, int] | None
    cause: str


@dataclass(frozen=True)
class PersonChange:
    """Results before and after; None for who was not there."""

    employee_id: str
    name: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    lines: tuple[LineChange, ...]


@dataclass(frozen=True)
class Differences:
    people: tuple[PersonChange, ...]
    causes: tuple[str, ...]


def differences(before: Record, after: Record) -> Differences:
    """Of two runs of one month, or of two months; of the latter other rules are told, and the day of a line does not matter."""
    of_one_month = before.made_of["month"] == after.made_of["month"]
    causes = _causes(before.made_of, after.made_of)
    if not of_one_month:
        causes = {what: said for what, said in causes.items() if what == "rulebook"}
    event = EVENT if of_one_month else [name for name in EVENT if name != "date"]
    by_person: dict[str, list[LineChange]] = {}
    for change in _line_changes(before.lines, after.lines, event, causes, of_one_month):
        by_person.setdefault(change.line["employee_id"], []).append(change)
    was, now = _results(before.people), _results(after.people)
    changed = [who for who in sorted({*was, *now}) if was.get(who) != now.get(who) or who in by_person]
    people = tuple(
        PersonChange(who, str((now.get(who) or was[who])["name"]), was.get(who), now.get(who), tuple(by_person.get(who, ())))
        for who in changed
    )
    return Differences(people, tuple(causes.values()))


def _results(people: pd.DataFrame) -> dict[str, dict[str, Any]]:
    rows = people[RESULT].astype(object).where(people[RESULT].notna(), None).to_dict("records")
    return {str(row["employee_id"]): {str(name): value for name, value in row.items()} for row in rows}


def _line_changes(
    before: pd.DataFrame, after: pd.DataFrame, event: list[str], causes: dict[str, str], of_one_month: bool
) -> Iterator[LineChange]:
    went, came = line_changes(before, after, [*event, *FIGURES])
    old, new = _numbered(went, event), _numbered(came, event)
    for key in sorted({*old, *new}, key=str):
        was, now = old.get(key), new.get(key)
        line = now or was
        assert line is not None
        change = _("改变") if was and now else _("新增") if now else _("取消")
        figures = {name: int(was[name]) for name in FIGURES} if was and now else None
        yield LineChange(change, line, figures, _cause(line, causes) if of_one_month else _("月份不同"))


def _numbered(lines: pd.DataFrame, event: list[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Lines by their event and the how-manieth of it they are."""
    nth = lines.groupby(event, dropna=False).cumcount()
    rows = lines[LINE].astype(object).where(lines[LINE].notna(), None).to_dict("records")
    return {
        (*(row[name] for name in event), int(number)): {str(name): value for name, value in row.items()}
        for row, number in zip(rows, nth, strict=True)
    }


def _causes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What the two runs were made of that differs: by input file, or "rulebook" or "version"."""
    found = {}
    files = sorted({*before["inputs"], *after["inputs"]})
    for file in files:
        was, now = before["inputs"].get(file), after["inputs"].get(file)
        if was != now:
            change = _("有改动") if was and now else _("新放入") if now else _("已拿走")
            found[file] = _("输入：{file} {change}", file=file, change=change)
    if before["rulebook"]["sha256"] != after["rulebook"]["sha256"]:
        found["rulebook"] = _("规则：{before} → {after}", before=before['rulebook']['name'], after=after['rulebook']['name'])
    if before["version"] != after["version"]:
        found["version"] = _("程序版本：{before} → {after}", before=before['version'], after=after['version'])
    return found


def _cause(line: dict[str, Any], causes: dict[str, str]) -> str:
    """The line's own file where that changed, else whatever changed."""
    return causes.get(str(line["file"])) or "；".join(causes.values()) or _("档案库中以前月份的变化")
