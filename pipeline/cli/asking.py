"""A question on the terminal, where somebody sits at one."""

from __future__ import annotations

import sys

from pipeline.language.console import tell
from pipeline.language.progress import out_of_the_way
from pipeline.language.translation import _

CLOSE = ("结账", "close")
"""What is to be typed, in either language, so that nobody closes a month by a slip of the finger."""


def asked_on_terminal() -> bool:
    return sys.stdin is not None and sys.stdout is not None and sys.stdin.isatty() and sys.stdout.isatty()


def wants_to_close(what: tuple[str, ...]) -> bool:
    """Shows what will be locked and takes the word for it; anything else is no."""
    with out_of_the_way():
        tell("\n".join(what))
        try:
            answer = input(_("请输入“结账”确认，输入其他内容则不结账："))
        except EOFError:
            return False
    return answer.strip().lower() in CLOSE
