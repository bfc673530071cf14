"""What a finding says, in the language chosen."""

from __future__ import annotations

from pipeline.findings.finding import Finding
from pipeline.language.chosen import CHINESE, chosen, reading_in

PROSE = frozenset({"hint", "why", "low", "scheme", "days", "jobs", "missing"})
"""Parameters of findings that the program words itself; all others are what people typed or headers of their sheets."""
"""Parameters of findings that the program words itself; all others are what people typed or headers of their sheets."""


MANY = "同一列共有 {count} 处，直到 {last}，逐处见 validation.csv。"


def message_of(finding: Finding) -> str:
    said = _worded(finding.kind.text, finding)
    if not finding.more:
        return said
    count, last = len(finding.more) + 1, finding.more[-1].cell
    reading = reading_in(chosen())
    return said + (MANY.format(count=count, last=last) if reading is None else reading.template(MANY, count=count, last=last))


def name_of(finding: Finding) -> str:
    """What its kind is called: by title in Chinese, by code elsewhere."""
    return finding.kind.title if chosen() == CHINESE else finding.code


def advice_of(finding: Finding) -> str:
    return _worded(finding.kind.advice, finding)


def _worded(template: str, finding: Finding) -> str:
    reading = reading_in(chosen())
    if reading is None:
        return template.format(**finding.words)
    words = {name: reading(str(word)) if name in PROSE else word for name, word in finding.words.items()}
    return reading.template(template, **words)
