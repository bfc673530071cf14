"""Who gives the command: the user of the system and, where it is said, the person."""

from __future__ import annotations

import getpass
import os

from pipeline.base.text import printable

VARIABLE, ON_BEHALF = "KAOHE_BY", "KAOHE_ON_BEHALF"


def act_as(person: str | None) -> None:
    """From here on the command is given by `person`; None leaves it to the system's user."""
    if person:
        os.environ[VARIABLE] = person


def act_for(commander: str | None) -> None:
    """From here on what `who` said on another computer, where the command was given; None leaves it to this one."""
    if commander:
        os.environ[ON_BEHALF] = commander


def who() -> str:
    """ "李敏（limin）", or the system's user alone; "—" where the system knows none."""
    if ON_BEHALF in os.environ:
        return printable(os.environ[ON_BEHALF])
    try:
        user = printable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        user = "—"
    person = printable(os.environ.get(VARIABLE, "").strip())
    return f"{person}（{user}）" if person else user
