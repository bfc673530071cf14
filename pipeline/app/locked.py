"""What closing a month locks for good, said before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pandas as pd

from pipeline.archive.content import month_figures
from pipeline.base.exits import REFUSED, Stop
from pipeline.base.units import yuan
from pipeline.base.who import who
from pipeline.checks.objections import last_day_to_object
from pipeline.findings.said import title_of
from pipeline.language.translation import _
from pipeline.month.story import Run
from pipeline.rulebook.topics import Approval

NAMED = 20
"""People who are named in a sentence."""


def locked(run: Run) -> tuple[str, ...]:
    """People, sum and fund; what is still open; and whose approval the rulebook bears."""
    figures, rulebook = month_figures(run), run.request.rulebook
    return (
        _("结账后不再改动：{month}，{people} 人，调整合计 {total_fen} 元，基金余额 {closing_fen} 元。", month=run.request.month, people=figures['people'], total_fen=yuan(figures['total_fen']), closing_fen=yuan(figures['closing_fen'])),
        *_warnings(run),
        *_objections(run),
        *_unsigned(run, date.today()),
        *_late_register(run),
        _("所用规则“{name}”：{approval}", name=rulebook.name, approval=approval_words(rulebook.approval)),
        _("结账人：{who}", who=who()),
    )


def approval_words(approval: Approval) -> str:
    if approval.is_sample:
        return _("批准是示例，请填入真实的批准人、批准日期和备案日期（A-5.2）。")
    return _("{approved_by} 于 {approved_on} 批准，{filed_on} 备案。", approved_by=approval.approved_by, approved_on=approval.approved_on, filed_on=approval.filed_on)


def refuse_undecided(run: Run) -> None:
    """Raises Stop where an objection has no decision yet."""
    waiting = undecided(run)
    if waiting:
        raise Stop(REFUSED, _("有 {count} 项申诉还没有裁定（{objections}），不能结账。请先裁定；要留到以后裁定，加 --leave-objections-open。", count=len(waiting), objections='、'.join(waiting)))


def undecided(run: Run) -> list[str]:
    """Who objected to what, where nobody has decided."""
    table = run.validated.tables.get("objections")
    open_yet = pd.DataFrame() if table is None else table[table["decision"].isna()]
    return [f"{row['employee_id']} {row['item']}" for row in open_yet.to_dict("records")]


def _objections(run: Run) -> Iterator[str]:
    waiting = undecided(run)
    if waiting:
        yield _("没有裁定的申诉 {count} 项：{objections}", count=len(waiting), objections='、'.join(waiting))


def _unsigned(run: Run, today: date) -> Iterator[str]:
    """Who has neither signed for the slip without objection nor let the window for objections pass."""
    assert run.settlement is not None
    receipts, rule = run.validated.tables.get("receipts"), run.request.rulebook.objections
    if rule is None:
        return
    own = pd.DataFrame(columns=["employee_id", "opinion", "received_on"]) if receipts is None else receipts[receipts["month"] == str(run.request.month)]
    settled = {
        who for who, opinion, day in own[["employee_id", "opinion", "received_on"]].itertuples(index=False, name=None)
        if opinion == "agreed" or last_day_to_object(day, rule.within_days).date() < today
    }
    waiting = sorted(set(run.settlement.pay["employee_id"]) - settled)
    if waiting:
        people = "、".join(waiting[:NAMED]) + (" …" if len(waiting) > NAMED else "")
        yield _("{count} 人还没有签收考核单，或申诉期限还没有过：{people}", count=len(waiting), people=people)


def _warnings(run: Run) -> Iterator[str]:
    counts = Counter(title_of(finding.code) for finding in run.findings if finding.level == "warning")
    if counts:
        kinds = "、".join(_("{title} {count} 处", title=title, count=count) for title, count in counts.most_common())
        yield _("没有处理的警告 {count} 处：{kinds}", count=counts.total(), kinds=kinds)


def _late_register(run: Run) -> Iterator[str]:
    register = run.validated.tables.get("complaints")
    late = 0 if register is None else int((register["received_on"] < run.request.month.start).sum())
    if late:
        yield _("登记里有 {late} 件投诉是以前月份收到的。", late=late)
