"""A statement for the terminal, and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.base.units import plain
from pipeline.explain.statement import Statement
from pipeline.language.console import table_text
from pipeline.language.translation import _


def as_text(statement: Statement, month: str) -> str:
    """The slip in lines."""
    parts = [f"{month} {statement.employee_id} {statement.name}　{statement.department} · {statement.role_label}"]
    if statement.held:
        return _("{heading}\n暂缓：有资料待更正，结果未定。", heading=parts[0])
    parts += statement.objections
    if statement.score is not None:
        parts.append(_score_lines(statement))
    parts.append(_money_lines(statement))
    if statement.actions:
        parts.append("\n".join(_("处理建议：{action}（{clause}）：{basis}", action=action, clause=clause, basis=basis) for clause, action, basis in statement.actions))
    if statement.considered:
        parts.append(_("考虑过而没有适用的条款：\n{clauses}", clauses="\n".join(f"  {clause}  {text}" for clause, text in statement.considered)))
    if statement.earlier:
        parts.append(_("以前各月：{months}", months="，".join(f"{each} {plain(score)}" for each, score in statement.earlier)))
    return "\n\n".join(parts)


def as_record(statement: Statement, month: str) -> dict[str, Any]:
    """The statement as plain values for JSON; figures are decimal texts, as on the slip."""
    record = asdict(statement) | {"month": month}
    for name in ("points", "charges"):
        record[name] = [line._asdict() for line in getattr(statement, name)]
    record["considered"] = [{"clause": clause, "text": text} for clause, text in statement.considered]
    record["actions"] = [{"clause": clause, "action": action, "basis": basis} for clause, action, basis in statement.actions]
    del record["course"]
    record["earlier"] = [{"month": each, "score": plain(score)} for each, score in statement.earlier]
    return record


def _score_lines(statement: Statement) -> str:
    rows = [("", "A-1.2", _("每月基础分"), "", statement.base, "", "")]
    rows += [(line.date, line.clause, line.label, line.figure, line.running, line.source, line.note or "") for line in statement.points]
    if statement.is_capped:
        rows.append(("", "A-1.5", _("每月最高分"), "", statement.cap, "", _("各项累计 {uncapped}，按 {cap} 计", uncapped=statement.uncapped, cap=statement.cap)))
    heading = _("考核分 {score}，等级 {grade}，部门排名 {rank}", score=statement.score, grade=statement.grade or '—', rank=statement.rank or '—')
    return heading + "\n" + table_text((_("日期"), _("条款"), _("事项"), _("分值"), _("累计"), _("来源"), _("说明")), rows)


def _money_lines(statement: Statement) -> str:
    rows = [("", "A-4", _("绩效浮动"), _("按考核分调整"), statement.merit_pay, "", statement.pay_note or "")]
    rows += [(line.date, line.clause, line.category, line.label, line.figure, line.source, line.note or "") for line in statement.charges]
    table = table_text((_("日期"), _("条款"), _("类别"), _("事项"), _("金额"), _("来源"), _("说明")), rows)
    return _("调整合计 {total} 元\n{table}", total=statement.total, table=table)
