"""What a finding says, in the language chosen."""

from __future__ import annotations

from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.finding import Finding
from pipeline.language.translation import _


def message_of(finding: Finding) -> str:
    said = _(finding.kind.text, **finding.words)
    if not finding.more:
        return said
    last = finding.more[-1].cell or _("第 {number} 行", number=finding.more[-1].row)
    count = len(finding.more) + 1
    return said + _("同一列共有 {count} 处，直到 {last}，逐处见 validation.csv。", count=count, last=last)


def title_of(code: str) -> str:
    """What a kind of finding is called."""
    return _(MESSAGES[code].title)


def advice_of(finding: Finding) -> str:
    return _(finding.kind.advice, **finding.words)
