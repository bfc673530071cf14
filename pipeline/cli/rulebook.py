"""The commands about rulebooks, as `cli.py` shows them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import ArchiveUrl, Branch, Inbox, Output, RulebookFile
from pipeline.cli.view import end
from pipeline.language.translation import N_

Clause = Annotated[str, typer.Argument(metavar="条款", help=N_("条款编号，如 A-3.1.4。"))]
OfMonth = Annotated[str | None, typer.Option("--month", help=N_("列出这个月对谁适用。"))]
Old = Annotated[Path, typer.Argument(metavar="旧规则", help=N_("规则文件。"))]
New = Annotated[Path, typer.Argument(metavar="新规则", help=N_("规则文件。"))]
Proposal = Annotated[Path, typer.Argument(metavar="工作簿", help=N_("导出以后改好的工作簿。"))]
ToWorkbook = Annotated[Path, typer.Option("--to", help=N_("写成这个工作簿。"))]
ToFile = Annotated[Path | None, typer.Option("--to", help=N_("写成这个规则文件；不写就放进“规则”文件夹，以施行日期为名。"))]
NewRules = Annotated[Path, typer.Argument(metavar="新规则", help=N_("导入以后写出的规则文件。"))]
ToPage = Annotated[Path | None, typer.Option("--to", help=N_("写成这个网页；不写就放在规则文件旁边。"))]
FromDay = Annotated[datetime | None, typer.Option("--from-date", formats=["%Y-%m-%d"], help=N_("新规则的施行日期；不写就用“批准”表里的。"))]

rulebook_app = typer.Typer(name="rulebook", no_args_is_help=True, help=N_("比较、导出和导入规则。"))


def clause(
    clause: Clause, month: OfMonth = None, inbox: Inbox = Path("inbox"), output: Output = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, branch: Branch = "",
) -> None:
    from pipeline.app import rulebook as commands

    end(lambda: commands.clause(clause, month, inbox, output, rulebook, archive, branch))


@rulebook_app.command(help=N_("两份规则有什么不同。"))
def diff(old: Old, new: New) -> None:
    from pipeline.app import rulebook as commands

    end(lambda: commands.diff(old, new))


@rulebook_app.command(help=N_("把规则导出为可以修改和签批的工作簿。"))
def export(to: ToWorkbook = Path("rulebook.xlsx"), rulebook: RulebookFile = None) -> None:
    from pipeline.app import rulebook as commands

    end(lambda: commands.export(rulebook, to))


@rulebook_app.command("import", help=N_("把改好的工作簿写成新的规则文件；有错误时标在副本里。"))
def import_(workbook: Proposal, to: ToFile = None, from_date: FromDay = None, rulebook: RulebookFile = None) -> None:
    from pipeline.app import rulebook as commands

    end(lambda: commands.import_(workbook, rulebook, to, from_date.date() if from_date else None))


@rulebook_app.command(help=N_("新规则的附件：每个界限上下的情形，新旧对照，可以打印签批。"))
def annex(new: NewRules, rulebook: RulebookFile = None, to: ToPage = None) -> None:
    from pipeline.app import rulebook as commands

    end(lambda: commands.annex(new, rulebook, to))


def add_to(app: typer.Typer) -> None:
    app.command(help=N_("一条规定说什么、用什么数、由哪段程序执行、当月对谁适用。"))(clause)
    app.add_typer(rulebook_app)
