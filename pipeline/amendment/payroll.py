"""工资软件: the company's own columns for its payroll software, a row each."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.amendment.rows import Figures, Row, Spots, filled
from pipeline.rulebook.payroll import OWN


def payroll_rows(figures: Figures) -> list[Row]:
    return [
        {"header": each["header"], "of": each.get("of"), "constant": each.get("constant"), "opposite": each.get("opposite") or None}
        for each in (figures.get("payroll") or {}).get("columns", ())
    ]


def put_payroll(rows: Sequence[Row], figures: Figures) -> Spots:
    """The columns; a rulebook that had no import sheet gets one with them."""
    if not rows:
        (figures.get("payroll") or {}).pop("columns", None)
        return {}
    rule = figures.get("payroll") or {"clause": figures["pay"]["baseline"]["clause"], "software": OWN}
    columns = [filled(header=row["header"], of=row["of"], constant=row["constant"], opposite=row["opposite"]) for row in rows]
    figures["payroll"] = {**rule, "columns": columns}
    place = ("payroll", "columns")
    spots: Spots = {(*place, at): (at, "of" if row["of"] else "header") for at, row in enumerate(rows)}
    return {("payroll",): (0, "header")} | spots
