"""A case: a fact in people's words, the rows that it stands for, and what of the settled month is its outcome."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from pipeline.base.units import plain, yuan
from pipeline.complaints.casework import Casework
from pipeline.findings.finding import Finding
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import WITHHELD
from pipeline.rulebook.values import hundredths
from pipeline.rules.entries import ACTION

Values = Mapping[str, str]
"""What stands in the braces of a form, as it is typed."""
Rows = list[dict[str, Any]]
COUNT, AMOUNT, DAY = r"\d+", r"-?\d+(?:\.\d{1,2})?", r"\d{4}-\d{2}-\d{2}"
TYPED = {
    "nth": COUNT, "count": COUNT, "rows": COUNT, "minutes": COUNT, "days": COUNT, "months": COUNT, "month": COUNT, "characters": COUNT,
    "score": AMOUNT, "points": AMOUNT, "amount": AMOUNT, "ended": DAY, "resigned": DAY, "ends": DAY, "time": r"(?:次日)?\d{1,2}:\d{2}",
}  # fmt: skip
"""How a value is typed; all others are names."""
WHO = object()
"""In a row: the person of the case."""
PLACE = re.compile(r"\{(\w+)\}")
T = TypeVar("T")


def plain_text(text: str) -> str:
    """Text as it is compared: half-width and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class CaseOutcome:
    """What a fact comes to: points (hundredths) and money (fen), signed, and the rest in words."""

    points: int = 0
    fen: int = 0
    words: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        points = [f"{'加' if self.points > 0 else '扣'} {plain(abs(self.points))} 分"] if self.points else []
        money = [f"{'+' if self.fen > 0 else '−'}{yuan(abs(self.fen))} 元"] if self.fen else []
        return "；".join([*points, *money, *self.words]) or "没有后果"


@dataclass(frozen=True)
class Invented:
    """What a fact stands for: what the roster says of the person, and rows by sheet, without whom they concern.

    Only consequences on `day` and of `clauses` count, where these are given. `brought` are points (hundredths) that the
    person has besides, `paid` is what is taken (fen). One who `is_last` has a colleague with more points; `last_before` says
    whether the months before ended so too, `own_months` what they came to (fen). `items` are items of the case's own. `peers` are
    others of the same post, which nobody else has then, by what each loses (fen). The year has so many `scored_months`.
    """

    sheets: Mapping[str, Rows] = field(default_factory=dict)
    person: Mapping[str, Any] = field(default_factory=dict)
    day: str | None = None
    clauses: tuple[str, ...] = ()
    brought: int = 0
    paid: int = 0
    is_last: bool = False
    last_before: bool = False
    items: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    own_months: Sequence[int] = ()
    peers: Sequence[int] = ()
    scored_months: int = 1


@dataclass(frozen=True)
class Seen:
    """What the settled month has of one person: the entries that count, statements, findings and the complaint."""

    entries: Rows
    pay: Mapping[str, Any]
    appraisal: Mapping[str, Any]
    findings: Sequence[Finding]
    complaint: Mapping[str, Any]
    casework: Casework | None
    rulebook: Rulebook
    scored_months: int


@dataclass(frozen=True)
class FactForm:
    """A way of saying a fact.

    `says` has its values in braces, `invents` the rows for them, `around` values just below, on and just above every threshold of
    a rulebook; `sees` is what of the month counts. Facts of one `month` happen in one invented month.
    """

    month: str
    says: str
    clause: Callable[[Values, Rulebook], str]
    invents: Callable[[Values, Rulebook], Invented]
    around: Callable[[Rulebook], Iterable[Values]]
    sees: Callable[[Seen], CaseOutcome]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        parts = PLACE.split(plain_text(self.says))
        return re.compile("".join(f"(?P<{part}>{TYPED.get(part, '.+?')})" if at % 2 else re.escape(part) for at, part in enumerate(parts)))


@dataclass(frozen=True)
class Case:
    """A fact of a form; of a department, where that is said."""

    form: FactForm
    values: Values
    department: str = ""

    @property
    def fact(self) -> str:
        said = PLACE.sub(lambda found: self.values[found[1]], self.form.says)
        return f"{self.department}：{said}" if self.department else said

    def clause(self, rulebook: Rulebook) -> str:
        """Of what it is a case; nothing where the rulebook cannot say it."""
        try:
            return self.form.clause(self.values, rulebook.of_departments.get(self.department, rulebook))
        except CannotBeSaid:
            return ""


class CannotBeSaid(Exception):
    """A fact about something that the rulebook does not have: another item, shift or level."""


def post_of(code: str, rulebook: Rulebook) -> str:
    """The name of a post; raises CannotBeSaid for one that other departments alone have."""
    if code not in rulebook.roles:
        raise CannotBeSaid
    return rulebook.roles[code].label


def the_first(them: Iterable[T]) -> T:
    """The first there is; raises CannotBeSaid."""
    for each in them:
        return each
    raise CannotBeSaid


def lines(seen: Seen) -> CaseOutcome:
    """The entries: points, money, and what else they say."""
    made = seen.entries
    actions = [seen.rulebook.actions[each["item"]].label for each in made if each["category"] == ACTION]
    withheld = [WITHHELD] if any(each["category"] == WITHHELD for each in made) else []
    return CaseOutcome(sum(each["points"] for each in made), sum(each["amount"] for each in made), (*withheld, *dict.fromkeys(actions)))


def told(*codes: str) -> Callable[[Seen], CaseOutcome]:
    """Whether one of these findings is there, said by its title."""

    def sees(seen: Seen) -> CaseOutcome:
        return CaseOutcome(words=tuple(dict.fromkeys(f"提醒：{each.kind.title}" for each in seen.findings if each.code in codes)))

    return sees


def of_topic(path: str) -> Callable[[Values, Rulebook], str]:
    """The clause of the part of the rulebook that `path` names, like "exam.pass_mark"."""

    def clause(values: Values, rulebook: Rulebook) -> str:
        place: Any = rulebook
        for name in path.split("."):
            place = the_first(part for part in (getattr(place, name),) if part is not None)
        return str(place.clause)

    return clause


def number(text: str) -> int:
    """Points or yuan as they are typed, in hundredths."""
    return hundredths(float(text))


def steps(bounds: Iterable[int], step: int = 1, least: int = 0) -> Iterator[int]:
    """Just below, on and just above each bound, each once, in order."""
    yield from sorted({value for bound in bounds for value in (bound - step, bound, bound + step) if value >= least})
