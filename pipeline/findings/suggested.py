"""The one value that would mend a finding's cell, where there is one to suggest."""

from __future__ import annotations

import re

from pipeline.findings.finding import Finding

HINTS = (re.compile(r"是不是“([^”\n]+)”"), re.compile(r"的工号是 ([\w-]+)"))
"""Hints that name the value that is meant."""


def suggested(finding: Finding) -> str:
    """What to write into the cell instead; empty where only a person can know."""
    if not finding.cell:
        return ""
    if finding.code == "NUMBER_IS_PERCENT":
        return (finding.value or "").removesuffix("%")
    if finding.code == "NAME_DISAGREES":
        expected = str(finding.params["expected"])
        return expected if finding.column == "姓名" else f"{finding.params['employee']} {expected}"
    if finding.code == "DATE_SERIAL":
        return str(finding.params.get("meant") or "")
    hint = str(finding.params.get("hint") or "")
    return next((found[1] for pattern in HINTS if (found := pattern.search(hint))), "")
