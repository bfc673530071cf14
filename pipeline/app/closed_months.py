"""What the commands about closed months do, from their arguments to the lines that they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.app.find_branches import branches_in
from pipeline.app.request import asked_month, request_for, say, write_run
from pipeline.archive import ask, export
from pipeline.archive.address import archive_url
from pipeline.archive.close import is_closed, keep_month, refuse_unless_next
from pipeline.archive.content import month_content, month_figures, output_digests
from pipeline.archive.correct import Difference, book, difference
from pipeline.archive.past import archived_before
from pipeline.archive.purge import purge_before
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.archive.verify import faults, months_of
from pipeline.base.exits import DONE, INPUT_ERRORS, REFUSED, WRONG_CALL, Stop
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.console import table_text, tell
from pipeline.month.story import Request, run_month
from pipeline.outputs.mark import mark_closed
from pipeline.reports.index_page import write_index
from pipeline.rulebook.load import rulebook_from
from pipeline.storage.address import refuse_without_archive
from pipeline.storage.at_hand import AtHand, at_hand
from pipeline.storage.overview import overview


def close_month(month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "") -> int:
    """`kaohe close`: the month computed afresh, checked, and written into the archive in one step.

    With branches and none named, each of them; one that cannot be closed does not hold up the others.
    """
    refuse_without_archive(output, archive)
    asked = asked_month(month, inbox)
    branches = [] if branch else branches_in(inbox / str(asked))
    if branches:
        code = max(_closed_branch(asked, inbox, output, rulebook, archive, each) for each in branches)
    else:
        code = _close(asked, inbox, output, rulebook, archive, branch)
    with overview(output) as folder:
        write_index(folder)
    return code


def _close(asked: Month, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str) -> int:
    url = archive_url(archive, output, branch)
    with at_hand(inbox, output, str(asked), branch) as here, said_plainly(url):
        here.output.mkdir(parents=True, exist_ok=True)
        engine = open_archive(url)
        with reading(engine) as connection:
            _mark_if_closed(months_of(connection), asked, here, branch)
        request, archived = request_for(str(asked), here.inbox, here.output, rulebook, archive, None, branch=branch)
        _refuse_unapproved(request)
        refuse_unless_next(asked, archived.last)
        run = run_month(request)
        folder = write_run(run, here.output)
        here.publish()
        if run.has_errors:
            return say(run, folder)
        figures = month_figures(run)
        own = keep_month(engine, figures, month_content(run, output_digests(folder)), archived.link)
        mark_closed(folder, str(asked), own)
        here.publish()
        tell(f"{asked} 已结账：{figures['people']} 人，调整合计 {yuan(figures['total_fen'])} 元，基金余额 {yuan(figures['closing_fen'])} 元。")
        tell(f"校验值 {own[:16]}；结果在 {folder}，不再改动。")
        tell(f"下一步：请财务按 {folder / 'pay_adjustment.xlsx'} 发放；以后的更正用 kaohe correct {asked}。")
    return DONE


def _closed_branch(asked: Month, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str) -> int:
    tell(f"{branch}：")
    try:
        return _close(asked, inbox, output, rulebook, archive, branch)
    except Stop as stop:
        tell(stop.sentence)
        return stop.code


def verify(output: Path, archive: str | None, branch: str = "", *, outputs: bool = True) -> int:
    """`kaohe verify`: the whole chain; the first thing that does not fit is named."""
    url = archive_url(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        found = next(faults(connection, output if outputs else None, branch), None)
        months = months_of(connection)
    if found is not None:
        tell(f"不符：{found}")
        return INPUT_ERRORS
    tell(f"{len(months)} 个已结账的月份全部相符。" if months else "档案库里还没有结账的月份。")
    return DONE


def correct(month: str, inbox: Path, output: Path, archive: str | None, branch: str = "", *, booked: bool) -> int:
    """`kaohe correct`: what a closed month would be on its corrected inputs; with `booked` into the next open month."""
    from pipeline.reports.corrections import write_corrections

    url = archive_url(archive, output, branch)
    asked = asked_month(month, inbox)
    with said_plainly(url):
        engine = open_archive(url)
        with reading(engine) as connection:
            request, link = _as_it_was(connection, asked, inbox, branch)
        run = run_month(request)
        if run.has_errors:
            return say(run, write_run(run, output / "corrections"))
        with reading(engine) as connection:
            found = difference(connection, asked, run)
        folder = write_corrections(output / "corrections" / str(asked) / branch, asked, found)
        _say_difference(asked, found)
        if found.is_empty:
            return DONE
        tell(f"逐条见 {folder / 'corrections.xlsx'}")
        if not booked:
            tell(f"确认后入账：kaohe correct {asked} --book")
            return DONE
        into = book(engine, asked, found, link)
    tell(f"已记入 {into} 的前期更正；{asked} 的结账数据没有改动。")
    return DONE


def history(employee_id: str, output: Path, archive: str | None, branch: str = "") -> int:
    """`kaohe history`: a person's closed months and actions."""

    url = archive_url(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        months, actions = ask.history_of(connection, employee_id)
    if not months:
        raise Stop(WRONG_CALL, f"档案库里没有工号 {employee_id} 的记录。")
    tell(f"{employee_id} {months[-1]['name']}，{months[-1]['department']}")
    rows = [
        (row["month"], _score(row), row["grade"] or "", row["rank"] or "", yuan(row["merit_pay_fen"]), yuan(row["fines_fen"]), yuan(row["total_fen"]))
        for row in months
    ]
    tell(table_text(("月份", "考核分", "等级", "排名", "绩效浮动", "罚款", "调整合计"), rows))
    for action in actions:
        tell(f"{action['month']} {action['label']}（{action['clause']}）：{action['note']}")
    return DONE


def fund(first: str | None, last: str | None, to: Path | None, output: Path, archive: str | None, branch: str = "") -> int:
    """`kaohe fund`: the ledger over any closed months, printed, or as a workbook."""
    from pipeline.reports.corrections import write_fund

    for text in filter(None, (first, last)):
        asked_month(text, output)
    url = archive_url(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        ledger = ask.fund_ledger(connection, first, last)
    if ledger.empty:
        raise Stop(WRONG_CALL, "这段时间没有结账的月份。")
    if to is not None:
        write_fund(to, ledger)
        tell(to)
        return DONE
    rows = [
        ("" if pd.isna(row["date"]) else f"{row['date']:%Y-%m-%d}", row["month"], row["summary"] or "", row["clause"] or "", row["employee_id"] or "",
         _fen(row["income"]), _fen(row["spending"]), yuan(row["balance"]))
        for row in ledger.astype(object).where(ledger.notna(), None).to_dict("records")
    ]
    tell(table_text(("日期", "月份", "摘要", "条款", "工号", "收入", "支出", "余额"), rows))
    return DONE


def export_archive(form: str, to: Path, output: Path, archive: str | None, branch: str = "") -> int:
    """`kaohe export`: all tables as Parquet or CSV, or the ledger for Beancount."""
    url = archive_url(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        if form == "beancount":
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(export.beancount(connection), encoding="utf-8")
            written = [to]
        else:
            written = export.export_tables(connection, to, form)
    for path in written:
        tell(path)
    return DONE


def purge(before: str, output: Path, archive: str | None, branch: str = "") -> int:
    """`kaohe purge`: personal data of old months out, sums and chain stay."""
    url = archive_url(archive, output, branch)
    month = asked_month(before, output)
    with said_plainly(url):
        purged = purge_before(open_archive(url), month)
    tell(f"已清除 {len(purged)} 个月的个人数据（{purged[0]} 至 {purged[-1]}），合计数和校验链保留。" if purged else "没有要清除的月份。")
    if purged:
        tell("结果文件夹里这些月份的文件请另行删除；按在职期间累计的次数不再含这些月份。")
    return DONE


def _mark_if_closed(months: list[dict[str, Any]], asked: Month, here: AtHand, branch: str) -> None:
    """A close that was cut off after the archive had the month lacks its mark: put it there, and refuse a second one."""
    for row in months:
        if row["month"] == str(asked):
            folder = here.output / row["month"] / branch
            if folder.is_dir():
                mark_closed(folder, row["month"], row["hash"])
                here.publish()
            raise Stop(REFUSED, f"{asked} 已经结账。要更正请用 kaohe correct {asked}。")


def _refuse_unapproved(request: Request) -> None:
    if not request.rulebook.approval.complete:
        raise Stop(REFUSED, f"规则 {request.rulebook.name} 还没有批准和备案（A-5.2），不能结账。请填写批准人、批准日期和备案日期。")


def _as_it_was(connection: Any, asked: Month, inbox: Path, branch: str) -> tuple[Request, str]:
    """The closed month again: its own rulebook and past, the inputs that lie in the inbox now."""
    if not is_closed(connection, asked):
        raise Stop(REFUSED, f"{asked} 还没有结账，直接运行 kaohe month {asked} 即可。")
    row = next(row for row in months_of(connection) if row["month"] == str(asked))
    if row["purged"]:
        raise Stop(REFUSED, f"{asked} 的个人数据已清除，不能再更正。")
    folder = inbox / str(asked) / branch
    if not folder.is_dir():
        raise Stop(WRONG_CALL, f"没有 {asked} 的文件夹：{folder}。请把更正后的工作簿放进去。")
    text = row["rulebook_text"]
    rulebook = rulebook_from(yaml.safe_load(text), Path(f"{row['rulebook']}.yaml"), text)
    archived = archived_before(connection, asked, rulebook)
    return Request(asked, folder, rulebook, row["as_of"], past=archived.past, branch=branch), archived.link


def _say_difference(asked: Month, found: Difference) -> None:
    if found.is_empty:
        tell(f"{asked}：与结账结果（含已入账的更正）没有差异。")
        return
    people = found.lines["employee_id"].nunique()
    tell(f"{asked}：{people} 人、{len(found.lines)} 条有变化，合计 {yuan(int(found.lines['amount'].sum()))} 元。")
    for row in found.changed_results.to_dict("records"):
        before, after = _known(row["score_before"]), _known(row["score"])
        tell(f"  {row['employee_id']} 考核分 {before} → {after}，绩效浮动 {yuan(row['merit_pay_before'])} → {yuan(row['merit_pay'])}")
    for line in found.lines.to_dict("records"):
        place = " · ".join(str(part) for part in (line["file"], line["sheet"]) if isinstance(part, str))
        row_number = "" if pd.isna(line["row"]) else f" · 第 {line['row']} 行"
        what = "冲销" if line["reversal"] else "补记"
        tell(f"  {line['employee_id']} {what} {line['clause']} {line['label']} {plain(line['points'])} 分 {yuan(line['amount'])} 元  {place}{row_number}")


def _score(row: dict[str, Any]) -> str:
    if row["score"] is None:
        return "—"
    corrected = "" if row["corrected_score"] in (None, row["score"]) else f"（更正后 {plain(row['corrected_score'])}）"
    return f"{plain(row['score'])}{corrected}"


def _known(value: Any) -> str:
    return "—" if pd.isna(value) else plain(int(value))


def _fen(value: Any) -> str:
    return "" if value is None else yuan(value)
