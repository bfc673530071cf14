"""Every figure of a rulebook with its clause and a name that people understand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from pipeline.base.once import once_for_each
from pipeline.rulebook.items import ItemText
from pipeline.rulebook.load import figures_of
from pipeline.rulebook.model import FIRST_SHIFTS, Rulebook
from pipeline.rulebook.topics import DepartmentRules, Shift
from pipeline.rulebook.values import WORDS, Topic

Path = tuple[str | int, ...]
APART = ("clauses", "effective_from", "company_tables", "roles", "based_on", "examples", "comments")
SAID_BY_THE_CLAUSE = {("ladders", "complaint", "counted_by")}
"""Switches of a kind that has a clause of its own to say how it stands (B-6: by calendar month)."""
LAW = "劳动法"
"""What stands for a clause where a figure comes from no regulation of the company."""
NONE = "（没有）"
ITEMS = ("deductions", "bonuses", "derived")


@dataclass(frozen=True)
class Parameter:
    """One figure: where it is written, of which clause, its name, its value as written and in words, its unit."""

    path: Path
    clause: str
    name: str
    value: Any
    words: str
    unit: str
    alternatives: tuple[Any, ...] = ()
    """What else a switch may be set to."""

    @property
    def dotted(self) -> str:
        return ".".join(map(str, self.path))


@once_for_each
def parameters(rulebook: Rulebook) -> list[Parameter]:
    """All figures in the order in which they are written."""
    figures = figures_of(rulebook)
    found: list[Parameter] = []
    for topic, content in figures.items():
        if topic == "actions":
            found += [Parameter((topic, code), _clause_of_action(rulebook, code), "处理的名称", label, label, "") for code, label in content.items()]
        elif topic == "departments":
            found += [replace(each, name=f"{name}：{each.name}") for name, own in content.items() for each in _of_topics((topic, name), own, DepartmentRules)]
        elif topic not in APART:
            found += _of_topics((), {topic: content}, Rulebook)
    return found


def _of_topics(path: Path, figures: Mapping[str, Any], model: type[Topic]) -> Iterator[Parameter]:
    """What stands below `path`; items and shifts are told apart by their labels."""
    for topic, content in figures.items():
        if topic in ITEMS:
            yield from (each for code, item in content.items() for each in _of_item((*path, topic, code), code, item))
        elif topic == "shifts":
            for code, shift in content.items():
                label = shift.get("label") or FIRST_SHIFTS[code]["label"]
                yield from (replace(each, name=f"{label}：{each.name}") for each in _figures((*path, topic, code), shift, "", Shift))
        else:
            yield from _figures(path, {topic: content}, LAW if topic == "labour_law" else "", model)


def parameters_by_clause(rulebook: Rulebook) -> Mapping[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = defaultdict(list)
    for each in parameters(rulebook):
        found[each.clause].append(each)
    return found


def decisions(rulebook: Rulebook) -> Mapping[str, list[str]]:
    """By clause what was decided, and why, where the clause is silent."""
    found: dict[str, list[str]] = defaultdict(list)
    for topic, content in figures_of(rulebook).items():
        for clause, text in _decisions(content, LAW if topic == "labour_law" else ""):
            if text not in found[clause]:
                found[clause].append(text)
    return found


def _decisions(content: Any, clause: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, Mapping):
        clause = str(content.get("clause", clause))
        if content.get("decided"):
            set_off = [each["clause"] for each in content.get("sets_off", ())]
            yield from ((each, str(content["decided"])) for each in (set_off or [clause]))
        for value in content.values():
            yield from _decisions(value, clause)
    elif isinstance(content, list):
        for each in content:
            yield from _decisions(each, clause)


def _of_item(path: Path, code: str, item: Mapping[str, Any]) -> Iterator[Parameter]:
    yield Parameter((*path, "label"), _first_clause(code, item), "事项的名称", item["label"], item["label"], "")
    for each in _figures(path, item, code, ItemText):
        yield Parameter(each.path, each.clause, f"{item['label']}：{each.name}", each.value, each.words, each.unit)


def _first_clause(code: str, item: Mapping[str, Any]) -> str:
    return str(item["sets_off"][0]["clause"]) if item.get("sets_off") and "points" not in item else code


def _figures(path: Path, content: Mapping[str, Any], clause: str, model: type[Topic]) -> Iterator[Parameter]:
    """What stands below `path`, each named by its field of the model."""
    clause = str(content.get("clause", clause))
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for key, value in content.items():
        field = fields[key]
        below = _topic_in(field.annotation)
        if below is not None and value:
            for place, each in _entries((*path, key), value, field):
                yield from _figures(place, each, clause, below)
        elif field.title:
            for place, each in _entries((*path, key), value, field):
                others = () if place in SAID_BY_THE_CLAUSE else tuple(value for value in _choices(field) if value != each)
                words = _extra(field)["called"].get(each) if isinstance(each, str) else None
                yield Parameter(place, clause, _name(place, field, each), each, words or words_of(each), _said(field, "unit"), others)


def _choices(field: FieldInfo) -> tuple[Any, ...]:
    """All that a switch may be set to; nothing where the figure is none."""
    if not _extra(field).get("switch"):
        return ()
    return (False, True) if field.annotation is bool else get_args(field.annotation)


def switches(rulebook: Rulebook) -> list[tuple[Parameter, Any]]:
    """Every decision that may be taken otherwise, with each of its alternatives."""
    return [(each, other) for each in parameters(rulebook) for other in each.alternatives]


def _topic_in(annotation: Any) -> type[Topic] | None:
    """The model that a field holds: itself, or several in a list or by name."""
    if isinstance(annotation, type) and issubclass(annotation, Topic):
        return annotation
    return next((found for each in get_args(annotation) if (found := _topic_in(each))), None)


def _entries(path: Path, value: Any, field: FieldInfo) -> Iterator[tuple[Path, Any]]:
    if get_origin(field.annotation) is dict and value:
        yield from (((*path, key), each) for key, each in value.items())
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        yield from (((*path, at), each) for at, each in enumerate(value))
    else:
        yield path, value


def _name(path: Path, field: FieldInfo, value: Any) -> str:
    """With the key of a table of figures, or the place in a list, counted from 1."""
    if get_origin(field.annotation) is dict:
        return _said(field, "empty") if isinstance(value, Mapping) else f"{words_of(path[-1])}：{field.title}"
    places = [part + 1 for part in path if isinstance(part, int)]
    return f"第 {places[0]} {_said(field, 'counted')}{field.title}" if places and not set(ITEMS) & set(path) else str(field.title)


def _said(field: FieldInfo, what: str) -> str:
    return str(_extra(field).get(what, ""))


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    """What `figure` keeps beside the bounds."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def words_of(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return "不限"
    if isinstance(value, bool):
        return "是" if value else "否"
    if value == []:
        return NONE
    if isinstance(value, list):
        return " 至 ".join(map(words_of, value)) if all(isinstance(each, int | float) or each is None for each in value) else "、".join(map(words_of, value))
    if isinstance(value, Mapping):
        return "、".join(f"{words_of(key)} {words_of(each)}" for key, each in value.items()) or NONE
    return WORDS.get(str(value), str(value))


def _clause_of_action(rulebook: Rulebook, code: str) -> str:
    for item in rulebook.items.values():
        for consequence in item.sets_off:
            if consequence.action == code:
                return consequence.clause
    for ladder in rulebook.ladders.values():
        if any(step.action == code for step in ladder.steps):
            return ladder.clause
    return {"dismissal": rulebook.dismissal.clause, "early_confirmation": rulebook.resignation.early_confirmation.clause}.get(code, "")
