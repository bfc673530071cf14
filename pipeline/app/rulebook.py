"""The commands about rulebooks: what a clause says and does, differences, and figures by workbook."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from pathlib import Path

from pipeline.app.request import asked_month, request_for, rulebook_in_force
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.units import signed, yuan
from pipeline.excel import rulebook_book
from pipeline.explain.statement import source_said
from pipeline.language.console import table_text
from pipeline.language.translation import _
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError, load_rulebook
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import decisions, parameters_by_clause


def clause(code: str, month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe clause`: its text, figures and decisions, what carries it, and with a month on whom it took effect."""
    from pipeline.trace.carriers import carriers

    day = asked_month(month, inbox).first if month else date.today()
    book = rulebook_in_force(rulebook, day)
    if code not in book.clauses:
        near = get_close_matches(code.upper(), list(book.clauses), n=1, cutoff=0.4)
        hint = _("是不是 {near}？", near=near[0]) if near else ""
        raise Stop(WRONG_CALL, _("规则 {name} 里没有条款 {code}。{hint}", name=book.name, code=code, hint=hint))
    asked = book.clauses[code]
    lines = [_("{code}（{kind}）", code=code, kind=asked.kind_label), f"  {asked.text}", _("规则 {name}，{effective_from} 起施行", name=book.name, effective_from=book.effective_from)]
    for parameter in parameters_by_clause(book).get(code, ()):
        lines.append(f"  {parameter.name}：{parameter.words} {parameter.unit}".rstrip() + f"（{parameter.dotted}）")
    for decision in decisions(book).get(code, ()):
        lines.append(_("  裁量：{decision}", decision=decision))
    for carrier in carriers(book).get(code, ()):
        lines.append(f"  {carrier.kind}：{carrier.place}")
    if month:
        lines += _effects(code, month, inbox, output, rulebook, archive, branch)
    return said(DONE, *lines)


def _effects(code: str, month: str, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str) -> list[str]:
    from pipeline.month.story import run_month
    from pipeline.trace.effects import may_concern_somebody

    request, _as_asked = request_for(month, inbox, output, rulebook, archive, None, branch=branch)
    run = run_month(request)
    if run.settlement is None:
        raise Stop(INPUT_ERRORS, _("{month} 的资料还有错误，没有结果可以列出。请先运行 kaohe check {month}。", month=month))
    lines = run.settlement.entries
    lines = lines[lines["clause"] == code]
    if lines.empty:
        applies = code in may_concern_somebody(request.rulebook)
        return [_("{month}：没有人适用。", month=month) if applies else _("{month}：这一条不产生单独的记录。", month=month)]
    summary = _("{month}：{employee_id} 人，{lines} 次，{points} 分，{amount} 元", month=month, employee_id=lines['employee_id'].nunique(), lines=len(lines), points=signed(int(lines['points'].sum())), amount=yuan(int(lines['amount'].sum())))
    rows = [
        (_("全月") if row["date"] is None or row["date"] != row["date"] else f"{row['date']:%m-%d}", row["employee_id"], row["name"], row["label"],
         signed(row["points"]), yuan(row["amount"]), source_said(row["file"], row["sheet"], row["row"]))
        for row in lines.to_dict("records")
    ]
    return [summary, table_text((_("日期"), _("工号"), _("姓名"), _("事项"), _("分值"), _("金额"), _("来源")), rows)]


def diff(old: Path, new: Path) -> Outcome:
    """`kaohe rulebook diff`: what is different, in words."""
    found = changes(_load(old), _load(new))
    return said(DONE, *(found or [_("两份规则的数值和条文相同。")]))


def export(rulebook: Path | None, to: Path) -> Outcome:
    """`kaohe rulebook export`: the rulebook as a workbook for signing."""
    rulebook_book.export(rulebook_in_force(rulebook, date.today()), to)
    return said(DONE, to)


def import_(workbook: Path, rulebook: Path | None, to: Path, effective_from: date) -> Outcome:
    """`kaohe rulebook import`: proposed figures of a workbook as a new rulebook file; nothing is written on errors."""
    if not workbook.is_file():
        raise Stop(WRONG_CALL, _("没有文件 {workbook}。", workbook=workbook))
    if to.exists():
        raise Stop(WRONG_CALL, _("{to} 已经存在，请另取文件名。", to=to))
    before = rulebook_in_force(rulebook, date.today())
    try:
        text = rulebook_book.proposed(before, workbook, effective_from)
    except RulebookError as error:
        raise Stop(INPUT_ERRORS, _("{error}没有写出规则文件。", error=error)) from None
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")
    approval = _("{to}；批准和备案后填写批准人、批准日期和备案日期，才能用来结账（A-5.2）。", to=to)
    return said(DONE, *changes(before, load_rulebook(to)), approval)


def _load(path: Path) -> Rulebook:
    try:
        return load_rulebook(path)
    except RulebookError as error:
        raise Stop(WRONG_CALL, str(error)) from None
