"""A workbook as bytes and back, without the power of what comes back to do anything else."""

from __future__ import annotations

import io
import pickle
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.workbooks.reading import Workbook

MADE_OF = {
    *(("pipeline.workbooks.reading", name) for name in ("Workbook", "RawSheet")),
    *(("pipeline.workbooks.cells", name) for name in ("ErrorValue", "Unstored", "Percent", "AsShown", "PartStruck")),
    *(("datetime", name) for name in ("date", "datetime", "time", "timedelta")),
    ("pipeline.workbooks.grid", "Grid"), ("pipeline.findings.finding", "Finding"),
    ("numpy", "ndarray"), ("numpy", "dtype"), ("numpy._core.numeric", "_frombuffer"), ("numpy._core.multiarray", "_reconstruct"),
}  # fmt: skip
"""Module and name of all that is called to make a workbook anew."""


def dumps(workbook: Workbook) -> bytes:
    return pickle.dumps(workbook, protocol=pickle.HIGHEST_PROTOCOL)


def loads(content: bytes) -> Workbook:
    """Raises UnpicklingError or whatever else comes of bytes that are no workbook."""
    from pipeline.workbooks.reading import Workbook

    workbook = _OnlyWorkbooks(io.BytesIO(content)).load()
    if not isinstance(workbook, Workbook):
        raise pickle.UnpicklingError(type(workbook).__name__)
    return workbook


class _OnlyWorkbooks(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in MADE_OF:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
