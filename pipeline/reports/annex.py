"""The annex to a new version of the rules, to be signed: what changes, the examples, and every case old beside new (A-5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.base.units import HUNDREDTHS
from pipeline.cases.around import Compared
from pipeline.cases.forms.score import WAGE
from pipeline.reports.pages import template
from pipeline.rulebook.compare import changes
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.topics import Example


def write(path: Path, old: Rulebook, new: Rulebook, examples: Sequence[tuple[Example, Compared]], cases: Sequence[Compared]) -> None:
    """Write the page to `path`: what was agreed beside what it comes to, cases with another outcome, then the others."""
    page = template("notices/annex.html.j2").render(
        old=old, new=new, what=changes(old, new), examples=examples, wage=WAGE * HUNDREDTHS,
        changed=[each for each in cases if each.changed], same=[each for each in cases if not each.changed],
    )
    path.write_bytes(page.encode("utf-8"))
