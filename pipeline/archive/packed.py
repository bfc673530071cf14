"""The tables that a month is settled with, packed for the archive and unpacked again."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.period import Month
from pipeline.month.story import Run
from pipeline.schemas.frames import empty_frame
from pipeline.schemas.objections import OBJECTIONS
from pipeline.schemas.registry import SHEETS

DECIDED = "decided"
"""Complaints of a closed month as later registers know them."""
OBJECTED = "objected"
"""Objections to something of a closed month that lie in later months' workbooks."""
OF_LATER_MONTHS = (DECIDED, OBJECTED)
REGISTER = "complaints"
OF = {sheet.name: sheet for sheet in SHEETS}
Rows = list[dict[str, Any]]


def sheet_rows(run: Run) -> Rows:
    """The month's own tables, and what its register tells of closed months."""
    assert run.result is not None
    month, looked = str(run.request.month), run.result.looked_back
    own = {name: frame for name, frame in run.validated.tables.items() if name in OF}
    if looked.for_rules is not None:
        own[REGISTER] = looked.for_rules
    return [
        *(_row(month, month, name, frame) for name, frame in sorted(own.items())),
        *(_row(month, str(closed), DECIDED, frame) for closed, frame in sorted(looked.decided.items())),
        *(_row(month, str(closed), OBJECTED, frame) for closed, frame in sorted(looked.objected.items())),
    ]


def corrected_rows(booked_in: Month, month: Month, corrected: Mapping[str, pd.DataFrame]) -> Rows:
    """The tables of a closed month as its corrected workbooks have them."""
    return [_row(str(booked_in), str(month), name, frame) for name, frame in sorted(corrected.items()) if name in OF]


def charged_rows(booked_in: str, month: str, register: pd.DataFrame | None) -> Rows:
    """The complaints whose penalty the month charges; they stay when persons are taken out."""
    if register is None:
        return []
    due = register.loc[register["penalty_due"] & (register["penalty_amount"] > 0).fillna(False), "complaint_no"]
    return [{"booked_in": booked_in, "of_month": month, "complaint_no": number} for number in sorted(set(due))]


def _row(booked_in: str, of_month: str, sheet: str, frame: pd.DataFrame) -> dict[str, Any]:
    columns = {str(name): [_written(value) for value in frame[name].tolist()] for name in frame}
    content = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return {
        "booked_in": booked_in, "of_month": of_month, "sheet": sheet, "sha256": hashlib.sha256(content).hexdigest(),
        "content": zlib.compress(content),
    }  # fmt: skip


def _written(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def unpacked(sheet: str, content: bytes) -> pd.DataFrame:
    columns = json.loads(zlib.decompress(content))
    model = empty_register() if sheet in (DECIDED, REGISTER) else empty_frame(OBJECTIONS if sheet == OBJECTED else OF[sheet])
    dtypes = model.dtypes.to_dict()
    return pd.DataFrame({name: _typed(values, dtypes.get(name, "bool")) for name, values in columns.items()})


def _typed(values: list[Any], dtype: Any) -> Any:
    """A column; days are written as ISO 8601 says."""
    return np.array(values, dtype=dtype) if str(dtype).startswith("datetime64") else pd.array(values, dtype=dtype)


def empty_register() -> pd.DataFrame:
    return empty_frame(OF[REGISTER]).assign(penalty_due=pd.Series(dtype=bool), reviewed_before=pd.Series(dtype=bool))


