"""`--lang`: stands anywhere on the command line, since help and refusals are in that language too."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from pipeline.language.chosen import LANGUAGES, choose, chosen
from pipeline.language.translation import N_, _

HELP = N_("报表和提示用的语言：zh 中文，en 英文。每个命令都可以加。")


def chosen_in(arguments: Sequence[str]) -> list[str]:
    """Choose the language that the arguments ask for, and return the other arguments; an unknown one ends the run."""
    parser = ArgumentParser(prog="kaohe", usage="kaohe --lang {zh,en} …", add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", choices=LANGUAGES, default=chosen())
    known, rest = parser.parse_known_args(arguments)
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
