"""What a finding says, in the language chosen."""

from __future__ import annotations

from pipeline.findings.finding import Finding
from pipeline.language.chosen import chosen, reading_in

PROSE = frozenset({"hint", "why", "low", "scheme", "days", "jobs", "missing"})
"""Parameters of findings that the program words itself; all others are what people typed or headers of their sheets."""
"""Parameters of findings that the program words itself; all others are what people typed or headers of their sheets."""


def message_of(finding: Finding) -> str:
    return _worded(finding.kind.text, finding)


def advice_of(finding: Finding) -> str:
    return _worded(finding.kind.advice, finding)


def _worded(template: str, finding: Finding) -> str:
    reading = reading_in(chosen())
    if reading is None:
        return template.format(**finding.words)
    words = {name: reading(str(word)) if name in PROSE else word for name, word in finding.words.items()}
    return reading.template(template, **words)
