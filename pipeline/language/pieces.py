"""The pieces of text in a template: what stands between its tags and statements, and in attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.language.reading import CHINESE

WRITTEN = re.compile("[\u4e00-\u9fff：，；。、（）　]")
EXPRESSION = r"\{\{.*?\}\}"
STATEMENT = r"\{%.*?%\}"
COMMENT = r"\{#.*?#\}"
_TAG = rf'<[/!\w](?:{STATEMENT}|{EXPRESSION}|"(?:{STATEMENT}|{EXPRESSION}|[^"])*"|[^<>"{{])*>'
_BETWEEN = re.compile(rf"({COMMENT}|{STATEMENT}|{_TAG})", re.DOTALL)
_ATTRIBUTE = re.compile(rf'(?<==")((?:{EXPRESSION}|[^"])*)(?=")', re.DOTALL)
_CODE = re.compile(rf"{COMMENT}|({STATEMENT}|{EXPRESSION})", re.DOTALL)
_CONSTANT = re.compile('"([^"]*)"|\'([^\']*)\'')


def with_pieces(source: str, change: Callable[[str], str]) -> str:
    """The template with `change` made to each piece of Chinese text in it; a piece has its expressions in it."""
    parts = _BETWEEN.split(source)
    parts[::2] = [_changed(part, change) for part in parts[::2]]
    parts[1::2] = [
        _ATTRIBUTE.sub(lambda found: _changed(found[0], change), part) if part.startswith("<") else part for part in parts[1::2]
    ]
    return "".join(parts)


def pieces(source: str) -> list[str]:
    """Every piece of Chinese text in the template, in order."""
    found: list[str] = []
    with_pieces(source, lambda piece: found.append(piece) or piece)  # type: ignore[func-returns-value]
    return found


def constants(source: str) -> Iterator[str]:
    """Chinese text within the template's expressions, as a message with its parts in braces."""
    for code in _CODE.findall(source):
        for double, single in _CONSTANT.findall(code):
            if CHINESE.search(double or single):
                letters = iter("abcdefgh")
                yield re.sub(r"%[sd]", lambda _, left=letters: f"{{{next(left)}}}", double or single)  # type: ignore[misc]


def _changed(text: str, change: Callable[[str], str]) -> str:
    core = text.strip(" \n")
    if not WRITTEN.search(re.sub(EXPRESSION, "", core, flags=re.DOTALL)):
        return text
    start = text.index(core)
    return text[:start] + change(core) + text[start + len(core):]
