"""Complaints for tests: rows with Chinese headers in, the month's casework out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pandas as pd

from pipeline.base.period import Month
from pipeline.checks.context import Context
from pipeline.checks.table import Mark
from pipeline.checks.validate import read_tables, validate
from pipeline.complaints.casework import Casework
from pipeline.findings.messages.casework import MESSAGES
from pipeline.language.chosen import chosen
from pipeline.month import story
from pipeline.month.look_back import look_back
from pipeline.rulebook.model import Rulebook
from pipeline.settlement.settle import Past
from tests.build import BOOK, EMPTY_SHEETS, MONTH, STAFF, Rows, day, parts, person

PEOPLE: Rows = [person("K1"), person("K2")]
QUALITY: dict[str, Any] = {
    "投诉类别": "质量", "投诉原因": "产品", "订单编号": "DD-1001", "产品规格": "KT-35", "批号": "B2610", "交运日期": day(1),
    "不良数量": 3, "客户要求": "退货", "改善追踪": "是",
}
CLOSED: dict[str, Any] = {
    "责任部门": "客户服务部", "投诉金额": 300, "调查完成日期": day(5), "报告日期": day(6), "核决人": "销售部门经理", "核决日期": day(6),
    "结案日期": day(8), "处理方式": "其他", "客户接受": "是", "答复方式": "电话", "答复日期": day(8),
}


def number(serial: int, month: str = MONTH) -> str:
    return f"KS-{month.replace('-', '')}-{serial:04d}"


def received(serial: int, on: str = day(3), **more: Any) -> dict[str, Any]:
    """An effective complaint about service, received and accepted on a day by somebody, of which nothing else is known."""
    row = {
        "投诉编号": number(serial, on[:7]), "投诉日期": on, "受理日期": on, "客户名称": "锦绣花园业主", "联系电话": "13900000000",
        "投诉类别": "非质量", "投诉原因": "服务", "是否有效": "是", "处理人": "接待员",
    }
    return row | more


def closed(serial: int, **more: Any) -> dict[str, Any]:
    """A complaint that was handled in time, with everything on record."""
    return received(serial, **(CLOSED | more))


def later(on: str, days: int) -> str:
    return (date.fromisoformat(on) + timedelta(days=days)).isoformat()


def worked_out(
    rows: Iterable[Mapping[str, Any]], *, as_of: str | None = None, month: str = MONTH, rulebook: Rulebook = BOOK,
    people: Rows = PEOPLE, held: Collection[str] = (),
) -> Casework:
    """The month's casework, as of its last day unless another is said; a draft's when people are held back.

    The same is worked out once; each has frames of its own.
    """
    rows = list(rows)
    asked = repr((rows, as_of, month, rulebook.text, people, sorted(held), chosen()))
    if asked not in _worked_out:
        _worked_out[asked] = _work_out(rows, as_of, Month.parse(month), rulebook, people, held)
    return with_own_frames(_worked_out[asked])


_worked_out: dict[str, Casework] = {}


def _work_out(rows: Sequence[Mapping[str, Any]], as_of: str | None, when: Month, rulebook: Rulebook, people: Rows, held: Collection[str]) -> Casework:
    sheets = {"花名册": [*STAFF, *people]} | {title: [] for title in EMPTY_SHEETS} | {"投诉登记": [dict(row) for row in rows]}
    checked = validate(read_tables(parts(sheets), rulebook), when, rulebook)
    assert not [finding.message for finding in checked.findings if finding.level == "error"]
    day_of = when.last if as_of is None else date.fromisoformat(as_of)
    looked = look_back(checked.tables, when, rulebook, Past())
    found = story.complaints_worked(replace(checked, held=frozenset(held)), looked, when, day_of, rulebook)
    assert found is not None
    return found


def with_own_frames(work: Casework) -> Casework:
    """The same, to be changed."""
    return replace(work, **{name: value.copy() for name, value in vars(work).items() if isinstance(value, pd.DataFrame)})


def tracked(*rows: Mapping[str, Any], **options: Any) -> dict[str, Any]:
    """What 投诉跟踪 says of the first of these complaints."""
    frame = worked_out(rows, **options).tracking
    return one(frame[frame["complaint_no"] == rows[0]["投诉编号"]])


def apart(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Complaints of one register that have nothing to do with each other."""
    return [
        {**row, "投诉编号": number(serial, row["投诉日期"][:7]), "客户名称": f"客户{serial}", "联系电话": f"139{serial:08d}"}
        for serial, row in enumerate(rows, 1)
    ]


def tracked_apart(cases: Mapping[Any, Mapping[str, Any]], **options: Any) -> Callable[..., dict[str, Any]]:
    """What 投诉跟踪 says of each of these cases by its key."""
    return said_apart("tracking", cases, **options)


def said_apart(frame: str, cases: Mapping[Any, Mapping[str, Any]], **options: Any) -> Callable[..., dict[str, Any]]:
    """The row of each of these cases by its key; all are worked out once, when the first is asked about."""

    @cache
    def register() -> dict[Any, dict[str, Any]]:
        rows = apart(cases.values())
        said = {row["complaint_no"]: row for row in records(getattr(worked_out(rows, **options), frame))}
        assert len(said) == len(rows)
        return {key: said[row["投诉编号"]] for key, row in zip(cases, rows, strict=True)}

    return lambda *key: register()[key if len(key) > 1 else key[0]]


def one(frame: pd.DataFrame) -> dict[str, Any]:
    """The only row of a frame; what is missing is None."""
    assert len(frame) == 1, frame
    return records(frame)[0]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    drawn = frame.astype(object).where(frame.notna(), None)
    for name in frame.select_dtypes("datetime").columns:
        drawn[name] = [value and f"{value:%Y-%m-%d}" for value in drawn[name]]
    return [{str(key): value for key, value in row.items()} for row in drawn.to_dict("records")]


def found(check: Callable[[Context], Iterable[Mark]], month: str = MONTH, **sheets: Rows) -> list[tuple[str, str, int, str]]:
    """What a check finds: level, code, row and the message."""
    tables = read_tables(parts({"花名册": [*STAFF, *PEOPLE]} | sheets), BOOK)
    said = []
    for mark in check(Context(tables, Month.parse(month), BOOK)):
        table = tables[mark.table]
        finding, message = table.finding(mark), MESSAGES[mark.code]
        assert finding.row is not None
        text = message.text.format(**finding.words) + message.advice.format(**finding.words)
        said.append((message.level, mark.code, finding.row, text))
    return said
