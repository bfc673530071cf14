"""Figures that stand by themselves, and the reasons of decisions: each in a row with its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipeline.amendment.rows import Figures, Path, Row, Spots
from pipeline.amendment.tables import TABLES
from pipeline.base.units import HUNDREDTHS
from pipeline.language.translation import _
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import NONE, parameters, words_of
from pipeline.rulebook.values import WORDS

HEAD = ("effective_from", "approval")
APART = ("shifts", "roles", "clauses", *(path[0] for table in TABLES for path in table.paths if len(path) == 1))
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
CLOCK = re.compile(r"(次日\s*)?(\d{1,2}):(\d{2})(:00)?")
MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2}) 00:00:00")
UNLIMITED = "不限"
HELD_OF_DEPARTMENTS = [(path[0],) for table in TABLES for path in table.paths if len(path) == 1]


def figure_rows(rulebook: Rulebook, figures: Figures) -> list[Row]:
    """Every figure that no table holds, and the company's own tables."""
    held = [path for table in TABLES for path in table.paths]
    rows = [
        {
            "clause": each.clause, "name": each.name, "value": shown(each.value, rulebook), "unit": each.unit or None,
            "others": "、".join(map(words_of, each.alternatives)) or None, "path": each.dotted,
        }
        for each in parameters(rulebook)
        if each.path[0] not in HEAD and not any(each.path[: len(path)] == path for path in held) and not _of_a_department_table(each.path)
    ]  # fmt: skip
    for name, table in figures.get("company_tables", {}).items():
        rows.append({"clause": table["clause"], "name": table["title"], "value": table.get("content"), "unit": None, "others": None, "path": f"company_tables.{name}.content"})
    return rows


def _of_a_department_table(path: Path) -> bool:
    """Departments' own rules stand in the tables of scales and ladders, and in 部门数值."""
    return path[0] == "departments" and len(path) > 2


def put_figures(rows: Sequence[Row], rulebook: Rulebook, figures: Figures) -> tuple[Spots, list[int]]:
    """The values put at their paths; and the rows whose path is none of the rulebook's."""
    known = {str(row["path"]).strip(): row for row in figure_rows(rulebook, figures)}
    paths: dict[str, Path] = {each.dotted.strip(): each.path for each in parameters(rulebook)}
    spots: Spots = {}
    unknown = []
    for number, row in enumerate(rows):
        dotted = str(row["path"])
        if dotted not in known:
            unknown.append(number)
            continue
        path = paths.get(dotted) or ("company_tables", dotted.split(".")[1], "content")
        spots[path] = (number, "value")
        place: Any = figures
        for key in path[:-1]:
            place = place[key]
        if (row["value"] or "") != (known[dotted]["value"] or "").strip():
            place[path[-1]] = read(row["value"], place[path[-1]], rulebook)
    return spots, unknown


def other_words(rows: Sequence[Row], known: Sequence[Row]) -> Iterator[tuple[int, str, str]]:
    """Rows whose words beside the value are not those of their path: row, column, and what to say. Whoever changed them meant something
    by it, and of whoever moved cells the value would come to stand where it does not belong."""
    of_path = {str(row["path"]).strip(): row for row in known}
    for at, row in enumerate(rows):
        as_it_is = of_path.get(str(row["path"]).strip(), {})
        for column in ("name", "unit"):
            written, meant = (_plain(each.get(column)) for each in (row, as_it_is))
            if as_it_is and written and written != meant:
                yield at, column, _("“{path}”这一项这里是“{meant}”，写的是“{written}”；这一列只作说明，要改的是值，请改回来", path=row["path"], meant=meant, written=written)


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())


def shown(value: Any, rulebook: Rulebook) -> str | None:
    """A value as it stands in its cell, and as people type it."""
    labels = {**WORDS, **{code: role.label for code, role in rulebook.roles.items()}}
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        numbers = value and all(isinstance(each, int | float) for each in value)
        return (" 至 " if numbers else "、").join(str(shown(each, rulebook)) for each in value) or NONE
    if isinstance(value, Mapping):
        return "、".join(f"{labels.get(str(key), key)} {shown(each, rulebook)}" for key, each in value.items()) or NONE
    return labels.get(str(value), str(value))


def read(text: str | None, before: Any, rulebook: Rulebook) -> Any:
    """What was typed, as a value of the kind that stood there; what does not fit is refused where the whole is checked."""
    if text is None or text == UNLIMITED:
        return [] if isinstance(before, list) else {} if isinstance(before, Mapping) else None
    if isinstance(before, bool):
        return {"是": True, "否": False}.get(text, text)
    if isinstance(before, Mapping):
        return {} if text == NONE else dict(_pair(part, rulebook) for part in re.split("[、，,]", text) if part.strip())
    if isinstance(before, list):
        if text == NONE:
            return []
        numbers = before and all(isinstance(each, int | float) for each in before)
        return [_single(part.strip(), rulebook) for part in re.split("至|到|-|~" if numbers else "[、，,]", text) if part.strip()]
    if isinstance(before, str):
        found = CLOCK.fullmatch(text)
        return f"{'次日 ' if found[1] else ''}{int(found[2]):02d}:{found[3]}" if found else _code(text, rulebook)
    return _single(text, rulebook)


def _pair(part: str, rulebook: Rulebook) -> tuple[Any, Any]:
    name, _space, value = part.strip().replace("：", " ").rpartition(" ")
    return _code(name.strip(), rulebook), _single(value, rulebook)


def _single(text: str, rulebook: Rulebook) -> Any:
    day = MIDNIGHT.fullmatch(text)
    if day:
        return day[1]
    if NUMBER.fullmatch(text):
        number = float(text.replace(",", ""))
        return int(number) if number.is_integer() else round(number * HUNDREDTHS) / HUNDREDTHS if number * HUNDREDTHS == round(number * HUNDREDTHS) else number
    return _code(text, rulebook)


def _code(text: str, rulebook: Rulebook) -> str:
    return {**{word: code for code, word in WORDS.items()}, **rulebook.role_codes}.get(text, text)


# Reasons


def reason_rows(figures: Figures) -> list[Row]:
    """Every decision that no table holds beside what it is about."""
    return [{"clause": clause or None, "decided": text, "path": ".".join(map(str, path))} for path, clause, text in _reasons(figures, (), "")]


def put_reasons(rows: Sequence[Row], figures: Figures) -> tuple[Spots, list[int]]:
    """The reasons put at their paths; and the rows whose path is none of the rulebook's."""
    known = {".".join(map(str, path)): path for path, _clause, _text in _reasons(figures, (), "")}
    unknown = [number for number, row in enumerate(rows) if row["path"] not in known]
    spots: Spots = {}
    for number, row in enumerate(rows):
        place: Any = figures
        for key in known.get(str(row["path"]), ()):
            place = place[key]
        if row["path"] in known:
            spots[(*known[row["path"]], "decided")] = (number, "decided")
            place["decided"] = row["decided"]
            if row["decided"] is None:
                del place["decided"]
    return spots, unknown


def _reasons(content: Any, path: Path, clause: str) -> Iterator[tuple[Path, str, str]]:
    if isinstance(content, Mapping):
        clause = str(content.get("clause", clause))
        if content.get("decided"):
            yield path, clause, str(content["decided"])
        for key, value in content.items():
            here = (*path, key)
            if here[0] not in APART and here != ("labour_law", "regions") and not (here[0] == "departments" and here[2:3] in HELD_OF_DEPARTMENTS):
                yield from _reasons(value, here, clause)
