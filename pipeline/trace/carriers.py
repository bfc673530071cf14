"""Which code carries a clause: read from the docstrings, where each rule, check and form names its clauses."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.language.chosen import chosen
from pipeline.language.translation import N_, _
from pipeline.rulebook.model import Rulebook

PACKAGE = Path(__file__).parents[1]
ROOMS = {
    "rules": N_("规则"), "settlement": N_("结算"), "checks": N_("校验"), "schemas": N_("表"), "complaints": N_("投诉"), "service": N_("服务"),
    "reports": N_("报表和表单"), "archive": N_("档案"), "rulebook": N_("规则文件"),
}  # fmt: skip
CLAUSE = re.compile(r"(?<![\w.-])([ABC]-\d+[a-z]?(?:\.\d+)*)(?![\w-]|\.\d)")
LEDGER_OF_ITEMS = "rules/consequences.py: consequences"


@dataclass(frozen=True)
class Carrier:
    """A function or class that a clause is carried by; `place` is "rules/lateness.py: lateness"."""

    kind: str
    place: str


def carriers(rulebook: Rulebook) -> Mapping[str, tuple[Carrier, ...]]:
    """For each clause what carries it, in order of place; clauses of items are carried by the rule for items."""
    found: dict[str, list[Carrier]] = defaultdict(list)
    for clause, carrier in _in_docstrings(chosen()):
        if carrier not in found[clause]:
            found[clause].append(carrier)
    for code, item in rulebook.items.items():
        of_items = ROOMS["rules"]
        carrier = Carrier(_(of_items), _("{ledger_of_items}（事项 {code}）", ledger_of_items=LEDGER_OF_ITEMS, code=code))
        for consequence in item.sets_off:
            if carrier not in found[consequence.clause]:
                found[consequence.clause].append(carrier)
    return {clause: tuple(sorted(each, key=lambda carrier: carrier.place)) for clause, each in found.items()}


@cache
def _in_docstrings(language: str) -> tuple[tuple[str, Carrier], ...]:
    return tuple(
        (clause, Carrier(kind, f"{path.relative_to(PACKAGE).as_posix()}: {name}"))
        for path in sorted(PACKAGE.rglob("*.py"))
        if (kind := _kind(path)) is not None
        for name, text in _docstrings(path)
        for clause in dict.fromkeys(CLAUSE.findall(text))
    )


def _kind(path: Path) -> str | None:
    """The kind of the folder that the file lies in, the innermost that has one."""
    folder = path.relative_to(PACKAGE).parent.as_posix()
    return next((_(ROOMS[name]) for name in sorted(ROOMS, key=len, reverse=True) if folder == name or folder.startswith(f"{name}/")), None)


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Name and docstring of each function and class, and of modules that name a clause themselves."""
    source = path.read_text(encoding="utf-8")
    if CLAUSE.search(source):
        yield from _said(ast.parse(source))


def _said(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Statements alone are looked through: no expression has a docstring, and they are most of a file."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module) and (text := ast.get_docstring(node)):
        yield getattr(node, "name", _("（整个文件）")), text
    for part in getattr(node, "body", ()):
        yield from _said(part)
