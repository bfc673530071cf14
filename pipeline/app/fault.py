"""A fault of the program: what a maintainer needs to know of it, without anything of what the workbooks have in them."""

from __future__ import annotations

import platform
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import gettempdir
from traceback import extract_tb

from pipeline import __version__
from pipeline.language.translation import _
from pipeline.storage.address import is_shared

LIBRARIES = ("pandas", "numpy", "pandera", "openpyxl", "pydantic", "SQLAlchemy")


def report_fault(error: BaseException, command: str, output: Path) -> str:
    """Write what happened to a file beside the output, or in the system's temporary folder, and say so.

    A fault's own text and all values may have personal data in them, so the file has neither: the kinds of exceptions,
    the places in the code, the command's name and the versions.
    """
    lines = [
        _("kaohe {version}，命令 {command}，{now}", version=__version__, command=command, now=f"{datetime.now():%Y-%m-%d %H:%M:%S}"),
        f"Python {platform.python_version()}，{sys.platform}",
        "，".join(f"{name} {version(name)}" for name in LIBRARIES),
    ]
    each: BaseException | None = error
    while each is not None:
        lines += ["", type(each).__name__]
        lines += [f"  {place_of(frame.filename)}:{frame.lineno} {frame.name}" for frame in extract_tb(each.__traceback__)]
        each = each.__cause__ or each.__context__
    where = _written("\n".join([*lines, ""]), output)
    details = _("详情在 {where}（不含个人数据），请连同这个文件告诉维护人员", where=where) if where else _("请告诉维护人员")
    return _("程序内部出错，这不是资料的问题；{details}。原来的结果没有改动。", details=details)


def place_of(path: str) -> str:
    """A source file without the folders that this computer happens to have."""
    parts = Path(path).parts
    start = max((at for at, part in enumerate(parts) if part in ("pipeline", "site-packages")), default=len(parts) - 1)
    return "/".join(parts[start:])


def _written(text: str, output: Path) -> Path | None:
    name = f"fault-{datetime.now():%Y%m%d-%H%M%S}.txt"
    for folder in (Path(gettempdir()) if is_shared(output) else output, Path(gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
            return folder / name
        except OSError:
            continue
    return None
