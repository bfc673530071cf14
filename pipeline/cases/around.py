"""The case just below, on and just above every threshold of a rulebook, and those of two rulebooks beside each other (A-5.2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.cases.case import Case, CaseOutcome, FactForm
from pipeline.cases.forms import attendance, complaints, duties, log, own_months, score
from pipeline.cases.month import outcomes
from pipeline.rulebook.model import Rulebook

FORMS: tuple[FactForm, ...] = (*score.FORMS, *attendance.FORMS, *duties.FORMS, *log.FORMS, *complaints.FORMS, *own_months.FORMS)


@dataclass(frozen=True)
class Compared:
    """A case under two rulebooks; `before` is None where the fact cannot be said of the old one."""

    clause: str
    fact: str
    before: CaseOutcome | None
    after: CaseOutcome | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


def cases_around(rulebook: Rulebook) -> Iterator[Case]:
    """By form, those of departments with rules of their own after the company's."""
    for form in FORMS:
        yield from (Case(form, values) for values in form.around(rulebook))
        for department, own in rulebook.of_departments.items():
            company = {Case(form, values).fact for values in form.around(rulebook)}
            theirs = [Case(form, values, department) for values in form.around(own)]
            if any(Case(form, each.values).fact not in company for each in theirs):
                yield from theirs


def compared(old: Rulebook, new: Rulebook) -> Sequence[Compared]:
    """Every case around a threshold of one of the two, with what it comes to under each."""
    return side_by_side({each.fact: each for book in (old, new) for each in cases_around(book)}.values(), old, new)


def side_by_side(cases: Collection[Case], old: Rulebook, new: Rulebook) -> Sequence[Compared]:
    before, after = (outcomes(list(cases), book) for book in (old, new))
    return [
        Compared(case.clause(new) or case.clause(old), case.fact, was, now)
        for case, was, now in zip(cases, before, after, strict=True)
    ]
