"""run.json: what was run, with what, and what came out; written last, so that it vouches for the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

from pipeline.reports.month_report import MonthReport

NAME = "run.json"


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
        },
        "inputs": {
            file.file: {"sha256": file.sha256, "rows": {sheet.name: sheet.read for sheet in file.sheets}}
            for file in report.inputs
        },
        "outputs": {
            name: {"sha256": digest, **({"rows": dict(rows[name])} if name in rows else {})}
            for name, digest in _digests(folder).items()
        },
        "findings": {"error": levels["error"], "warning": levels["warning"]},
    }
    text = json.dumps(run, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    (folder / NAME).write_bytes(text.encode("utf-8", "backslashreplace"))


def _digests(folder: Path) -> dict[str, str]:
    """Relative name with forward slashes -> SHA-256, for every file in the folder but run.json."""
    digests = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            with path.open("rb") as content:
                digests[path.relative_to(folder).as_posix()] = file_digest(content, "sha256").hexdigest()
    return digests
