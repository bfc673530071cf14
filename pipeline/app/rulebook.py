"""The commands about rulebooks: what a clause says and does, differences, and figures by workbook."""

from __future__ import annotations

from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from pipeline.app.request import asked_month, request_for, rulebook_in_force
from pipeline.app.rules_in_inbox import not_taken, refused
from pipeline.app.settings import RULES
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.units import signed, yuan
from pipeline.explain.statement import source_said
from pipeline.language.console import table_text
from pipeline.language.translation import _
from pipeline.rulebook.comments import comments_of
from pipeline.rulebook.compare import changes, texts_left_behind
from pipeline.rulebook.layers import difference, written
from pipeline.rulebook.load import SHIPPED, RulebookError, figures_of, load_rulebook
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
    from pipeline.rules.objections import standing
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
    stood = standing(lines)
    summary = _("{month}：{employee_id} 人，{lines} 次，{points} 分，{amount} 元", month=month, employee_id=stood['employee_id'].nunique(), lines=len(stood), points=signed(int(lines['points'].sum())), amount=yuan(int(lines['amount'].sum())))
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
    """`kaohe rulebook export`: the rulebook as a workbook for changing and signing."""
    from pipeline.amendment.book import workbook

    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_bytes(workbook(rulebook_in_force(rulebook, date.today())))
    return said(DONE, to)


def import_(workbook: Path, rulebook: Path | None, to: Path | None, effective_from: date | None) -> Outcome:
    """`kaohe rulebook import`: a changed workbook as a new rulebook file; nothing is written on errors but a marked copy."""
    from pipeline.amendment.book import amended

    if not workbook.is_file():
        raise Stop(WRONG_CALL, _("没有文件 {file}。", file=workbook))
    before = rulebook_in_force(rulebook, date.today())
    made = amended(before, workbook, effective_from)
    if made.rulebook is None:
        lines, copy = refused(workbook, made)
        where = _("每一处都标在 {copy} 里；改好后重新导入。没有写出规则文件。", copy=copy) if copy else _("没有写出规则文件。")
        return said(INPUT_ERRORS, *lines, where)
    new = made.rulebook
    if new.effective_from == before.effective_from:
        raise Stop(WRONG_CALL, _("新规则的施行日期还是 {day}。请在“批准”表填写新的施行日期，或用 --from-date。", day=before.effective_from))
    to = to or Path(RULES) / f"{new.effective_from}.yaml"
    if to.exists():
        raise Stop(WRONG_CALL, _("{file} 已经存在，请另取文件名。", file=to))
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(_as_layer(new, before, to), encoding="utf-8")
    found = load_rulebook(to)
    approval = () if found.approval.complete else (_("批准和备案后填写批准人、批准日期和备案日期，才能用来结账（A-5.2）。"),)
    annexed = _("签批用的附件：kaohe rulebook annex {file}", file=to)
    return said(DONE, *not_taken(workbook, made), *changes(before, found), *texts_left_behind(before, found), _("新规则写在 {file}，{day} 起施行。", file=to, day=found.effective_from), annexed, *approval)


def _as_layer(new: Rulebook, before: Rulebook, to: Path) -> str:
    """What differs from the version in force, where that can be named; an approval that was given to that one is open again."""
    figures = figures_of(new)
    if new.approval == before.approval:
        figures["approval"] = {"clause": figures["approval"]["clause"]}
    if before.source.parent == SHIPPED:
        base = f"shipped {before.name}"
    elif before.source.parent.resolve() == to.parent.resolve():
        base = before.name
    else:
        return written(figures)
    noted = comments_of(before)
    return written({"based_on": base, **difference(figures_of(before) | ({"comments": noted} if noted else {}), figures)})


def annex(rulebook: Path, against: Path | None, to: Path | None) -> Outcome:
    """`kaohe rulebook annex`: what a new version comes to beside the version before it, to be printed and signed."""
    from pipeline.cases.around import compared, side_by_side
    from pipeline.cases.read import case_of
    from pipeline.reports import annex as page

    new = _load(rulebook)
    old = rulebook_in_force(against, new.effective_from - timedelta(days=1))
    agreed = [(each, case) for each in new.examples if (case := case_of(each.fact, new)) is not None]
    of_examples = side_by_side([case for _example, case in agreed], old, new)
    cases = compared(old, new)
    to = to or rulebook.with_name(_("{name} 附件.html", name=rulebook.stem))
    page.write(to, old, new, [(example, each) for (example, _case), each in zip(agreed, of_examples, strict=True)], cases)
    changed = sum(each.changed for each in cases)
    return said(DONE, _("{cases} 种情形中 {changed} 种的结果不同，见 {file}；可以打印签批。", cases=len(cases), changed=changed, file=to))


def _load(path: Path) -> Rulebook:
    try:
        return load_rulebook(path)
    except RulebookError as error:
        raise Stop(WRONG_CALL, str(error)) from None
