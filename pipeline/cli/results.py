"""The commands that explain a result and put results beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ArchiveUrl, Branch, Inbox, MonthArgument, Output, RulebookFile
from pipeline.cli.view import end
from pipeline.language.translation import N_

Employee = Annotated[str, typer.Argument(metavar="工号", help=N_("员工的工号。"))]
First = Annotated[str, typer.Argument(metavar="A", help=N_("月份；只写一个时，与这个月上一次不同的结果比较。"))]
Second = Annotated[str | None, typer.Argument(metavar="[B]", help=N_("另一个月份。"))]
AsJson = Annotated[bool, typer.Option("--json", help=N_("给别的程序读的 JSON。"))]
Months = Annotated[str, typer.Option("--months", help=N_("月份，如 2026-01..2026-10。"))]
Settings = Annotated[list[str] | None, typer.Option("--set", help=N_("只改一个数，如 pay.yuan_per_point=12；可写多次。"))]
Decisions = Annotated[bool, typer.Option("--decisions", help=N_("列出可以另作决定的事项，以及每一项改了以后这个月的变化。"))]


def explain(
    employee: Employee, month: MonthArgument = None, inbox: Inbox = Path("inbox"), output: Output = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, branch: Branch = "", json: AsJson = False,
) -> None:
    from pipeline.app import explain as commands

    end(lambda: commands.explain(employee, month, inbox, output, rulebook, archive, branch, as_json=json))


def diff(first: First, second: Second = None, output: Output = Path("output"), branch: Branch = "", json: AsJson = False) -> None:
    from pipeline.app import compare as commands

    end(lambda: commands.diff(first, second, output, branch, as_json=json))


def simulate(
    months: Months, inbox: Inbox = Path("inbox"), output: Output = Path("output"), rulebook: RulebookFile = None,
    settings: Settings = None, decisions: Decisions = False, archive: ArchiveUrl = None, branch: Branch = "",
) -> None:
    from pipeline.app import compare as commands

    if decisions:
        end(lambda: commands.decisions(months, inbox, output, rulebook, archive, branch))
    end(lambda: commands.simulate(months, inbox, output, rulebook, settings or [], archive, branch))


def add_to(app: typer.Typer) -> None:
    app.command(help=N_("一个人当月的每一分、每一元从何而来，哪些没有适用、为什么。"))(explain)
    app.command(help=N_("两个月之间，或同一个月两次运行之间，谁的结果不同、为什么。"))(diff)
    app.command(help=N_("换一份规则试算：工资、等级、基金和处理建议各有什么变化。"))(simulate)
