"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.language.translation import N_
from pipeline.storage.address import refuse_shared

MonthArgument = Annotated[str | None, typer.Argument(metavar="[MONTH]", help=N_("月份，如 2026-11；不写就用收件夹里最新的月份。"))]
Inbox = Annotated[Path, typer.Option(help=N_("放各月文件夹（YYYY-MM）的收件夹。"), callback=refuse_shared)]
Output = Annotated[Path, typer.Option(help=N_("结果写到这里的 YYYY-MM 文件夹。"), callback=refuse_shared)]
SharedInbox = Annotated[Path, typer.Option(help=N_("放各月文件夹（YYYY-MM）的收件夹，可以在共享存储（s3://…）。"))]
SharedOutput = Annotated[Path, typer.Option(help=N_("结果写到这里的 YYYY-MM 文件夹，可以在共享存储（s3://…）。"))]
RulebookFile = Annotated[Path | None, typer.Option("--rulebook", help=N_("另用一份规则文件。"))]
ArchiveUrl = Annotated[str | None, typer.Option("--archive", envvar="KAOHE_ARCHIVE", help=N_("档案库地址，默认 sqlite:///OUTPUT/archive.sqlite。"))]

Slips = Annotated[bool, typer.Option("--slips/--no-slips", help=N_("是否生成个人考核单。"))]
Branch = Annotated[str, typer.Option("--branch", help=N_("只对这个分支。"))]
Quiet = Annotated[bool, typer.Option("--quiet", help=N_("成功时不打印。"))]
AsJson = Annotated[bool, typer.Option("--json", help=N_("结束时打印 JSON，给别的程序读。"))]
Workers = Annotated[int | None, typer.Option("--workers", min=1, help=N_("有分支时同时计算几个，默认按处理器数。"))]
Scheduler = Annotated[str | None, typer.Option("--scheduler", metavar="tcp://HOST:PORT", help=N_("有分支时交给这个 Dask 集群计算。"))]
