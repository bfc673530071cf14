"""A closed month's statements computed again from its entries, people and rules, against those that were closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import yaml
from sqlalchemy import Connection, RowMapping, select

from pipeline.archive import tables
from pipeline.archive.content import plain_rows
from pipeline.archive.past import corrections_booked_in
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.labour_law.limits import CARRIED
from pipeline.language.translation import N_, _
from pipeline.rulebook.load import RulebookError, rulebook_as_kept
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CORRECTION, FINE, MONEY
from pipeline.rules.entries import DTYPES
from pipeline.settlement.actions import last_places
from pipeline.settlement.corrections import SPENDING, holder
from pipeline.settlement.fund import FINES
from pipeline.settlement.pay import pay, with_leavers
from pipeline.settlement.scores import scores

SHOWN = {"score": N_("考核分"), "grade": N_("等级"), "rank": N_("排名"), "last_place": N_("末位"), "merit_pay_fen": N_("绩效浮动"), "total_fen": N_("调整合计")}


def differing(connection: Connection, row: RowMapping) -> Iterator[str]:
    """Where the month's scores, pay, fund or sums do not follow from what it was closed with."""
    month = Month.parse(row["month"])
    try:
        rulebook = rulebook_as_kept(row["rulebook"], row["rulebook_text"])
    except (RulebookError, yaml.YAMLError):
        yield _("{month} 的规则文本（由 kaohe {version} 版存入）现在读不出来，不能按它重算。", month=month, version=row['version'])
        return
    made, people = _entries(connection, str(month)), _of(connection, tables.people, str(month))
    kept = _of(connection, tables.scores, str(month))
    yield from _people(row, made, people, kept)
    yield from _scores(row, _computed(made, people, month, rulebook), kept)
    yield from _fines(connection, row, made)
    yield from _corrections(connection, month, made)


def _people(row: RowMapping, made: pd.DataFrame, people: pd.DataFrame, kept: pd.DataFrame) -> Iterator[str]:
    if len(people) != row["people"] or set(people["employee_id"]) != set(kept["employee_id"]):
        yield _("{month} 记的人数 {people} 与人员 {listed} 人、考核分 {scored} 人不符。", month=row['month'], people=row['people'], listed=len(people), scored=len(kept))
    strangers = sorted(set(made["employee_id"]) - set(people["employee_id"]))
    if strangers:
        yield _("{month} 的计分明细里有不在人员里的工号 {strangers}。", month=row['month'], strangers=strangers[0])


def _computed(made: pd.DataFrame, people: pd.DataFrame, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """Those with a day of joining were on the month's roster; the others only had a correction to settle."""
    roster = people.assign(**{name: np.array(people[name].tolist(), dtype="datetime64[s]") for name in ("hire_date", "leave_date")})
    on_roster = roster["hire_date"].notna()
    scored = scores(made, roster[on_roster], month, rulebook)
    paid = with_leavers(pay(scored, made, month, rulebook), roster[~on_roster].drop(columns=["hire_date", "leave_date"]), made)
    ranks = dict(zip(scored["employee_id"], zip(scored["rank"], last_places(scored), strict=True), strict=True))
    ranked = [ranks.get(who, (pd.NA, False)) for who in paid["employee_id"]]
    return paid.assign(
        rank=pd.array([rank for rank, _ in ranked], dtype="Int64"), last_place=[last for _, last in ranked], **{f"{name}_fen": paid[name] for name in MONEY}
    )


def _scores(row: RowMapping, computed: pd.DataFrame, kept: pd.DataFrame) -> Iterator[str]:
    names = ["score", "grade", "rank", "last_place", *(f"{name}_fen" for name in MONEY)]
    was = {each["employee_id"]: each for each in plain_rows(kept)}
    for each in plain_rows(computed[["employee_id", *names]]):
        wrong = [name for name in names if each["employee_id"] in was and was[each["employee_id"]][name] != each[name]]
        if wrong:
            name = next((name for name in wrong if name in SHOWN), wrong[0])
            found, expected = was[each["employee_id"]][name], each[name]
            what = _(SHOWN[name]) if name in SHOWN else _("扣款")
            yield _("{month} 工号 {employee_id} 的{what}按明细应为 {expected}，记的是 {found}。", month=row['month'], employee_id=each['employee_id'], what=what, expected=_shown(name, expected), found=_shown(name, found))
            return
    total = int(computed["total_fen"].sum())
    if total != row["total_fen"]:
        yield _("{month} 的调整合计按明细应为 {total}，记的是 {total_fen}。", month=row['month'], total=yuan(total), total_fen=yuan(row['total_fen']))


def _fines(connection: Connection, row: RowMapping, made: pd.DataFrame) -> Iterator[str]:
    ledger = tables.fund_ledger
    lines = connection.execute(select(ledger).where(ledger.c.month == row["month"], ledger.c.kind == FINES)).mappings()
    found = Counter((line["employee_id"], line["clause"], line["income_fen"]) for line in lines)
    fines = made[made["category"] == FINE]
    expected = Counter(zip(fines["employee_id"], fines["clause"], -fines["amount"], strict=True))
    if found != expected:
        yield _("{month} 基金台账的罚款与计分明细的罚款不符。", month=row['month'])


def _corrections(connection: Connection, month: Month, made: pd.DataFrame) -> Iterator[str]:
    """What the month's pay has of corrections was booked into it, less what a limit carried on to the next month."""
    booked, carried = corrections_booked_in(connection, month), corrections_booked_in(connection, month.next)
    left: Counter[str] = Counter()
    for who, amount, category in zip(booked["employee_id"], booked["amount"], booked["category"], strict=True):
        left[who] += amount if category != SPENDING else 0
    for who, amount, category, of in zip(*(carried[name] for name in ("employee_id", "amount", "category", "corrects_month")), strict=True):
        left[who] -= amount if category == CARRIED and of == str(month) else 0
    for who, amount, category in zip(made["employee_id"], made["amount"], made["category"], strict=True):
        left[holder(who)] -= amount if category == CORRECTION else 0
    if any(left.values()):
        yield _("{month} 的前期更正与记入这个月的更正不符。", month=month)


def _entries(connection: Connection, month: str) -> pd.DataFrame:
    columns = _columns(connection, tables.entries, month)
    columns["amount"] = columns.pop("amount_fen")
    return pd.DataFrame({name: pd.array(columns[name], dtype=dtype) for name, dtype in DTYPES.items()})  # type: ignore[call-overload]


def _of(connection: Connection, table: Any, month: str) -> pd.DataFrame:
    return pd.DataFrame(_columns(connection, table, month))


def _columns(connection: Connection, table: Any, month: str) -> dict[str, list[Any]]:
    """The month's rows in the order of the table's key, by column."""
    found = connection.execute(select(table).where(table.c.month == month).order_by(*table.primary_key.columns)).all()
    return {name: [row[at] for row in found] for at, name in enumerate(table.c.keys())}


def _shown(name: str, value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: _("空"), True: _("是"), False: _("否")}[value]
    return yuan(value) if name.endswith("_fen") else plain(value) if name == "score" else str(value)
