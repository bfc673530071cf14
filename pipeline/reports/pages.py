"""The HTML templates, read once: everything in them is escaped; a name or a value that is missing is an error."""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from pipeline import __version__
from pipeline.base.text import printable
from pipeline.base.units import plain, signed, yuan
from pipeline.language.chosen import CATALOGUES, CHINESE, HTML_NAMES, chosen
from pipeline.language.translation import translated
from pipeline.reports.capital_amount import capital_amount
from pipeline.reports.said import SaidWhenCompiled

TEMPLATES = Path(__file__).parent / "html"
COMPILED = TEMPLATES / "__pycache__"
"""Where Python would keep what it has compiled; it may be deleted at any time."""
NO_VALUES = ("nan", "NaT", "<NA>")
FORMS = "notices/"
"""Their wording is the regulations' own, so they are Chinese for everybody."""


def template(name: str, language: str | None = None) -> Template:
    """The compiled template `name`, for example "slip.html.j2", in that language or the one chosen."""
    return _template(name, CHINESE if name.startswith(FORMS) else language or chosen())


class Kept(FileSystemBytecodeCache):
    """Compiled templates, by their text and messages: a tenth of a second of each command. Where nothing may be written they are compiled again."""

    def __init__(self, language: str) -> None:
        super().__init__(str(COMPILED), f"%s.{__version__}.{language}.pyc")
        self.catalogue = "" if language == CHINESE else (CATALOGUES / f"{language}.po").read_text(encoding="utf-8")

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(source + self.catalogue)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                COMPILED.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _template(name: str, language: str) -> Template:
    return _environment(language).get_template(name)


@cache
def _environment(language: str) -> SaidWhenCompiled:
    environment = SaidWhenCompiled(
        extensions=["jinja2.ext.i18n"],
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Kept(language),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.said_in = language
    environment.globals.update(language=HTML_NAMES[language], gettext=_gettext(language))
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.filters.update(plain=plain, signed=signed, yuan=yuan, capital=capital_amount, blank=blank, dash=dash, css=css)
    for name, file in (("page_style", "page.css"), ("slip_style", "slip.css"), ("script", "tables.js")):
        environment.globals[name] = Markup((TEMPLATES / file).read_text(encoding="utf-8"))
    environment.globals["script_hash"] = b64encode(sha256(str(environment.globals["script"]).encode()).digest()).decode()
    return environment


def css(part: Markup) -> Markup:
    """The text of a part of a page, its paragraphs apart, as a string of a style sheet, which no character of it can end."""
    apart = re.sub("<br>", "\n", re.sub("(?=<p |<footer>)", "\n\n", str(part).replace("\n", "")))
    text = Markup(re.sub("<[^>]+>", "", apart)).unescape()
    return Markup('"' + re.sub(r"[^\w ]", lambda found: f"\\{ord(found[0]):x} ", text) + '"')


class MissingValue(ValueError):
    """A template would have written that there is no value, in the words of the program."""


def blank(value: object) -> object:
    """What a template writes for a value that may be missing: nothing where it is."""
    return "" if value is None else value


def dash(value: object) -> object:
    """As `blank`, with a dash where a reader would otherwise look for the figure."""
    return "—" if value is None else value


def _shown(value: object) -> object:
    """Text without what no page can hold. Raises MissingValue: a template says with `blank` or `dash` what may be missing."""
    if type(value) is str:
        return printable(value)
    if value is None or (not isinstance(value, str) and str(value) in NO_VALUES):
        raise MissingValue(value)
    return value


def _gettext(language: str) -> Callable[..., Markup]:
    """What the templates' marks ask: the message in that language, with its values escaped and shown as all others are."""

    def gettext(message: str, **values: object) -> Markup:
        return Markup(translated(message, language)) % {name: _shown(value) for name, value in values.items()}

    return gettext
