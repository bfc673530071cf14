"""Pages in the reader's language: the text of the templates, what is put into them, and drawings."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup

from pipeline.language.chosen import HTML_NAMES
from pipeline.language.pieces import with_pieces
from pipeline.language.reading import Reading

_IN_DRAWINGS = re.compile(r'(?<=>)[^<]+|(?<=aria-label=")[^"]+')


class AsTyped(str):
    """What people typed, or the name of something of theirs: the same in every language."""

    __slots__ = ()


class _Pieces(Extension):
    """Each piece of a template's text, expressions and all, as the catalogue has it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return with_pieces(source, self.environment.read)  # type: ignore[attr-defined]


def speak(environment: Environment, language: str, read: Reading | None) -> None:
    """Let the environment's pages be in `language`; without a reading they are as the templates have them."""
    environment.globals["language"] = HTML_NAMES[language]
    environment.filters["as_typed"] = AsTyped
    environment.filters["drawing"] = lambda svg: svg if read is None or svg is None else _drawing(svg, read)
    if read is not None:
        environment.extend(read=read)
        environment.add_extension(_Pieces)
        environment.finalize = _finalized(environment.finalize, read)


def _finalized(shown: Callable[..., object] | None, read: Reading) -> Callable[[object], object]:
    def finalize(value: object) -> object:
        own = read(value) if type(value) is str else value
        return own if shown is None else shown(own)

    return finalize


def _drawing(svg: Markup, read: Reading) -> Markup:
    """The drawing with its text, which stands between tags, and its labels in another language."""
    return Markup(_IN_DRAWINGS.sub(lambda found: escape(read(unescape(found[0]))), svg))
