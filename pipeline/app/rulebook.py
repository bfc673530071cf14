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
from pipeline.language.console import table_text
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError, load_rulebook
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import decisions, parameters_by_clause

KINDS = {"compute": "计算", "check": "检查", "form": "表单", "note": "说明"}


def clause(code: str, month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe clause`: its text, figures and decisions, what carries it, and with a month on whom it took effect."""
    from pipeline.trace.carriers import carriers

    day = asked_month(month, inbox).first if month else date.today()
    book = rulebook_in_force(rulebook, day)
    if code not in book.clauses:
        near = get_close_matches(code.upper(), list(book.clauses), n=1, cutoff=0.4)
        hint = f"是不是 {near[0]}？" if near else ""
        raise Stop(WRONG_CALL, f"规则 {book.name} 里没有条款 {code}。{hint}")
    asked = book.clauses[code]
    lines = [f"{code}（{KINDS[asked.kind]}）", f"  {asked.text}", f"规则 {book.name}，{book.effective_from} 起施行"]
    for parameter in parameters_by_clause(book).get(code, ()):
        lines.append(f"  {parameter.name}：{parameter.words} {parameter.unit}".rstrip() + f"（{parameter.dotted}）")
    for decision in decisions(book).get(code, ()):
        lines.append(f"  裁量：{decision}")
    for carrier in carriers(book).get(code, ()):
        lines.append(f"  {carrier.kind}：{carrier.place}")
    if month:
        lines += _effects(code, month, inbox, output, rulebook, archive, branch)
    return said(DONE, *lines)


def _effects(code: str, month: str, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str) -> list[str]:
    from pipeline.month.story import run_month
    from pipeline.rules.entries import source
    from pipeline.trace.effects import may_concern_somebody

    request, _ = request_for(month, inbox, output, rulebook, archive, None, branch=branch)
    run = run_month(request)
    if run.settlement is None:
        raise Stop(INPUT_ERRORS, f"{month} 的资料还有错误，没有结果可以列出。请先运行 kaohe check {month}。")
    lines = run.settlement.entries
    lines = lines[lines["clause"] == code]
    if lines.empty:
        applies = code in may_concern_somebody(request.rulebook)
        return [f"{month}：没有人适用。" if applies else f"{month}：这一条不产生单独的记录。"]
    summary = f"{month}：{lines['employee_id'].nunique()} 人，{len(lines)} 次，{signed(int(lines['points'].sum()))} 分，{yuan(int(lines['amount'].sum()))} 元"
    rows = [
        ("全月" if row["date"] is None or row["date"] != row["date"] else f"{row['date']:%m-%d}", row["employee_id"], row["name"], row["label"],
         signed(row["points"]), yuan(row["amount"]), source(row["file"], row["sheet"], row["row"]))
        for row in lines.to_dict("records")
    ]
    return [summary, table_text(("日期", "工号", "姓名", "事项", "分值", "金额", "来源"), rows)]


def diff(old: Path, new: Path) -> Outcome:
    """`kaohe rulebook diff`: what is different, in words."""
    found = changes(_load(old), _load(new))
    return said(DONE, *(found or ["两份规则的数值和条文相同。"]))


def export(rulebook: Path | None, to: Path) -> Outcome:
    """`kaohe rulebook export`: the rulebook as a workbook for signing."""
    rulebook_book.export(rulebook_in_force(rulebook, date.today()), to)
    return said(DONE, to)


def import_(workbook: Path, rulebook: Path | None, to: Path, effective_from: date) -> Outcome:
    """`kaohe rulebook import`: proposed figures of a workbook as a new rulebook file; nothing is written on errors."""
    if not workbook.is_file():
        raise Stop(WRONG_CALL, f"没有文件 {workbook}。")
    if to.exists():
        raise Stop(WRONG_CALL, f"{to} 已经存在，请另取文件名。")
    before = rulebook_in_force(rulebook, date.today())
    try:
        text = rulebook_book.proposed(before, workbook, effective_from)
    except RulebookError as error:
        raise Stop(INPUT_ERRORS, f"{error}没有写出规则文件。") from None
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(text, encoding="utf-8")
    approval = f"{to}；批准和备案后填写批准人、批准日期和备案日期，才能用来结账（A-5.2）。"
    return said(DONE, *changes(before, load_rulebook(to)), approval)


def _load(path: Path) -> Rulebook:
    try:
        return load_rulebook(path)
    except RulebookError as error:
        raise Stop(WRONG_CALL, str(error)) from None
