"""`kaohe verify`: the archive against itself, against a digest kept on paper, and a pay sheet against the archive."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.app.closed_months import looked_at
from pipeline.archive.anchor import ClosedPay, entries_and_head, month_of_file, pay_under, place_of, typed_digest
from pipeline.archive.verify import faults, months_of
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.units import plain, yuan
from pipeline.language.translation import _
from pipeline.reports.index_page import NAME as INDEX
from pipeline.reports.index_page import Standing, standing
from pipeline.reports.pay_adjustment import COLUMNS, PAY_SHEET
from pipeline.rulebook.model import ROLES
from pipeline.workbooks.cells import Unreadable
from pipeline.workbooks.foot import footers
from pipeline.workbooks.numbers import read_money
from pipeline.workbooks.part import shown
from pipeline.workbooks.reading import read_workbook

SEALED = re.compile(r"[0-9a-f]{64}")
NOT_KEPT = ("hint",)
MOST_SHOWN = 20


def verify(
    output: Path, archive: str | None, branch: str = "", *, outputs: bool = True, expected: str | None = None, sheet: Path | None = None
) -> Outcome:
    """The whole chain; the first thing that does not fit is named. Then the digest and the sheet that are asked about."""
    with looked_at(archive, output, branch) as connection:
        digest = None if expected is None else typed_digest(expected)
        found = next(faults(connection, output if outputs else None, branch), None)
        index = standing(output) if outputs and found is None else Standing.CURRENT
        if index == Standing.CHANGED:
            found = _("{path} 与各月的结果不符：它被改过，或者有月份不在了。请核对；再运行一次 kaohe month 会按现有的结果重写。", path=output / INDEX)
        if found is not None:
            return said(INPUT_ERRORS, _("不符：{found}", found=found))
        lines = [*_all_fits(connection)]
        if index == Standing.OTHER_VERSION:
            lines.append(_("{path} 是别的版本写的，没有核对；再运行一次 kaohe month 会重写。", path=output / INDEX))
        if digest is not None:
            place = place_of(connection, digest)
            if place is None:
                return said(INPUT_ERRORS, *lines, _("不符：档案库里没有这个校验值。档案库可能改过再重算，换成了另一个，或退回到了以前。"))
            lines.append(_("校验值相符：{place}，与当时完全相同。", place=place))
        if sheet is not None:
            same, told = _sheet_against(connection, sheet)
            return said(DONE if same else INPUT_ERRORS, *lines, *told)
    return said(DONE, *lines)


def _all_fits(connection: Connection) -> Iterator[str]:
    months = months_of(connection)
    if not months:
        yield _("档案库里还没有结账的月份。")
        return
    yield _("{months} 个已结账的月份全部相符。", months=len(months))
    count, head = entries_and_head(connection)
    yield _("操作记录共 {count} 条，链尾 {head}。请记下链尾，以后可用 --expect 核对到这一步。", count=count, head=head)


def _sheet_against(connection: Connection, path: Path) -> tuple[bool, list[str]]:
    """Whether the pay sheet says what was closed, and what is said about it."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Stop(WRONG_CALL, _("打不开 {path}：{strerror}。", path=path, strerror=error.strerror)) from None
    known = month_of_file(connection, hashlib.sha256(content).hexdigest())
    if known is not None:
        return True, [_("{path} 就是 {month} 结账时的 {file}，一字不差。", path=path, month=known[0], file=known[1])]
    workbook = read_workbook(path)
    rows = next((each.rows for each in workbook.sheets if each.name == PAY_SHEET), None)
    if rows is None:
        raise Stop(WRONG_CALL, _("{path} 里没有可读的“{pay_sheet}”。请用结账时的 pay_adjustment.xlsx 或它的副本。", path=path, pay_sheet=PAY_SHEET))
    seals = {seal for foot in footers(content) for seal in SEALED.findall(foot)}
    closed = pay_under(connection, seals.pop()) if len(seals) == 1 else None
    if closed is None:
        return False, [_("不符：{path} 页脚的校验值不是档案库里任何一个月的。它不是结账后的工资调整表，或者页脚改过。", path=path)]
    different = list(_differences(rows, closed))
    if not different:
        return True, [_("{path} 的“{pay_sheet}”与 {month} 结账的结果逐人逐项相同；文件本身另存过，其他工作表没有核对。", path=path, pay_sheet=PAY_SHEET, month=closed.month)]
    more = [_("其余 {different} 处从略。", different=len(different) - MOST_SHOWN)] if len(different) > MOST_SHOWN else []
    return False, [_("不符：{path} 与 {month} 结账的结果有 {different} 处不同：", path=path, month=closed.month, different=len(different)), *different[:MOST_SHOWN], *more]


def _differences(rows: Sequence[Sequence[object]], closed: ClosedPay) -> Iterator[str]:
    """Each cell that says something else than what was closed; hints are not kept in the archive."""
    header = next(((number, row) for number, row in enumerate(rows[:10]) if "工号" in row), None)
    compared = [column for column in COLUMNS if column.field not in NOT_KEPT]
    missing = [column.header for column in compared if header is None or column.header not in header[1]]
    if header is None or missing:
        yield _("缺少列 {missing}", missing='、'.join(missing))
        return
    first, names = header
    seen: set[str] = set()
    for number, row in enumerate(rows[first + 1 :], first + 2):
        cells = dict(zip(names, row, strict=False))
        who = str(cells["工号"]).strip()
        if who == "合计":
            if _money(cells["调整合计"]) != closed.total:
                yield _("第 {number} 行 合计：表上 {count}，结账时 {total}", number=number, count=_seen(cells['调整合计']), total=yuan(closed.total))
        elif not any(cell not in ("", None) for cell in row):
            continue
        elif who in seen or who not in closed.people:
            problem = _("重复") if who in seen else _("结账时没有这个人")
            yield _("第 {number} 行 工号 {who}：{problem}", number=number, who=who, problem=problem)
        else:
            seen.add(who)
            for column in compared:
                expected, found = _closed_cell(closed.people[who], column.field), cells[column.header]
                same = _money(found) == expected if isinstance(expected, int) else (found or None) == (expected or None)
                if not same:
                    told = _("空") if expected is None else yuan(expected) if column.kind == "money" else plain(expected) if isinstance(expected, int) else expected
                    yield _("第 {number} 行 工号 {who} {header}：表上 {found}，结账时 {told}", number=number, who=who, header=column.header, found=_seen(found), told=told)
    for who in closed.people.keys() - seen:
        yield _("工号 {who}：表上没有这个人", who=who)


def _closed_cell(person: Any, field: str) -> Any:
    value = person[field]
    return ROLES.get(value, value) if field == "role" else value


def _seen(cell: object) -> str:
    """A cell as people see it; a formula that was never worked out as it stands."""
    return shown(cell) or _("空")


def _money(cell: object) -> int | None:
    """A figure with two decimals in hundredths, as amounts and scores both are."""
    try:
        return None if cell in ("", None) else int(read_money(cell).value)
    except (Unreadable, TypeError, ValueError):
        return None
