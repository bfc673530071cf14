"""The command that explains a person's month, as `cli.py` shows it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ArchiveUrl, Branch, Inbox, MonthArgument, Output, RulebookFile
from pipeline.cli.view import end
from pipeline.language.translation import N_

Employee = Annotated[str, typer.Argument(metavar="工号", help=N_("员工的工号。"))]
AsJson = Annotated[bool, typer.Option("--json", help=N_("给别的程序读的 JSON。"))]


def explain(
    employee: Employee, month: MonthArgument = None, inbox: Inbox = Path("inbox"), output: Output = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, branch: Branch = "", json: AsJson = False,
) -> None:
    from pipeline.app import explain as commands

    end(lambda: commands.explain(employee, month, inbox, output, rulebook, archive, branch, as_json=json))


def add_to(app: typer.Typer) -> None:
    app.command(help=N_("一个人当月的每一分、每一元从何而来，哪些没有适用、为什么。"))(explain)
