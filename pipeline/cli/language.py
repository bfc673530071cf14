"""`--lang`: stands anywhere on the command line, since help and refusals are in that language too."""

from __future__ import annotations

from argparse import ArgumentError, ArgumentParser
from collections.abc import Sequence
from typing import Any

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.chosen import LANGUAGES, choose, chosen
from pipeline.language.translation import N_, _

HELP = N_("报表和提示用的语言：zh 中文，en 英文。每个命令都可以加。")


def chosen_in(arguments: Sequence[str]) -> list[str]:
    """Choose the language that the arguments ask for, and return the other arguments; raises Stop where there is none of it."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=chosen())
    try:
        known, rest = parser.parse_known_args(arguments)
    except ArgumentError:
        raise Stop(WRONG_CALL, _("--lang 后面请写 zh（中文）或 en（English）。")) from None
    choose(known.lang)
    return rest


def with_help_read(command: Any) -> Any:
    """The command, and each below it, with its help in the language chosen."""
    for each in (command, *command.params):
        if getattr(each, "help", None):
            each.help = _(each.help)
    for below in getattr(command, "commands", {}).values():
        with_help_read(below)
    return command
