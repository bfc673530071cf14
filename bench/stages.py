"""Where the time of a month goes, stage by stage: `python -m bench.stages INBOX OUTPUT` prints seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

BARE = "the same slips as bare files"
STAGES = {
    "import": [],
    "reading": ["pipeline.month.story.take_in"],
    "typing": ["pipeline.month.story.read_tables"],
    "checks": ["pipeline.month.story.validate"],
    "rules": ["pipeline.month.story.month_entries"],
    "settlement": ["pipeline.month.story.settled"],
    "slips": ["pipeline.reports.slips.write"],
    "drawing": ["pipeline.app.request.write_run"],
}
"""The functions of which each stage consists; what one of them does for another stage is counted there."""


def main(inbox: Path, output: Path) -> None:
    started = time.perf_counter()
    from pipeline.app.month import compute_month
    from pipeline.base.collector import collect_rarely

    for name in ("pipeline.cli.main", "pipeline.month.handover", "pipeline.reports.everything"):
        import_module(name)
    collect_rarely()
    seconds = dict.fromkeys(STAGES, 0.0) | {"import": time.perf_counter() - started}
    with timed(seconds):
        compute_month(None, inbox, output, None, None, None)
    whole = time.perf_counter() - started
    seconds |= {"other": whole - sum(seconds.values()), "whole": whole}
    print(json.dumps(seconds | {BARE: bare_files(output)}), file=sys.stderr)


def bare_files(output: Path) -> float:
    """Seconds that this file system takes for the files of the slips alone."""
    contents = [path.read_bytes() for path in output.glob("*/slips/*.html")]
    target = output / "bare"
    target.mkdir()
    started = time.perf_counter()
    for number, content in enumerate(contents):
        with (target / f"{number}.html").open("wb", buffering=0) as file:
            file.write(content)
    return time.perf_counter() - started


@contextmanager
def timed(seconds: dict[str, float]) -> Iterator[None]:
    """The clock of the stage that was entered last runs, and no other."""
    stack: list[str] = []
    since = time.perf_counter()

    def switch() -> None:
        nonlocal since
        now = time.perf_counter()
        if stack:
            seconds[stack[-1]] += now - since
        since = now

    def clocked(stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            switch()
            stack.append(stage)
            try:
                return work(*arguments, **named)
            finally:
                switch()
                stack.pop()

        return run

    patches = [patch("pipeline.reports.everything.is_at_hand", lambda: False)]  # what another process does is on no clock here
    for stage, names in STAGES.items():
        for name in names:
            module, _, function = name.rpartition(".")
            patches.append(patch(name, clocked(stage, getattr(import_module(module), function))))
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
