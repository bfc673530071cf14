"""`kaohe correct`: what a closed month would be on its corrected inputs, and the difference booked into the open one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from pipeline.app.find_branches import branches_in, refuse_all_branches
from pipeline.app.request import asked_month, outcome_of, write_run
from pipeline.archive.address import archive_url
from pipeline.archive.close import is_closed
from pipeline.archive.correct import Difference, book, difference
from pipeline.archive.past import archived_before
from pipeline.archive.store import open_archive, reading, said_plainly
from pipeline.archive.verify import months_of
from pipeline.base.exits import DONE, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.month.story import Request, run_month
from pipeline.rulebook.load import rulebook_from


def correct(month: str, inbox: Path, output: Path, archive: str | None, branch: str = "", *, booked: bool) -> Outcome:
    """`kaohe correct`: what a closed month would be on its corrected inputs; with `booked` into the next open month."""
    from pipeline.reports.corrections import write_corrections

    url = archive_url(archive, output, branch)
    asked = asked_month(month, inbox)
    refuse_all_branches(asked, branch, branches_in(inbox / str(asked)))
    with said_plainly(url):
        engine = open_archive(url)
        with reading(engine) as connection:
            request, link = _as_it_was(connection, asked, inbox, branch)
        run = run_month(request)
        if run.has_errors:
            return outcome_of(run, write_run(run, output / "corrections"))
        with reading(engine) as connection:
            found = difference(connection, asked, run)
        folder = write_corrections(output / "corrections" / str(asked) / branch, asked, found)
        if found.is_empty:
            return said(DONE, f"{asked}：与结账结果（含已入账的更正）没有差异。")
        lines = [*_difference(asked, found), f"逐条见 {folder / 'corrections.xlsx'}"]
        if not booked:
            return said(DONE, *lines, f"确认后入账：kaohe correct {asked} --book")
        into = book(engine, asked, found, link)
    return said(DONE, *lines, f"已记入 {into} 的前期更正；{asked} 的结账数据没有改动。")


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


def _difference(asked: Month, found: Difference) -> Iterator[str]:
    """Who and what changes, a line each."""
    people = found.lines["employee_id"].nunique()
    yield f"{asked}：{people} 人、{len(found.lines)} 条有变化，合计 {yuan(int(found.lines['amount'].sum()))} 元。"
    for row in found.changed_results.to_dict("records"):
        before, after = _known(row["score_before"]), _known(row["score"])
        yield f"  {row['employee_id']} 考核分 {before} → {after}，绩效浮动 {yuan(row['merit_pay_before'])} → {yuan(row['merit_pay'])}"
    for line in found.lines.to_dict("records"):
        place = " · ".join(str(part) for part in (line["file"], line["sheet"]) if isinstance(part, str))
        row_number = "" if pd.isna(line["row"]) else f" · 第 {line['row']} 行"
        what = "冲销" if line["reversal"] else "补记"
        yield f"  {line['employee_id']} {what} {line['clause']} {line['label']} {plain(line['points'])} 分 {yuan(line['amount'])} 元  {place}{row_number}"


def _known(value: Any) -> str:
    return "—" if pd.isna(value) else plain(int(value))
