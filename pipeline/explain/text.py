"""A statement for the terminal, and for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipeline.base.units import plain
from pipeline.explain.statement import Statement
from pipeline.language.console import table_text


def as_text(statement: Statement, month: str) -> str:
    """The slip in lines."""
    parts = [f"{month} {statement.employee_id} {statement.name}　{statement.department} · {statement.role_label}"]
    if statement.held:
        return parts[0] + "\n暂缓：有资料待更正，结果未定。"
    parts += [f"申诉处理中：{each}" for each in statement.objections]
    if statement.score is not None:
        parts.append(_score_lines(statement))
    parts.append(_money_lines(statement))
    if statement.actions:
        parts.append("\n".join(f"处理建议：{action}（{clause}）：{basis}" for clause, action, basis in statement.actions))
    if statement.considered:
        parts.append("未适用：\n" + "\n".join(f"  {clause}  {text}" for clause, text in statement.considered))
    if statement.earlier:
        parts.append("以前各月：" + "，".join(f"{each} {plain(score)}" for each, score in statement.earlier))
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
    rows = [("", "A-1.2", "每月基础分", "", statement.base, "", "")]
    rows += [(line.date, line.clause, line.label, line.figure, line.running, line.source, line.note or "") for line in statement.points]
    if statement.is_capped:
        rows.append(("", "A-1.5", "每月最高分", "", statement.cap, "", f"各项累计 {statement.uncapped}，按 {statement.cap} 计"))
    heading = f"考核分 {statement.score}，等级 {statement.grade or '—'}，部门排名 {statement.rank or '—'}"
    return heading + "\n" + table_text(("日期", "条款", "事项", "分值", "累计", "来源", "说明"), rows)


def _money_lines(statement: Statement) -> str:
    rows = [("", "A-4", "绩效浮动", "按考核分调整", statement.merit_pay, "", statement.pay_note or "")]
    rows += [(line.date, line.clause, line.category, line.label, line.figure, line.source, line.note or "") for line in statement.charges]
    table = table_text(("日期", "条款", "类别", "事项", "金额", "来源", "说明"), rows)
    return f"工资调整合计 {statement.total} 元\n{table}"
