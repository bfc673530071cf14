"""What closed months are asked for: a person's history, the fund, export, purge."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.app.find_branches import refuse_all_branches
from pipeline.app.request import asked_month
from pipeline.archive import ask, export
from pipeline.archive.address import archive_exists, archive_url
from pipeline.archive.purge import purge_before
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.base.exits import DONE, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.units import plain, yuan
from pipeline.language.console import table_text


def history(employee_id: str, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe history`: a person's closed months and actions."""

    url = asked_archive(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        months, actions = ask.history_of(connection, employee_id)
    if not months:
        raise Stop(WRONG_CALL, f"档案库里没有工号 {employee_id} 的记录。")
    rows = [
        (row["month"], _score(row), row["grade"] or "", row["rank"] or "", yuan(row["merit_pay_fen"]), yuan(row["fines_fen"]), yuan(row["total_fen"]))
        for row in months
    ]
    return said(
        DONE,
        f"{employee_id} {months[-1]['name']}，{months[-1]['department']}",
        table_text(("月份", "考核分", "等级", "排名", "绩效浮动", "罚款", "调整合计"), rows),
        *(f"{action['month']} {action['label']}（{action['clause']}）：{action['note']}" for action in actions),
    )


def fund(first: str | None, last: str | None, to: Path | None, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe fund`: the ledger over any closed months, printed, or as a workbook."""
    from pipeline.reports.corrections import write_fund

    for text in filter(None, (first, last)):
        asked_month(text, output)
    url = asked_archive(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        ledger = ask.fund_ledger(connection, first, last)
    if ledger.empty:
        raise Stop(WRONG_CALL, "这段时间没有结账的月份。")
    if to is not None:
        write_fund(to, ledger)
        return said(DONE, to)
    rows = [
        ("" if pd.isna(row["date"]) else f"{row['date']:%Y-%m-%d}", row["month"], row["summary"] or "", row["clause"] or "", row["employee_id"] or "",
         _fen(row["income"]), _fen(row["spending"]), yuan(row["balance"]))
        for row in ledger.astype(object).where(ledger.notna(), None).to_dict("records")
    ]
    return said(DONE, table_text(("日期", "月份", "摘要", "条款", "工号", "收入", "支出", "余额"), rows))


def export_archive(form: str, to: Path, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe export`: all tables as Parquet or CSV, or the ledger for Beancount."""
    url = asked_archive(archive, output, branch)
    with said_plainly(url), reading(open_archive(url)) as connection:
        if form == "beancount":
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_text(export.beancount(connection), encoding="utf-8")
            written = [to]
        else:
            written = export.export_tables(connection, to, form)
    return said(DONE, *written)


def purge(before: str, output: Path, archive: str | None, branch: str = "") -> Outcome:
    """`kaohe purge`: personal data of old months out, sums and chain stay."""
    url = asked_archive(archive, output, branch)
    month = asked_month(before, output)
    with said_plainly(url):
        purged = purge_before(open_archive(url), month)
    if not purged:
        return said(DONE, "没有要清除的月份。")
    return said(
        DONE,
        f"已清除 {len(purged)} 个月的个人数据（{purged[0]} 至 {purged[-1]}），合计数和校验链保留。",
        "结果文件夹里这些月份的文件请另行删除；按在职期间累计的次数不再含这些月份。",
    )


def asked_archive(archive: str | None, output: Path, branch: str) -> str:
    """Its address. Raises Stop where there is one for each branch and none is named."""
    if archive is None and not archive_exists(archive_url(None, output)):
        names = sorted(path.name.removeprefix("archive.").removesuffix(".sqlite") for path in output.glob("archive.*.sqlite"))
        refuse_all_branches("档案库", branch, names)
    if archive is not None and "{branch}" in archive and not branch:
        raise Stop(WRONG_CALL, "档案库地址里有 {branch}，请用 --branch 写明是哪一个分支。")
    return archive_url(archive, output, branch)


def _score(row: dict[str, Any]) -> str:
    if row["score"] is None:
        return "—"
    corrected = "" if row["corrected_score"] in (None, row["score"]) else f"（更正后 {plain(row['corrected_score'])}）"
    return f"{plain(row['score'])}{corrected}"


def _fen(value: Any) -> str:
    return "" if value is None else yuan(value)
