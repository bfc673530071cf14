"""A command named in a sentence, by the way in that its reader took: make, the menu, or a program of another name."""

from __future__ import annotations

import os
import re

from pipeline.language.translation import N_, _

WAY, MENU = "KAOHE_WAY", "KAOHE_MENU"
"""What the Makefile, `kaohe` in the root and the Windows file say of themselves; and whether the menu gave the command."""
MAKE = "make"
TARGETS = ("start", "month", "check", "close")
"""The commands that make has as well."""
IN_MENU = {
    "start": N_("开始新的月份"), "check": N_("检查"), "month": N_("月结"), "explain": N_("为什么"), "correct": N_("更正"), "close": N_("结账"),
    "rulebook": N_("换规则"),
}  # fmt: skip
"""The menu's words for the commands, in its order."""
COMMAND = re.compile(r"\bkaohe ([a-z]+)((?: (?:--[a-z-]+|\d{4}-\d{2}(?!\d)))*)")


def as_called(sentence: str) -> str:
    """The sentence, in the reader's language, with its `kaohe …` as the reader would give it."""
    return COMMAND.sub(_called, sentence)


def _called(found: re.Match[str]) -> str:
    command, words = found[1], found[2].split()
    way = os.environ.get(WAY, "kaohe")
    if os.environ.get(MENU) and command in IN_MENU:
        return " ".join([_("菜单里的“{choice}”", choice=_(IN_MENU[command])), *(word for word in words if not word.startswith("--"))])
    if way != MAKE:
        return " ".join([way, command, *words])
    if command not in TARGETS:
        return " ".join([".venv/bin/kaohe", command, *words])
    options = [word for word in words if word.startswith("--")]
    month = [f"MONTH={word}" for word in words if word not in options]
    return " ".join(["make", command, *month, *([f'ARGS="{" ".join(options)}"'] if options else [])])
