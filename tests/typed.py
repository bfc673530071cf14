"""The command line as it is typed, in this process: what stood on the terminal and how it ended, without a new interpreter.

Each command of the menu has a process of its own; here it has this one too (tests/start/test_menu.py has the real ones).
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from pipeline.cli import menu
from pipeline.cli.main import main
from pipeline.language.chosen import VARIABLE, chosen
from pipeline.language.way_in import MENU

ONE_AFTER_THE_OTHER = """
import sys
from pipeline.cli.main import main
for arguments in calls:
    sys.argv = ["kaohe", *arguments]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
"""


def in_one_process(*calls: Sequence[str]) -> str:
    """A program for a new interpreter: the commands, until one ends otherwise than well."""
    return f"calls = {[[*call] for call in calls]}\n{ONE_AFTER_THE_OTHER}"


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
        chdir(cwd or Path.cwd()), same_rights(), redirect_stdout(printed), redirect_stderr(aside), pytest.raises(SystemExit) as ended,
    ):  # fmt: skip
        main()
    return Typed(int(ended.value.code or 0), printed.text, aside.text)


def at_menu(lines: Iterable[str], cwd: Path, env: Mapping[str, str]) -> Typed:
    """The menu on a terminal into which these lines are typed, some of them into its commands."""
    with answering(lines), patch.object(menu, "_run", _typed_from_menu):
        return typed(cwd=cwd, env=env)


@contextmanager
def answering(lines: Iterable[str]) -> Iterator[None]:
    """What is typed meanwhile is typed on a terminal, and so are these lines."""
    with patch.object(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines))), patch.object(Terminal, "isatty", lambda _: True):
        yield


def _typed_from_menu(command: Iterable[str]) -> int:
    _interpreter, _dash_m, _pipeline, *arguments = command
    with patch.dict(os.environ, {MENU: "1"}), patch.object(sys, "argv", ["kaohe", *arguments]), pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


class Keyboard(io.StringIO):
    """What somebody types who sits at a terminal."""

    def isatty(self) -> bool:
        return True


@contextmanager
def same_rights() -> Iterator[None]:
    """The rights of new files are afterwards what they were."""
    before = os.umask(0o077)
    os.umask(before)
    try:
        yield
    finally:
        os.umask(before)


class Terminal(io.TextIOWrapper):
    """Where a process writes to, with what was written at hand."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    @property
    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]
