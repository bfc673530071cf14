"""What Excel checks while people type, and what it says to them: a column as a data validation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pipeline.base.period import Month
from pipeline.schemas.column import Column
from pipeline.schemas.sheet import Sheet
from pipeline.templates.allowed import Bounds, choices, limits
from pipeline.templates.known import KnownAhead
from pipeline.templates.option_lists import OptionLists
from pipeline.workbooks.days import FIRST_YEAR, LAST_YEAR

LONGEST_PROMPT = 255
LONGEST_ID = 32
Options = dict[str, Any]


def entry_check(
    column: Column, sheet: Sheet, known: KnownAhead, lists: OptionLists, first: str, span: str
) -> Options | None:
    """XlsxWriter's options for the column, None where anything may be typed.

    `first` is the column's first data cell ("B2"), `span` all of them ("$B$2:$B$99"), for checks that are formulas.
    """
    if column.kind == "person" and known.people:
        return _said(column, "请从下拉列表选择，或只写工号。", _list(column, lists.source("people", known.offered_people)))
    entries = choices(column, sheet, known.rulebook)
    if entries:
        return _said(column, "请从下拉列表选择。", _list(column, lists.source(f"{sheet.name}_{column.name}", entries)))
    if known.month is not None and column.span in SPANS:
        options, request = SPANS[column.span](known.month, lists)
        return _said(column, request, options)
    words = _months(known.month) if column.kind == "month" and known.month else known.words_for(column)
    if words:
        return _said(column, "可以从下拉列表选择。", _offer(lists.source(f"{sheet.name}_{column.name}", words)))
    check = CHECKS.get(column.kind)
    if check is None:
        return None
    allowed = limits(column, sheet, known.rulebook)
    options, request = check(column, allowed, first, span)
    return _said(column, request, options)


def _in_month(month: Month, lists: OptionLists) -> tuple[Options, str]:
    """One of its days, typed or chosen."""
    source = lists.range("month_days", [month.first + timedelta(days=passed) for passed in range(month.last.day)])
    return {"validate": "list", "source": f"={source}"}, f"请填 {month.first} 到 {month.last} 的日期。"


def _until_month_end(month: Month, lists: OptionLists) -> tuple[Options, str]:
    return _until(month.last)


def _until_next_month_end(month: Month, lists: OptionLists) -> tuple[Options, str]:
    return _until(month.next.last)


def _until(day: date) -> tuple[Options, str]:
    options = {"validate": "date", "criteria": "between", "minimum": date(FIRST_YEAR, 1, 1), "maximum": day}
    return options, f"请填不晚于 {day} 的日期。"


def _months(month: Month) -> tuple[str, ...]:
    """Those of a year, the month itself first."""
    return tuple(str(month.shift(-back)) for back in range(12))


SPANS: dict[str, Callable[[Month, OptionLists], tuple[Options, str]]] = {
    "month": _in_month, "until_month_end": _until_month_end, "until_next_month_end": _until_next_month_end,
}
"""What a month that begins says of its dates, by the column's span."""


def _said(column: Column, request: str, options: Options) -> Options:
    """With a prompt before typing, and a request when something else was typed."""
    prompt = column.help if request in column.help else f"{column.help}{request}"
    assert len(prompt) <= LONGEST_PROMPT, column.header
    said = {
        "input_title": column.header, "input_message": prompt,
        "error_title": f"请核对“{column.header}”", "error_message": request,
    }
    return {"error_type": "stop", **options, **said}


def _list(column: Column, source: list[str] | str) -> Options:
    """An item or a person may also be typed by code alone, so other text is questioned, not refused."""
    return {"validate": "list", "source": source, "error_type": "warning" if column.kind in ("item", "person") else "stop"}


def _offer(source: list[str] | str) -> Options:
    """Words that are in use; any other may be typed."""
    return {"validate": "list", "source": source, "show_error": False}


def _id(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    request = f"最多 {LONGEST_ID} 位" + ("，不能与别的行重复。" if column.unique else "。")
    if column.unique:
        # EXACT, since COUNTIF takes 001 and 1 for the same
        formula = f"=AND(LEN({first})<={LONGEST_ID},SUMPRODUCT(--EXACT({span},{first}))=1)"
        return {"validate": "custom", "value": formula}, request
    return {"validate": "length", "criteria": "between", "minimum": 1, "maximum": LONGEST_ID}, request


def _month(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    length = len(f"{FIRST_YEAR}-01")
    return {"validate": "length", "criteria": "between", "minimum": length, "maximum": length}, "请写成 2026-11 这样的月份。"


def _date(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    return _between_years(), "请写成 2026-10-03 这样的日期。"


def _datetime(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    return _between_years(), "请写成 2026-10-03 16:30 这样的日期和时间。"


def _between_years() -> Options:
    return {
        "validate": "date", "criteria": "between",
        "minimum": date(FIRST_YEAR, 1, 1), "maximum": date(LAST_YEAR, 12, 31),
    }


def _time(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    formula = f'=OR(AND(ISNUMBER({first}),{first}>=0,{first}<1),LEFT({first},2)="次日")'
    return {"validate": "custom", "value": formula}, "请写成 8:00 或 次日 00:58 这样的时间。"


def _moment(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    formula = f"=AND(ISNUMBER({first}),{first}>=0)"
    return {"validate": "custom", "value": formula}, "请写成 2026-10-04 09:00 或 9:00。"


def _whole(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    return {"validate": "integer", **_bounds(allowed)}, f"请填整数{_comma(allowed)}。"


def _decimal(column: Column, allowed: Bounds, first: str, span: str) -> tuple[Options, str]:
    what = "金额（元）" if column.kind == "money" else "数字"
    return {"validate": "decimal", **_bounds(allowed)}, f"请填{what}{_comma(allowed)}。"


def _comma(allowed: Bounds) -> str:
    return f"，{allowed.words}" if allowed.words else ""


def _bounds(allowed: Bounds) -> Options:
    """Excel wants a bound in every check of a number; where there is none, one that nobody reaches."""
    if allowed.high is not None:
        return {"criteria": "between", "minimum": _number(allowed.low or "0"), "maximum": _number(allowed.high)}
    if allowed.low is not None:
        return {"criteria": ">" if allowed.above else ">=", "value": _number(allowed.low)}
    return {"criteria": "between", "minimum": -(10**12), "maximum": 10**12}


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number


CHECKS: dict[str, Callable[[Column, Bounds, str, str], tuple[Options, str]]] = {
    "id": _id,
    "person": _id,
    "month": _month,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "moment": _moment,
    "whole": _whole,
    "money": _decimal,
    "points": _decimal,
}
