"""Reading rulebook files, with errors that name file, line and place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from pipeline.language.translation import _
from pipeline.rulebook.contradictions import contradictions
from pipeline.rulebook.decision_tables import gaps_and_shadows
from pipeline.rulebook.layers import merged, written
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.references import wrong_names
from pipeline.rulebook.values import WORDS

MOST_SAID = 10
"""Errors that a sentence names one by one."""
SHIPPED = Path(__file__).parent
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RulebookError(Exception):
    """A rulebook that cannot be used, said in one sentence for the person who wrote it; `wrong` has each place with what is wrong there."""

    def __init__(self, sentence: str, wrong: Sequence[tuple[tuple[str | int, ...], str]] = ()) -> None:
        super().__init__(sentence)
        self.wrong = wrong


class _UniqueKeys(Loader):  # type: ignore[misc]
    """YAML with each key once; a second one would silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key, _value in node.value:
            if keys.count(key.value) > 1:
                raise yaml.MarkedYAMLError(problem=_("重复的键 {value}", value=key.value), problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def load_rulebook(path: Path) -> Rulebook:
    """The rulebook in `path`, whole also where it says only what differs from another; raises RulebookError."""
    figures, text = _read(path)
    if "based_on" not in figures:
        return _made(path, text)
    whole = _whole(figures, path, ())
    return rulebook_from(whole, path, written(whole), text)


@lru_cache(maxsize=8)
def _made(path: Path, text: str) -> Rulebook:
    """The rulebook of a text that says all of it, once as long as nobody changes it: of months, branches and saves in one process."""
    return rulebook_from(_figures(text), path, text)


def _whole(figures: dict[str, Any], path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    """The figures of a file with those that it builds on; `above` are the files that build on it."""
    base = figures.get("based_on")
    if base is None:
        return figures
    source = base_of(str(base), path)
    if source in (path, *above):
        raise RulebookError(_("规则文件 {name} 的 based_on 绕回了自己。", name=path.name))
    if not source.is_file():
        raise RulebookError(_("规则文件 {name} 依据的规则 {base} 不存在。", name=path.name, base=base))
    below, _text = _read(source)
    return merged(_whole(below, source, (path, *above)), figures)


def base_of(name: str, path: Path) -> Path:
    """The file that `based_on` names: "shipped 2020-01-01", or another one by its name, beside it or, for a branch's, a folder above."""
    word, _space, day = name.partition(" ")
    if word == "shipped":
        return SHIPPED / f"{day}.yaml"
    beside = path.parent / f"{name}.yaml"
    return beside if beside.is_file() else path.parent.parent / f"{name}.yaml"


def _read(path: Path) -> tuple[dict[str, Any], str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RulebookError(_("规则文件 {path} 打不开：{strerror}。", path=path, strerror=error.strerror)) from None
    try:
        text = content.decode("utf-8")
        figures = _parsed(text)
    except UnicodeDecodeError:
        raise RulebookError(_("规则文件 {name} 不是 UTF-8 编码，请另存为 UTF-8。", name=path.name)) from None
    except yaml.YAMLError as error:
        raise RulebookError(_("规则文件 {name} {error}", name=path.name, error=_yaml_place(error))) from None
    if not isinstance(figures, dict):
        raise RulebookError(_("规则文件 {name} 是空的，或最外层不是键和值。", name=path.name))
    return figures, text


@lru_cache(maxsize=8)
def rulebook_as_kept(name: str, text: str) -> Rulebook:
    """The rulebook of a closed month, from its text; most months have the same one. Raises RulebookError, YAMLError."""
    return rulebook_from(yaml.load(text, Loader), Path(f"{name}.yaml"), text, is_kept=True)


def rulebook_from(figures: dict[str, Any], path: Path, text: str, own_text: str | None = None, *, is_kept: bool = False) -> Rulebook:
    """The rulebook with these figures, `text` being how they are written; raises RulebookError, with lines of the file's `own_text`.

    One that `is_kept` by a closed month has been in force, whatever its tables leave out.
    """
    typed = own_text or text
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        book = Rulebook.model_validate({**figures, "source": path, "sha256": digest, "text": text})
    except ValidationError as error:
        # A misspelt key is both unknown and missing; its own line is where people look.
        errors = sorted(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        raise refused(path, typed, [(_place(each), _plain_words({**each, "input": _as_typed(figures, each)})) for each in errors]) from None
    wrong = list(wrong_names(book)) or [*contradictions(book), *(() if is_kept else gaps_and_shadows(book))]
    if wrong:
        raise refused(path, typed, wrong)
    return book


def _place(error: Any) -> tuple[str | int, ...]:
    return tuple(part for part in error["loc"] if isinstance(part, str | int))


def _as_typed(figures: Any, error: Any) -> Any:
    """What is written at the place of an error, before anything was made of it."""
    for part in error["loc"]:
        if not isinstance(figures, Mapping | list):
            return figures
        try:
            figures = figures[part]
        except (KeyError, IndexError, TypeError):
            return error.get("input")
    return error.get("input") if isinstance(figures, Mapping | list) else figures


def refused(path: Path, text: str, wrong: Sequence[tuple[tuple[str | int, ...], str]]) -> RulebookError:
    """All that is wrong, each with its line and its place in the file."""
    said = []
    for place, what in wrong[:MOST_SAID]:
        line = _line(text, place)
        where = (_("第 {line} 行 ", line=line) if line else "") + ".".join(map(str, place))
        said.append(f"{where}：{what}" if where else what)
    more = _("；另有 {wrong} 处", wrong=len(wrong) - MOST_SAID) if len(wrong) > MOST_SAID else ""
    return RulebookError(_("规则文件 {name} {said}{more}。", name=path.name, said='；'.join(said), more=more), wrong)


def figures_of(rulebook: Rulebook) -> dict[str, Any]:
    """The rulebook's figures as they are written, a new copy each time."""
    return _figures(rulebook.text)


def _figures(text: str) -> dict[str, Any]:
    figures: dict[str, Any] = deepcopy(_parsed(text))
    return figures


@lru_cache(maxsize=8)
def _parsed(text: str) -> Any:
    """What is written; parsing takes ten times as long as copying, and a month asks four times."""
    return yaml.load(text, _UniqueKeys)


def rulebook_for(day: date, folder: Path | None = None, branch: str = "") -> Rulebook:
    """The latest rulebook of `folder`, else of the shipped one, in force on `day` (A-5.3); raises RulebookError when there is none.

    A branch's own lie in a folder of its name; before the first of them the company's hold, and before these the shipped one.
    """
    folder = folder or SHIPPED
    for place in ([folder / branch] if branch else []) + [folder, SHIPPED]:
        in_force = [book for book in map(load_rulebook, place.glob("*.yaml")) if book.effective_from <= day]
        if in_force:
            return _latest(in_force)
        if place == folder and not any(folder.glob("**/*.yaml")):
            raise RulebookError(_("{folder} 里没有规则文件（*.yaml）。", folder=folder))
    raise RulebookError(_("{day} 没有生效的规则文件。", day=f"{day:%Y-%m-%d}"))


def _latest(books: Sequence[Rulebook]) -> Rulebook:
    latest = max(books, key=lambda book: book.effective_from)
    if sum(book.effective_from == latest.effective_from for book in books) > 1:
        raise RulebookError(_("有两个规则文件都从 {effective_from} 起生效，请只保留一个。", effective_from=f"{latest.effective_from:%Y-%m-%d}"))
    return latest


def _yaml_place(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or _("写法有误")
    return _("第 {line} 行：{problem}。", line=mark.line + 1, problem=problem) if mark else _("读不懂：{problem}。", problem=problem)


def _line(text: str, place: tuple[str | int, ...]) -> int | None:
    """The line of the innermost part of `place` that is written in `text`."""
    node = yaml.compose(text, Loader)
    line = None
    for part in place:
        found = None
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(part)), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = (node.value[part], node.value[part])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def _in_words(expected: str) -> str:
    """The codes that may stand, each with what it says to people."""
    return re.sub(r"'(\w+)'", lambda found: f"{found[0]}（{WORDS[found[1]]}）" if found[1] in WORDS else found[0], expected).replace(" or ", " 或 ")


def _plain_words(error: dict[str, Any]) -> str:
    """What pydantic found, in Chinese."""
    kind, context = str(error["type"]), error.get("ctx", {})
    given = _("空") if error["input"] in (None, "") else f"“{error['input']}”"
    if kind == "missing":
        return _("缺少这一项")
    if kind == "extra_forbidden":
        return _("没有这样的项，请核对拼写")
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _("应为 {expected}，现为 {given}", expected=_in_words(context['expected']), given=given)
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        wanted = _("应不小于 {bound}，现为 {given}") if kind.startswith("greater") else _("应不大于 {bound}，现为 {given}")
        return wanted.format(bound=bound, given=given)
    if kind == "string_too_short":
        return _("不能是空的")
    if "date" in kind:
        return _("应为日期，如 2026-01-01，现为 {given}", given=given)
    if "int" in kind or "float" in kind:
        return _("应为数字，现为 {given}", given=given)
    return _("填写有误，现为 {given}", given=given)
