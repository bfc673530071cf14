"""How a command ends: its exit code, and a sentence when it stops."""

from __future__ import annotations

DONE = 0
INPUT_ERRORS = 1
WRONG_CALL = 2
REFUSED = 3
FAULT = 70
"""A fault of the program itself; the number that sysexits.h has for it."""


class Stop(Exception):
    """The command ends here with `code`, and `sentence` says why and what to do."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
