"""What closed months are asked for: a person's history, the fund, export, purge."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from pipeline.app.find_branches import refuse_all_branches
from pipeline.app.request import asked_month
from pipeline.archive import ask, export
from pipeline.archive.address import archive_exists, archive_url, file_of
from pipeline.archive.copy import saved_copies
from pipeline.archive.objections import objections_by_recorder
from pipeline.archive.purge import overwrite_free_space, purge_before
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.archive.verify import months_of
from pipeline.base.exits import DONE, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.console import table_text
from pipeline.language.translation import _
from pipeline.outputs.fingerprint import note_of
from pipeline.reports.index_page import write_index
from pipeline.settlement.corrections import holder
from pipeline.workbooks.kept import folders_within


def history(employee_id: str, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe history`: a person's closed months and actions."""
    with looked_at(archive, output, branch) as connection:
        found = ask.histories_of(connection, employee_id)
        lines = [line for months, actions in found for line in _history(months, actions, of_several=len(found) > 1)]
    if not lines:
        raise Stop(WRONG_CALL, _("档案库里没有工号 {employee_id} 的记录。", employee_id=employee_id))
    return said(DONE, *lines)


def _history(months: list[dict[str, Any]], actions: list[dict[str, Any]], *, of_several: bool) -> Iterator[str]:
    """One person's months as a table, and their actions; `of_several` who had the id, since when this one is there."""
    last = months[-1]
    joined = ask.joined_on(months)
    since = _("（{joined} 入职）", joined=joined) if of_several and joined is not None else ""
    yield f"{holder(last['employee_id'])} {last['name']}，{last['department']}{since}"
    rows = [
        (row["month"], _score(row), _grade(row), row["rank"] or "", yuan(row["merit_pay_fen"]), yuan(row["fines_fen"]), yuan(row["total_fen"]))
        for row in months
    ]
    yield table_text((_("月份"), _("考核分"), _("等级"), _("排名"), _("绩效浮动"), _("罚款"), _("调整合计")), rows)
    yield from (f"{action['month']} {action['label']}（{action['clause']}）：{action['note']}" for action in actions)


