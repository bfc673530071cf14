"""What a long command shows while it works, and in which form it ends: lines, nothing, or JSON."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

from pipeline.language.chosen import read

_show: Callable[[str], None] | None = None


def stage(text: str) -> None:
    """Say what is being done now; nothing happens where nobody looks on."""
    if _show is not None:
        _show(read(text))


@contextmanager
def looked_on(quiet: bool) -> Iterator[None]:
    """On a terminal a line with a spinner that names the stage; elsewhere, or when it is to be quiet, nothing."""
    global _show
    if quiet or not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(read("正在开始…")) as status:
        _show = status.update
        try:
            yield
        finally:
            _show = None


def ended(command: Callable[[], int], output: Path, *, quiet: bool, as_json: bool) -> int:
    """Run the command and show its lines; when `quiet` only those of a failure, `as_json` one object instead."""
    if not quiet and not as_json:
        with looked_on(quiet):
            return command()
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = command()
    if as_json:
        print(json.dumps(_summary(code, printed.getvalue(), output), ensure_ascii=False, indent=2))
    elif code:
        print(printed.getvalue(), end="")
    return code


def _summary(code: int, printed: str, output: Path) -> dict[str, Any]:
    """Exit code, the lines that were said, and the findings and files of each run that they name."""
    from pipeline.storage.address import shown
    from pipeline.storage.overview import overview

    lines = [read(line) for line in printed.splitlines()]
    runs = []
    with overview(output) as here:
        for path in sorted((*here.glob("*/run.json"), *here.glob("*/*/run.json"))):
            folder = str(path.parent).replace(str(here), shown(output), 1)
            if any(folder in line for line in lines):
                run = json.loads(path.read_text(encoding="utf-8"))
                files = [f"{folder}{os.sep}{name}" for name in sorted(run["outputs"]) if "/" not in name]
                runs.append({"month": run["month"], "folder": folder, "findings": run["findings"], "files": files})
    return {"code": code, "lines": lines, "next": lines[-1] if lines else "", "runs": runs}
