"""A rulebook as a workbook for signing, and proposed figures back from it, so that nobody needs YAML (A-5.2, A-5.3)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from pipeline.language.translation import _
from pipeline.rulebook.change import with_values
from pipeline.rulebook.load import RulebookError
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import Parameter, parameters

SHEET = "规则参数"
HEADERS = ("条款", "参数", "现值", "单位", "拟改为", "理由", "写法", "路径")
PROPOSED, WRITTEN, PATH = HEADERS.index("拟改为"), HEADERS.index("写法"), HEADERS.index("路径")


def export(rulebook: Rulebook, path: Path) -> None:
    """Write the workbook: each figure in a row, with room for another value and its reason, and the clauses' texts."""
    import pandas as pd

    from pipeline.excel.workbook import ReportColumn, ReportSheet, write_workbook

    rows = [
        (each.clause, each.name, each.words, each.unit, "", "", _as_written(each.value), each.dotted)
        for each in parameters(rulebook)
    ]
    clauses = [(code, clause.text) for code, clause in rulebook.clauses.items()]
    kinds = ("text", "note", "text", "text", "text", "note", "text", "text")
    columns = tuple(ReportColumn(header, header, kind) for header, kind in zip(HEADERS, kinds, strict=True))  # type: ignore[arg-type]
    sheets = [
        ReportSheet(SHEET, columns, pd.DataFrame(rows, columns=list(HEADERS)), frozen=2),
        ReportSheet("条文", (ReportColumn("条款", "条款"), ReportColumn("条文", "条文", "prose")), pd.DataFrame(clauses, columns=["条款", "条文"]), landscape=False),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, sheets, f"{rulebook.effective_from:%Y-%m}", f"考核规则 {rulebook.name}（{rulebook.effective_from} 起施行）")


def proposed(rulebook: Rulebook, path: Path, effective_from: date) -> str:
    """The text of a rulebook file with the values of the column 拟改为, in force from `effective_from`.

    The approval is open again unless it is filled in too. Raises RulebookError with file, sheet and cell.
    """
    from pipeline.workbooks.reading import read_workbook

    workbook = read_workbook(path)
    sheet = next((each for each in workbook.sheets if each.name == SHEET), None)
    if sheet is None or tuple(map(str, (sheet.rows or [[]])[0][: len(HEADERS)])) != HEADERS:
        raise RulebookError(_("{name} 里没有 kaohe rulebook export 生成的“{sheet}”表。", name=path.name, sheet=SHEET))
    known = {each.dotted: each for each in parameters(rulebook)}
    values: dict[tuple[str | int, ...], Any] = {each.path: None for each in known.values() if each.path[0] == "approval"}
    rows: dict[tuple[str | int, ...], int] = {}
    for number, row in enumerate(sheet.rows[1:], 2):
        filled = [*row, *[""] * len(HEADERS)]
        if filled[PROPOSED] in ("", None):
            continue
        place = f"{path.name} · {SHEET} · E{number}"
        parameter = known.get(str(filled[PATH]))
        if parameter is None:
            raise RulebookError(_("{place}：这一行不是规则里的参数，请不要增删行或改动“路径”列。", place=place))
        values[parameter.path] = _read(filled[PROPOSED], parameter, place)
        rows[parameter.path] = number
    return _checked(rulebook, values, rows, path, effective_from)


def _checked(
    rulebook: Rulebook, values: dict[tuple[str | int, ...], Any], rows: dict[tuple[str | int, ...], int], path: Path,
    effective_from: date,
) -> str:
    """The new file's text; when the values do not fit, the first cell is named whose value does not fit by itself."""
    try:
        return with_values(rulebook, values, path.stem, effective_from).text
    except RulebookError as together:
        for key, number in rows.items():
            try:
                with_values(rulebook, {key: values[key]}, path.stem)
            except RulebookError as alone:
                raise RulebookError(f"{path.name} · {SHEET} · E{number}：{str(alone).partition('：')[2] or alone}") from None
        raise RulebookError(_("{name} · {sheet}：各项合在一起不成立，{together}", name=path.name, sheet=SHEET, together=together)) from None


def _as_written(value: Any) -> str:
    """A value in the notation in which it may be typed back."""
    return yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000).removesuffix("\n...\n").strip()


def _read(cell: object, parameter: Parameter, place: str) -> Any:
    """What was typed as a value of the parameter's kind."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    if not isinstance(cell, str):
        return cell if not isinstance(parameter.value, str) or isinstance(cell, date) else str(cell)
    text = cell.strip()
    if isinstance(parameter.value, str) and not text.startswith("["):
        return text
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        raise RulebookError(_("{place}：{text} 读不懂，请照“写法”列的样子填写。", place=place, text=text)) from None

