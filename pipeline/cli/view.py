"""How a command's outcome is shown: as lines, as nothing when all went well, or as JSON for other programs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import typer

from pipeline.base.exits import DONE, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome
from pipeline.language.console import put, tell
from pipeline.language.progress import looked_on
from pipeline.language.translation import _
from pipeline.language.way_in import as_called


def end(command: Callable[[], Outcome], *, quiet: bool = False, as_json: bool = False) -> NoReturn:
    """Run the command and show what came of it; when `quiet` only what failed, `as_json` one object instead."""
    try:
        with looked_on(quiet or as_json):
            outcome = command()
    except KeyboardInterrupt:
        raise Stop(WRONG_CALL, _("已中断。没有写完的结果不会留下，请重新运行。")) from None
    if as_json and outcome.record is None:
        _show(_record(outcome))
    elif not quiet or outcome.code:
        show(outcome)
    raise typer.Exit(outcome.code)


def end_of(rounds: Iterable[Outcome]) -> NoReturn:
    """Show each round as it ends."""
    for outcome in rounds:
        show(outcome)
    raise typer.Exit(DONE)


def show(outcome: Outcome) -> None:
    if outcome.record is not None:
        _show(outcome.record)
    elif outcome.said:
        tell("\n".join(outcome.said))


def _show(record: object) -> None:
    put(json.dumps(record, ensure_ascii=False, indent=2))


def _record(outcome: Outcome) -> dict[str, Any]:
    runs = [
        {"month": each.month, "folder": each.folder, "findings": each.findings, "files": [f"{each.folder}{os.sep}{name}" for name in each.files]}
        for each in outcome.made
    ]
    return {"code": outcome.code, "lines": [as_called(line) for line in outcome.said], "next": as_called(outcome.next), "runs": runs}
