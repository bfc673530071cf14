"""The HTML templates, read once: everything in them is escaped, a name that is missing is an error."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.base.text import printable
from pipeline.base.units import plain, signed, yuan
from pipeline.language.chosen import CHINESE, chosen, reading_in
from pipeline.reports.capital_amount import capital_amount
from pipeline.reports.translated import AsTyped, speak

TEMPLATES = Path(__file__).parent / "html"
FORMS = "notices/"
"""Their wording is the regulations' own, so they are Chinese for everybody."""


def template(name: str, language: str | None = None) -> Template:
    """The compiled template `name`, for example "slip.html.j2", in that language or the one chosen."""
    return _template(name, CHINESE if name.startswith(FORMS) else language or chosen())


@cache
def _template(name: str, language: str) -> Template:
    return _environment(language).get_template(name)


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    speak(environment, language, reading_in(language))
    environment.filters.update(plain=plain, signed=signed, yuan=yuan, capital=capital_amount)
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    environment.globals["style"] = Markup(style)
    script = (TEMPLATES / "tables.js").read_text(encoding="utf-8")
    environment.globals["script"] = Markup(script)
    environment.globals["script_hash"] = b64encode(sha256(script.encode()).digest()).decode()
    return environment


def _shown(value: object) -> object:
    """Nothing for None; text without what no page can hold."""
    if type(value) in (str, AsTyped):
        return printable(str(value))
    return "" if value is None else value
