"""What the templates say, said while they are compiled: an environment has one language, so a message is text like that around it."""

from __future__ import annotations

import re

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

from pipeline.language.translation import translated

MARKS = ("_", "gettext")


class SaidWhenCompiled(Environment):
    """An environment whose templates have the messages of `said_in`, a language, in them; `_("…", name=…)` among a macro's arguments is said later."""

    said_in: str

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template: nodes.Template = _Said(self.said_in).visit(super()._parse(source, name, filename))
        return template


class _Said(NodeTransformer):
    def __init__(self, language: str) -> None:
        self.language = language

    def visit_Output(self, output: nodes.Output) -> nodes.Node:
        output.nodes = [part for node in output.nodes for part in self._parts(node)]
        return self.generic_visit(output)

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        message = _message(call)
        if message is None or call.kwargs:
            return self.generic_visit(call)
        return nodes.MarkSafe(nodes.Const(_text(self._said(message))), lineno=call.lineno)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        """A message's text and the expressions in it; what is none as it is."""
        message = _message(node)
        if message is None or not isinstance(node, nodes.Call):
            return [node]
        values = {each.key: each.value for each in node.kwargs}
        parts = re.split(r"%\((\w+)\)s", self._said(message))
        return [values[part] if at % 2 else nodes.TemplateData(_text(part)) for at, part in enumerate(parts)]

    def _said(self, message: str) -> str:
        return translated(message, self.language)


def _message(node: nodes.Expr) -> str | None:
    """What `_("…")` or `{% trans %}` marks."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MARKS and isinstance(node.args[0], nodes.Const):
        return str(node.args[0].value)
    return None


def _text(message: str) -> str:
    return message.replace("%%", "%")
