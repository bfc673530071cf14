"""A call that is written wrongly, as a sentence that says what is wrong and where the right way stands."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from pipeline.language.translation import _


def said_of_call(error: TyperException) -> str:
    """What the parser of the command line found, by what it knows beside its own words, which are English."""
    context = getattr(error, "ctx", None)
    found = _found(error, context)
    return found + _("写法请看 {command} --help。", command=_command(context)) if found else error.message


def _found(error: Any, context: Any) -> str:
    """Nothing where a group was called without a command, which shows its help."""
    if hasattr(error, "param_type"):
        return _("缺少“{name}”。", name=error.param.get_error_hint().strip("'"))
    if hasattr(error, "possibilities"):
        near = _("，相近的有 {near}", near="、".join(error.possibilities)) if error.possibilities else ""
        return _("没有选项“{name}”{near}。", name=error.option_name, near=near)
    if hasattr(error, "option_name"):
        return _("选项“{name}”后面缺少内容。", name=error.option_name)
    if hasattr(error, "param"):
        return _("“{name}”后面的内容不对。", name=error.param.opts[0])
    if not error.message or "\n" in error.message:
        return ""
    return _("没有这个命令。") if hasattr(context.command, "commands") else _("后面多写了内容。")


def _command(context: Any) -> str:
    """As it is called, whatever the program was started with."""
    names: list[str] = []
    while context is not None and context.parent is not None:
        names, context = [context.info_name, *names], context.parent
    return " ".join(["kaohe", *names])
