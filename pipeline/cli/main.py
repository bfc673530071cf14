"""The command line: it parses arguments, calls one function a command, and says in plain words what came of it."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from pipeline import __version__
from pipeline.app.ahead import read_ahead
from pipeline.app.settings import settle_in
from pipeline.base.collector import collect_rarely
from pipeline.base.exits import DONE, FAULT, WRONG_CALL, Stop
from pipeline.base.private import keep_private
from pipeline.cli import archive, results, rulebook
from pipeline.cli.asking import asked_on_terminal
from pipeline.cli.language import HELP, chosen_in, with_help_read
from pipeline.cli.options import (
    ArchiveUrl,
    AsJson,
    Branch,
    Inbox,
    MonthArgument,
    Output,
    Quiet,
    RulebookFile,
    Scheduler,
    SharedInbox,
    SharedOutput,
    Slips,
    Workers,
)
from pipeline.cli.streams import leave, ready, speak_utf8
from pipeline.cli.view import end, end_of
from pipeline.cli.wrong_call import said_of_call
from pipeline.language.console import Untold, tell
from pipeline.language.translation import N_, _

app = typer.Typer(
    name="kaohe", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help=N_("客服部月度考核、罚款和投诉处理：从填好的工作簿到工资调整表。"),
)

MonthToStart = Annotated[str | None, typer.Argument(metavar="[MONTH]", help=N_("要开始的月份；不写就用收件夹里最新月份的下一个月。"))]
HELP_ASKED = {"--help", "--version"}
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help=N_("按这一天判断是否逾期，默认当月最后一天。"))]
Draft = Annotated[bool, typer.Option("--draft", help=N_("有错误也出草稿，有关人员暂缓。"))]
Fresh = Annotated[bool, typer.Option("--fresh", help=N_("有分支时全部重新计算，不沿用没有变化的结果。"))]
MonthOfSlips = Annotated[str, typer.Argument(metavar="MONTH", help=N_("月份，如 2026-10。"))]
Employees = Annotated[list[str] | None, typer.Argument(metavar="[工号]...", help=N_("只要这些人的；不写就是全部。"))]
SlipFolder = Annotated[Path, typer.Option("--to", help=N_("放到这个文件夹的 slips 里。"))]
TemplateFolder = Annotated[Path, typer.Option("--output", help=N_("模板写到这个文件夹。"))]


@app.command(help=N_("开始一个月：把各人要填的工作簿写进收件夹，已知的都先填好；已有的文件不动。"))
def start(
    month: MonthToStart = None, inbox: Inbox = Path("inbox"), output: Output = Path("output"), rulebook: RulebookFile = None,
    branch: Branch = "",
) -> None:
    from pipeline.app.start import start_month

    end(lambda: start_month(month, inbox, output, rulebook, branch))


@app.command(help=N_("计算一个月：校验、计分、工资调整、基金台账和各种报表。"))
def month(
    month: MonthArgument = None, inbox: SharedInbox = Path("inbox"), output: SharedOutput = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, as_of: AsOf = None, slips: Slips = True, draft: Draft = False,
    workers: Workers = None, scheduler: Scheduler = None, fresh: Fresh = False, quiet: Quiet = False, json: AsJson = False,
) -> None:
    read_ahead(month, inbox, output)
    from pipeline.app.month import compute_month

    end(
        lambda: compute_month(
            month, inbox, output, rulebook, archive, _day(as_of), slips=slips, draft=draft, workers=workers,
            scheduler=scheduler, fresh=fresh,
        ),
        quiet=quiet, as_json=json,
    )  # fmt: skip


@app.command(help=N_("只校验，不计算。"))
def check(
    month: MonthArgument = None, inbox: SharedInbox = Path("inbox"), output: SharedOutput = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, workers: Workers = None, scheduler: Scheduler = None,
    quiet: Quiet = False, json: AsJson = False,
) -> None:
    read_ahead(month, inbox, output)
    from pipeline.app.month import check_month

    end(
        lambda: check_month(month, inbox, output, rulebook, archive, workers=workers, scheduler=scheduler),
        quiet=quiet, as_json=json,
    )  # fmt: skip


@app.command(help=N_("留意收件夹，每次保存工作簿就校验一次。"))
def watch(
    month: MonthArgument = None, inbox: Inbox = Path("inbox"), output: Output = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None,
) -> None:
    from pipeline.app import watch as watching

    end_of(watching.watch(month, inbox, output, rulebook, archive))


@app.command(help=N_("把共享存储上打成一包的考核单取到本机，可以只取几个人的。"))
def slips(
    month: MonthOfSlips, employees: Employees = None, to: SlipFolder = Path(), output: SharedOutput = Path("output"), branch: Branch = "",
) -> None:
    from pipeline.app.slips import bring_slips

    end(lambda: bring_slips(month, employees or [], to, output, branch))


@app.command(help=N_("按规则重新生成填报模板。"))
def templates(output: TemplateFolder = Path("input_templates"), rulebook: RulebookFile = None) -> None:
    from pipeline.app.month import make_templates

    end(lambda: make_templates(output, rulebook))


archive.add_to(app)
results.add_to(app)
rulebook.add_to(app)


@app.callback(invoke_without_command=True)
def version(
    version: Annotated[bool, typer.Option("--version", help=N_("显示版本。"))] = False,
    lang: Annotated[str, typer.Option("--lang", metavar="zh|en", help=HELP)] = "zh",
) -> None:
    if version:
        typer.echo(f"kaohe {__version__}")
        raise typer.Exit(DONE)


def main() -> None:
    """Run a command; whatever a person can cause ends in a sentence and an exit code, never in a traceback."""
    speak_utf8()
    keep_private()
    collect_rarely()
    ready()
    try:
        settle_in(Path(option_in(sys.argv[1:], "--inbox", "inbox")))
        arguments = chosen_in(sys.argv[1:])
        if not arguments and asked_on_terminal():
            from pipeline.cli.menu import menu

            menu()
            sys.exit(DONE)
        leave(with_help_read(typer.main.get_command(app))(arguments, standalone_mode=False) or DONE)
    except SystemExit as ended:
        leave(ended.code if isinstance(ended.code, int) else DONE)
    except BaseException as error:
        code, sentence = _said_of(error)
        tell(sentence, aside=True)
        leave(code)


def _said_of(error: BaseException) -> tuple[int, str]:
    if isinstance(error, Stop):
        return error.code, error.sentence
    if isinstance(error, TyperException):
        return error.exit_code, said_of_call(error)
    if isinstance(error, Untold):
        return WRONG_CALL, _("命令已经执行完，但没能把结果显示出来：{why}。", why=error.why)
    if isinstance(error, OSError) and HELP_ASKED & set(sys.argv[1:]):
        return WRONG_CALL, _("说明没能显示出来：{why}。", why=error.strerror or error)
    if isinstance(error, PermissionError):
        return WRONG_CALL, _("没有权限读写 {filename}，请核对文件夹权限，或关闭正在使用它的程序。", filename=error.filename)
    if isinstance(error, OSError):
        where = error.filename or _("输出文件夹")
        return WRONG_CALL, _("读写文件失败：{why}（{where}）。原来的结果没有改动。", why=error.strerror or error, where=where)
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return WRONG_CALL, _("已中断。没有写完的结果不会留下，请重新运行。")
    from pipeline.app.fault import report_fault

    command = next(filter(str.isalpha, sys.argv[1:]), "kaohe")
    return FAULT, report_fault(error, command, Path(option_in(sys.argv[1:], "--output", "output")))


def option_in(arguments: list[str], option: str, default: str) -> str:
    """The value that a call gives to an option, also a call that could not be parsed or run."""
    for at, each in enumerate(arguments):
        if each.startswith(f"{option}="):
            return each.partition("=")[2]
        if each == option and at + 1 < len(arguments):
            return arguments[at + 1]
    return default


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
