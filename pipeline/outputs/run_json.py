"""run.json: what was run, with what, and what came out; written last, so that it vouches for the rest."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.base.digest import digest_of
from pipeline.base.outcome import file_names
from pipeline.month.figures import figures, overview
from pipeline.month.report import InputSheet, MonthReport

NAME = "run.json"
FIRST_BYTES = 2**16
"""Enough for what stands before the inputs and outputs, of which a large month has thousands."""
REST = '\n  "inputs": '


def write(folder: Path, report: MonthReport, rows: Mapping[str, Mapping[str, int]]) -> None:
    """Describe the run and every file in `folder`; `rows` has the body rows of each workbook's sheets."""
    levels = Counter(finding.level for finding in report.findings)
    run = {
        "month": report.month,
        "as_of": report.as_of,
        "department": report.department,
        "version": report.version,
        "draft": report.draft,
        "rulebook": {
            "name": report.rulebook.name,
            "date": report.rulebook.date,
            "sha256": report.rulebook.sha256,
            **_of_departments(report),
        },
        "inputs": {
            file.file: {"sha256": file.sha256, "rows": {sheet.name: _rows(sheet) for sheet in file.sheets}}
            for file in report.inputs
        },
        **_outputs({
            name: {"sha256": digest, **({"rows": dict(rows[name])} if name in rows else {})}
            for name, digest in _digests(folder).items()
        }),
        "accepted": dict(report.remembered),
        "usual": dict(report.usual),
        "undated": dict(report.undated),
        "figures": None if report.settlement is None else figures(overview(report)),
        "findings": {"error": levels["error"], "warning": levels["warning"]},
    }
    _write(folder, run)


def _of_departments(report: MonthReport) -> dict[str, object]:
    """Who was settled by rules of their department's own; nothing where no department has any."""
    if report.settlement is None or not report.rulebook.of_departments:
        return {}
    pay = report.settlement.pay
    return {"of_departments": {name: pay.loc[pay["department"] == name, "employee_id"].tolist() for name in report.rulebook.of_departments}}


def update(folder: Path) -> None:
    """Bring the digests of a run's outputs up to date; what was run stays as it is."""
    run = json.loads((folder / NAME).read_text(encoding="utf-8"))
    before = run["outputs"]
    _write(folder, run | _outputs({name: before.get(name, {}) | {"sha256": digest} for name, digest in _digests(folder).items()}))


def _outputs(outputs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Every output, and the names of those that stand in the folder itself, which are told by the head."""
    return {"outputs": outputs, "documents": file_names(outputs)}


def head(path: Path) -> dict[str, Any]:
    """What an overview asks a run: all that is known but its `inputs` and `outputs`, of which the rest of the file consists.

    Raises OSError where it cannot be read, ValueError where it is not one of ours.
    """
    with path.open("rb") as file:
        found = head_in(file.read(FIRST_BYTES))
    if found is None:
        found = json.loads(path.read_text(encoding="utf-8"))
    return {"documents": file_names(found.get("outputs", {})), **found}


def head_in(first: bytes) -> dict[str, Any] | None:
    """The head, where these first bytes have all of it and an output's documents; None where the file is to be read whole.

    The keys stand in order, each at the start of a line, where no text within the file can have a line of its own.
    """
    text, rest, _ = first.decode("utf-8", "ignore").partition(REST)
    try:
        found: dict[str, Any] = json.loads(text.rstrip().rstrip(",") + "}")
    except ValueError:
        return None
    return found if rest and "documents" in found else None


def _write(folder: Path, run: dict[str, Any]) -> None:
    text = json.dumps(run, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    (folder / NAME).write_bytes(text.encode("utf-8", "backslashreplace"))


def _rows(sheet: InputSheet) -> dict[str, int]:
    """read = used + rejected + passed_over; cleaned cells were tidied on the way in."""
    return {
        "read": sheet.read,
        "used": sheet.used,
        "rejected": sheet.rejected,
        "passed_over": sheet.passed_over,
        "cleaned": sheet.cleaned,
    }


def _digests(folder: Path) -> dict[str, str]:
    """Relative name with forward slashes -> SHA-256, for every file in the folder but run.json."""
    digests: dict[str, str] = {}
    for place, _folders, names in os.walk(folder):
        within = "" if Path(place) == folder else f"{Path(place).relative_to(folder).as_posix()}/"
        digests |= {within + name: digest_of(f"{place}{os.sep}{name}") for name in names if name != NAME}
    return dict(sorted(digests.items()))
