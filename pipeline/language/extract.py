"""What Babel's extraction finds: every Chinese text of the program, without marks, since the program speaks Chinese.

A formatted string, or one put together with +, is a message with its parts in braces; each line is one of its own.
What a module explains about itself and patterns with a backslash are no messages.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

import yaml

from pipeline.language.pieces import constants, pieces
from pipeline.language.reading import CHINESE

Found = tuple[int, str | None, str, list[str]]
"""Line, function, message, comments: what Babel asks of an extraction method."""


def python(file: BinaryIO, keywords: Collection[str], comments: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Every Chinese text of a module; with the option `words`, only those of its tables of words."""
    tree = ast.parse(file.read())
    roots = _word_tables(tree) if options.get("words") else [tree]
    passed_over = set() if options.get("docstrings") else {id(node) for node in _docstrings(tree)}
    for root in roots:
        for line, text in _texts(root, passed_over):
            yield line, None, text, []


def messages(file: BinaryIO, keywords: Collection[str], comments: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """The sentences and the advice of a catalogue of findings; their titles stand in the Chinese guide alone."""
    tree = ast.parse(file.read())
    sentences = [
        part for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_error", "_warning")
        for part in node.args[1:]
    ]
    for root in (*_word_tables(tree), *sentences):
        for line, text in _texts(root, set()):
            yield line, None, text, []


def jinja(file: BinaryIO, keywords: Collection[str], comments: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Every piece of text of a template, and the Chinese in its expressions."""
    source = file.read().decode("utf-8")
    for text in (*pieces(source), *constants(source)):
        yield 1, None, text, []


def rules(file: BinaryIO, keywords: Collection[str], comments: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Every Chinese value of a rulebook: labels, clauses, decisions."""
    for text in _values(yaml.safe_load(file)):
        yield 1, None, text, []


def _texts(node: ast.AST, passed_over: set[int]) -> Iterator[tuple[int, str]]:
    if id(node) in passed_over:
        return
    if isinstance(node, ast.Constant | ast.JoinedStr) or _is_sum(node):
        text, parts = _message(node)
        for line in text.split("\n") if "\\" not in text else ():
            if CHINESE.search(line):
                yield getattr(node, "lineno", 1), line
        children: Iterator[ast.AST] | list[ast.AST] = parts
    else:
        children = ast.iter_child_nodes(node)
    for child in children:
        yield from _texts(child, passed_over)


def _message(node: ast.AST) -> tuple[str, list[ast.AST]]:
    """The text of a string expression with its parts in braces, and the parts."""
    pieces, parts = [], []
    for each in _joined(node):
        if isinstance(each, str):
            pieces.append(each)
        else:
            parts.append(each)
            pieces.append(f"{{{_name(each, pieces)}}}")
    return ("".join(pieces), parts) if any(isinstance(each, str) for each in _joined(node)) else ("", parts)


def _joined(node: ast.AST) -> Iterator[str | ast.AST]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for value in node.values:
            yield from _joined(value)
    elif isinstance(node, ast.FormattedValue):
        yield node.value
    elif _is_sum(node):
        yield from _joined(node.left)  # type: ignore[attr-defined]
        yield from _joined(node.right)  # type: ignore[attr-defined]
    else:
        yield node


def _is_sum(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)


def _name(node: ast.AST, pieces: list[str]) -> str:
    names = [_own_name(each) for each in ast.walk(node)]
    name = next((each for each in names if each and each.isascii() and each.isidentifier()), "part")
    taken, number = "".join(pieces), 2
    unique = name
    while f"{{{unique}}}" in taken:
        unique, number = f"{name}{number}", number + 1
    return unique


def _own_name(node: ast.AST) -> str:
    if isinstance(node, ast.Name) and node.id not in ("yuan", "plain", "signed", "abs", "int", "len", "str", "sum", "clock"):
        return node.id
    if isinstance(node, ast.Attribute):
        return node.attr
    return str(node.value) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _word_tables(tree: ast.Module) -> list[ast.AST]:
    """The dictionaries of plain words at the top of a module."""
    values = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    return [each for each in values if isinstance(each, ast.Dict | ast.Constant)]


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        for each in getattr(node, "body", None) or () if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) else ():
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                yield each.value


def _values(node: object) -> Iterator[str]:
    if isinstance(node, str) and CHINESE.search(node):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from _values(child)