def objections(output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe objections`: those of closed months by clause and recorder, with the share found right."""
    with looked_at(archive, output, branch) as connection:
        found = objections_by_recorder(connection)
    if found.empty:
        return said(DONE, _("已结账的月份没有申诉。"))
    rows = []
    for row in found.to_dict("records"):
        recorder = "—" if pd.isna(row["recorder"]) else row["recorder"]
        share = "—" if pd.isna(row["share"]) else f"{row['share']:.0%}"
        rows.append((row["clause"], recorder, *(str(row[name]) for name in ("raised", "open", "upheld", "changed", "revoked")), share))
    return said(DONE, table_text((_("条款"), _("记录人"), _("申诉"), _("待裁定"), _("维持"), _("改分"), _("撤销"), _("申诉成立")), rows))


def fund(first: str | None, last: str | None, to: Path | None, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe fund`: the ledger over any closed months, printed, or as a workbook."""
    from pipeline.reports.corrections import write_fund

    for text in filter(None, (first, last)):
        asked_month(text, output)
    with looked_at(archive, output, branch) as connection:
        ledger = ask.fund_ledger(connection, first, last)
    if ledger.empty:
        raise Stop(WRONG_CALL, _("这段时间没有结账的月份。"))
    if to is not None:
        write_fund(to, ledger)
        return said(DONE, to)
    rows = [
        ("" if pd.isna(row["date"]) else f"{row['date']:%Y-%m-%d}", row["month"], row["summary"] or "", row["clause"] or "", row["employee_id"] or "",
         _fen(row["income"]), _fen(row["spending"]), yuan(row["balance"]))
        for row in ledger.astype(object).where(ledger.notna(), None).to_dict("records")
    ]
    return said(DONE, table_text((_("日期"), _("月份"), _("摘要"), _("条款"), _("工号"), _("收入"), _("支出"), _("余额")), rows))


def year(asked: int, to: Path | None, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe year`: the closed months of a year as a workbook and a page, beside the output of its months unless told otherwise."""
    from pipeline.archive.year import year_of
    from pipeline.compare.year import beside
    from pipeline.reports.year import write_year
    from pipeline.reports.year_page import write_year_page

    with looked_at(archive, output, branch) as connection:
        found = year_of(connection, asked)
    if found is None:
        raise Stop(WRONG_CALL, _("{year} 年没有结账的月份。", year=asked))
    path = to or _year_in(output, asked, branch)
    path.parent.mkdir(parents=True, exist_ok=True)
    told, page = beside(found), path.with_suffix(".html")
    write_year(path, asked, told)
    write_year_page(page, asked, told, _beside(page, told.names, branch))
    if to is None:
        write_index(output)
    return said(
        DONE, _("{year} 年：{months} 个已结账的月份，{people} 人；{path}", year=asked, months=len(told.names), people=len(told.results), path=path),
        _("页面：{path}", path=page),
    )


def _year_in(output: Path, year: int, branch: str) -> Path:
    return output / (f"{year:04d}.{branch}.xlsx" if branch else f"{year:04d}.xlsx")


def _beside(page: Path, names: Sequence[str], branch: str) -> dict[str, str]:
    """Where the page of each month lies, of those that are there beside the page of the year."""
    places = {name: "/".join(filter(None, (name, branch, "report.html"))) for name in names}
    return {name: place for name, place in places.items() if (page.parent / place).exists()}


def export_archive(form: str, to: Path, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe export`: all tables as Parquet or CSV, or the ledger for Beancount."""
    with looked_at(archive, output, branch) as connection:
        if form == "beancount":
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(export.beancount(connection), encoding="utf-8")
            written = [to]
        else:
            written = export.export_tables(connection, to, form)
    return said(DONE, *written)


def purge(before: str, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe purge`: personal data of old months out, of the archive and of the output; sums and chain stay."""
    url = asked_archive(archive, output, branch)
    month = asked_month(before, output)
    with said_plainly(url):
        engine = open_archive(url)
        purged = purge_before(engine, month)
        emptied = overwrite_free_space(engine)
        with reading(engine) as connection:
            copies = saved_copies(connection)
            gone = [row["month"] for row in months_of(connection) if row["purged"]]
    told = [*(folder for name in gone for folder in _outputs_of(name, output, branch)), *folders_within(output)]
    left = [str(folder) for folder in told if not _is_removed(folder)]
    write_index(output)
    if not purged:
        return said(DONE, _("没有要清除的月份。"))
    lines = [
        _("已清除 {count} 个月的个人数据（{first} 至 {last}）和它们的结果文件，合计数和校验链保留。", count=len(purged), first=purged[0], last=purged[-1]),
        _("按在职期间累计的次数不再含这些月份。记入以后月份的更正，随那个月保留。"),
    ]
    if not emptied:
        lines.append(_("数据库的空闲页没有能清空，里面可能还有删掉的内容。请关闭其他正在用档案库的程序，再运行一次。"))
    if left:
        lines.append(_("没有能删除：{left}。请关闭正在使用它们的程序，再运行一次。", left='、'.join(left)))
    if copies:
        lines.append(_("这些备份里还有：{copies}。请删除，或清除以后重新备份。", copies='、'.join(copies)))
    return said(DONE, *lines, _("本程序够不着的请另行清理：收件夹里的工作簿，打印件、邮件和别处的副本，数据库服务器自己的备份和日志。"))


def _outputs_of(month: str, output: Path, branch: str) -> list[Path]:
    """What of the output tells of a month's persons: its folders, the note beside one, and the year that it is in."""
    final, year = output / month / branch, _year_in(output, Month.parse(month).year, branch)
    told = (final, note_of(final), output / "corrections" / month / branch, year, year.with_suffix(".html"))
    return [each for each in told if each.exists()]


def _is_removed(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return not path.exists()


@contextmanager
def looked_at(archive: str | None, output: Path, branch: str) -> Iterator[Connection]:
    """An archive that is there, to be read. Raises Stop where it is not, or cannot be used."""
    url = asked_archive(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        yield connection


def asked_archive(archive: str | None, output: Path, branch: str) -> str:
    """The address of an archive that is there. Raises Stop where it is not, or where it is not said which."""
    url = named_archive(archive, output, branch)
    if not archive_exists(url):
        raise Stop(WRONG_CALL, _("没有档案库 {file}。请核对 --archive 和 --output；还没有结过账的，先运行 kaohe close。", file=file_of(url)))
    return url


def named_archive(archive: str | None, output: Path, branch: str) -> str:
    """Its address. Raises Stop where there is one for each branch and none is named."""
    if archive is None and not archive_exists(archive_url(None, output)):
        names = sorted(path.name.removeprefix("archive.").removesuffix(".sqlite") for path in output.glob("archive.*.sqlite"))
        refuse_all_branches(_("档案库"), branch, names)
    if archive is not None and "{branch}" in archive and not branch:
        raise Stop(WRONG_CALL, _("档案库地址里有 {branch}，请用 --branch 写明是哪一个分支。"))
    return archive_url(archive, output, branch)


def _grade(row: dict[str, Any]) -> str:
    kept, now = row["grade"] or "—", row["corrected_grade"] or "—"
    return kept if row["corrected_score"] in (None, row["score"]) or now == kept else _("{kept}（更正后 {now}）", kept=kept, now=now)


def _score(row: dict[str, Any]) -> str:
    if row["score"] is None:
        return "—"
    corrected = "" if row["corrected_score"] in (None, row["score"]) else _("（更正后 {corrected_score}）", corrected_score=plain(row['corrected_score']))
    return f"{plain(row['score'])}{corrected}"


def _fen(value: Any) -> str:
    return "" if value is None else yuan(value)
