"""The commands about closed months, as `cli.py` shows them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.base.who import act_as
from pipeline.cli.asking import asked_on_terminal, wants_to_close
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
from pipeline.cli.view import end
from pipeline.language.translation import N_, _


class ExportForm(StrEnum):
    parquet = "parquet"
    csv = "csv"
    beancount = "beancount"


Closed = Annotated[str, typer.Argument(metavar="MONTH", help=N_("已结账的月份，如 2026-10。"))]
Employee = Annotated[str, typer.Argument(metavar="工号", help=N_("员工的工号。"))]
Book = Annotated[bool, typer.Option("--book", help=N_("把差异记入下一个未结账的月份。"))]
Withdraw = Annotated[bool, typer.Option("--withdraw", help=N_("撤回已经入账、还没有结账的更正。"))]
WithProgram = Annotated[bool, typer.Option("--with-program", help=N_("连同程序更新带来的差异。"))]
From = Annotated[str | None, typer.Option("--from", help=N_("从这个月起。"))]
Until = Annotated[str | None, typer.Option("--until", help=N_("到这个月为止。"))]
YearArgument = Annotated[int, typer.Argument(metavar="YEAR", min=1950, max=2100, help=N_("年份，如 2026。"))]
YearWorkbook = Annotated[Path | None, typer.Option("--to", help=N_("写成这个工作簿；不写就放在结果文件夹里。"))]
Workbook = Annotated[Path | None, typer.Option("--to", help=N_("写成这个工作簿，不打印。"))]
Target = Annotated[Path, typer.Option("--to", help=N_("写到这个文件夹；beancount 是一个文件。"))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("不再询问，直接结账。"))]
By = Annotated[str | None, typer.Option("--by", help=N_("谁在操作，和系统用户名一起记入档案库。"))]
LeaveOpen = Annotated[bool, typer.Option("--leave-objections-open", help=N_("还没有裁定的申诉留到以后。"))]
Early = Annotated[bool, typer.Option("--early", help=N_("月份还没有结束也结账。"))]
Before = Annotated[str, typer.Option("--before", help=N_("清除这个月之前的个人数据，如 2024-01。"))]
Outputs = Annotated[bool, typer.Option("--outputs/--no-outputs", help=N_("是否核对结果文件。"))]

Restored = Annotated[str | None, typer.Argument(metavar="[MONTH]", help=N_("已结账的月份，如 2026-10。"))]
Backup = Annotated[Path | None, typer.Option("--from", metavar="FILE", help=N_("kaohe backup 做的备份：先整个核对，再恢复档案库和结果文件。"))]
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help=N_("备份写成这个文件，不能已经存在。"))]
Expected = Annotated[str | None, typer.Option("--expect", metavar="校验值", help=N_("封存单上的校验值，或以前记下的链尾：档案库里应有它。"))]
Sheet = Annotated[Path | None, typer.Option("--sheet", metavar="FILE", help=N_("一份传回来的工资调整表：与结账的结果逐人逐项核对。"))]


def close(
    month: MonthArgument = None, inbox: SharedInbox = Path("inbox"), output: SharedOutput = Path("output"),
    rulebook: RulebookFile = None, archive: ArchiveUrl = None, branch: Branch = "", yes: Yes = False, by: By = None,
    leave_objections_open: LeaveOpen = False, early: Early = False, slips: Slips = True, workers: Workers = None, scheduler: Scheduler = None,
    quiet: Quiet = False, json: AsJson = False,
) -> None:
    from pipeline.app.close import close_month, tell_only

    sure = tell_only if yes or quiet or json or not asked_on_terminal() else wants_to_close
    act_as(by)
    end(
        lambda: close_month(
            month, inbox, output, rulebook, archive, branch, sure=sure, leave_open=leave_objections_open, early=early, slips=slips,
            workers=workers, scheduler=scheduler,
        ),
        quiet=quiet, as_json=json,
    )  # fmt: skip


def verify(
    output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "", outputs: Outputs = True,
    expect: Expected = None, sheet: Sheet = None,
) -> None:
    from pipeline.app import verify as commands

    end(lambda: commands.verify(output, archive, branch, outputs=outputs, expected=expect, sheet=sheet))


def restore(
    month: Restored = None, source: Backup = None, output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "",
    by: By = None,
) -> None:
    from pipeline.app.backup import restore_all
    from pipeline.app.restore import restore_month

    if (month is None) == (source is None):
        raise Stop(WRONG_CALL, _("请写明要恢复的月份，如 kaohe restore 2026-10；或者备份文件，如 kaohe restore --from 备份.sqlite。"))
    act_as(by)
    if source is not None:
        end(lambda: restore_all(source, output, archive, branch))
    end(lambda: restore_month(str(month), output, archive, branch))


def backup(file: BackupFile, output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "", by: By = None) -> None:
    from pipeline.app import backup as commands

    act_as(by)

    end(lambda: commands.backup(file, output, archive, branch))


def correct(
    month: Closed, inbox: Inbox = Path("inbox"), output: Output = Path("output"), archive: ArchiveUrl = None,
    branch: Branch = "", book: Book = False, withdraw: Withdraw = False, with_program: WithProgram = False, by: By = None,
) -> None:
    from pipeline.app import correct as commands

    if book and withdraw:
        raise Stop(WRONG_CALL, _("--book 和 --withdraw 请只用一个。"))
    act_as(by)
    if withdraw:
        end(lambda: commands.withdraw_correction(month, inbox, output, archive, branch))
    end(lambda: commands.correct(month, inbox, output, archive, branch, booked=book, with_program=with_program))


def history(employee: Employee, output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "") -> None:
    from pipeline.app import closed_months as commands

    end(lambda: commands.history(employee, output, archive, branch))


def objections(output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "") -> None:
    from pipeline.app import closed_months as commands

    end(lambda: commands.objections(output, archive, branch))


def year(
    year: YearArgument, to: YearWorkbook = None, output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = ""
) -> None:
    from pipeline.app import closed_months as commands

    end(lambda: commands.year(year, to, output, archive, branch))


def fund(
    first: From = None, until: Until = None, to: Workbook = None, output: Output = Path("output"), archive: ArchiveUrl = None,
    branch: Branch = "",
) -> None:
    from pipeline.app import closed_months as commands

    end(lambda: commands.fund(first, until, to, output, archive, branch))


def export(
    format: Annotated[ExportForm, typer.Option("--format", help=N_("parquet、csv 或 beancount。"))] = ExportForm.csv,
    to: Target = Path("export"), output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "",
) -> None:
    from pipeline.app.closed_months import export_archive

    end(lambda: export_archive(format.value, to, output, archive, branch))


def purge(before: Before, output: Output = Path("output"), archive: ArchiveUrl = None, branch: Branch = "", by: By = None) -> None:
    from pipeline.app import closed_months as commands

    act_as(by)
    end(lambda: commands.purge(before, output, archive, branch))


def add_to(app: typer.Typer) -> None:
    app.command(help=N_("给一个月结账：重新计算、核对，写入档案库，以后不再改动。"))(close)
    app.command(help=N_("核对全部已结账的月份：校验链、明细、基金余额和结果文件。"))(verify)
    app.command(help=N_("把已结账月份的结果文件恢复成结账时的原样；加 --from 从备份恢复全部。"))(restore)
    app.command(help=N_("把档案库和已结账的结果文件备份成一个文件，别人在用时也可以。"))(backup)
    app.command(help=N_("按更正后的资料重算已结账的月份，列出差异；加 --book 记入下一个月，加 --withdraw 撤回。"))(correct)
    app.command(help=N_("一个人各月的考核分、等级、罚款和处理。"))(history)
    app.command(help=N_("已结账各月的申诉，按条款和记录人，有多少成立。"))(objections)
    app.command(help=N_("已结账各月的基金台账。"))(fund)
    app.command(help=N_("一年里已结账各月的汇总工作簿。"))(year)
    app.command(help=N_("把档案库导出给别的程序。"))(export)
    app.command(help=N_("清除旧月份的个人数据，合计数和校验链保留；至少保留两年。"))(purge)
