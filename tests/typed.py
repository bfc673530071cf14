"""The command line as it is typed, in this process: what stood on the terminal and how it ended, without a new interpreter."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from pipeline.cli.main import main
from pipeline.language.chosen import VARIABLE, chosen


@dataclass(frozen=True)
class Typed:
    """What subprocess.run would say of the command."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        return self.stdout + self.stderr


def typed(*arguments: object, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Typed:
    """`kaohe` with these arguments, in an environment of its own where one is given; what it sets there ends with it."""
    printed, aside = Terminal(), Terminal()
    environment = {**os.environ, VARIABLE: chosen()} if env is None else env
    with (
        patch.dict(os.environ, environment, clear=True), patch.object(sys, "argv", ["kaohe", *map(str, arguments)]),
        chdir(cwd or Path.cwd()), redirect_stdout(printed), redirect_stderr(aside), pytest.raises(SystemExit) as ended,
    ):  # fmt: skip
        main()
    return Typed(int(ended.value.code or 0), printed.text, aside.text)


class Terminal(io.TextIOWrapper):
    """Where a process writes to, with what was written at hand."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]
