"""Who gives the command: the user of the system and, where it is said, the person."""

from __future__ import annotations

import getpass
import os

from pipeline.base.text import printable

VARIABLE = "KAOHE_BY"


def act_as(person: str | None) -> None:
    """From here on the command is given by `person`; None leaves it to the system's user."""
    if person:
        os.environ[VARIABLE] = person


def who() -> str:
    """ "李敏（limin）", or the system's user alone; "—" where the system knows none."""
    try:
        user = printable(getpass.getuser())
    except (OSError, KeyError, ImportError):
        user = "—"
    person = printable(os.environ.get(VARIABLE, "").strip())
    return f"{person}（{user}）" if person else user
