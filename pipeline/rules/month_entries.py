"""All consequences of a month: from checked tables to entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.base.once import once_for_each
from pipeline.base.order import said_of_each
from pipeline.base.period import Month
from pipeline.rulebook.model import Rulebook
from pipeline.rules import complaints, duties
from pipeline.rules.absence import absence
from pipeline.rules.consequences import consequences
from pipeline.rules.entries import POINT_CATEGORIES, together
from pipeline.rules.events import no_events, stands_in_log
from pipeline.rules.events import together as events_together
from pipeline.rules.exams import exams
from pipeline.rules.firsts import firsts
from pipeline.rules.lateness import lateness
from pipeline.rules.leader_adjustments import leader_adjustments
from pipeline.rules.log import recorded
from pipeline.rules.neglect import neglect
from pipeline.rules.objections import as_decided, decided, making_up, of_month
from pipeline.rules.resignation import resignation
from pipeline.rules.survey import survey
from pipeline.rules.weekly_summaries import weekly_summaries
from pipeline.rules.withholding import limited_to_wage, wages_to_lose

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class History:
    """What closed months tell the rules: for each ladder counted beyond the month, occurrences by person and month."""

    occurrences: Mapping[str, pd.Series[int]] = field(default_factory=dict)
    left: Mapping[tuple[str, str], pd.Timestamp] = field(default_factory=dict)
    """Whom a closed month charged for leaving, by which clause (A-6.1, A-6.2), with the day of joining: nobody leaves the same post twice."""
    logged: frozenset[tuple[str, pd.Timestamp, str]] = frozenset()
    """Person, day and item of the conflicts in closed months' logs: a complaint may come in months after the day (A-3.3.2)."""

    def of(self, roster: pd.DataFrame) -> dict[str, pd.Series[int]]:
        """The occurrences by person, of those on the roster; what was before the day of joining was somebody else's."""
        joined = said_of_each(roster, "employee_id", "hire_date")
        return {name: self._since(joined, found) for name, found in self.occurrences.items()}

    def _since(self, joined: pd.Series[pd.Timestamp], found: pd.Series[int]) -> pd.Series[int]:
        people, months = found.index.get_level_values(0), found.index.get_level_values(1)
        ended = pd.to_datetime(months.astype("str") + "-01") + pd.offsets.MonthEnd(0)
        own = ~(joined.reindex(people).to_numpy() > ended.to_numpy())
        return found[own].groupby(level=0).sum()


@dataclass(frozen=True)
class Happened:
    """The month's events, and the derived ones for which a log row stands."""

    events: pd.DataFrame
    replaced: pd.DataFrame


@dataclass(frozen=True)
class MonthLines:
    """The month's entries and events, and the derived events that set nothing off since the log holds."""

    entries: pd.DataFrame
    events: pd.DataFrame
    replaced: pd.DataFrame


def month_entries(tables: Tables, month: Month, rulebook: Rulebook, history: History) -> MonthLines:
    """Every entry of the month, by person and date, for each by the rules of the own department. `tables` are complete
    (see `with_absent_sheets`)."""
    made = _lines(tables, month, rulebook, history)
    roster = tables["roster"]
    for department, own in rulebook.of_departments.items():
        theirs = roster.loc[roster["department"] == department, "employee_id"]
        if len(theirs):
            other = _lines(tables, month, own, history)
            made = MonthLines(
                together((made.entries[~made.entries["employee_id"].isin(theirs)], other.entries[other.entries["employee_id"].isin(theirs)])),
                *(
                    events_together((here[~here["employee_id"].isin(theirs)], there[there["employee_id"].isin(theirs)]))
                    for here, there in ((made.events, other.events), (made.replaced, other.replaced))
                ),
            )
    return made


def _lines(tables: Tables, month: Month, rulebook: Rulebook, history: History) -> MonthLines:
    happened = _less_logged(month_events(tables, month, rulebook), history)
    made = _entries_of(happened.events, tables, month, rulebook, history)
    answers = decided(of_month(tables["objections"], month))
    if len(answers):
        then = _entries_of(as_decided(happened.events, answers), tables, month, rulebook, history)
        made = making_up(made, then, answers)
    return MonthLines(made, happened.events, happened.replaced)


def _entries_of(happened: pd.DataFrame, tables: Tables, month: Month, rulebook: Rulebook, history: History) -> pd.DataFrame:
    """The entries that follow from these events, and from what is no event."""
    roster = tables["roster"]
    wages = wages_to_lose(roster, month, rulebook)
    charged = _for(roster, consequences(happened, wages, rulebook, history.of(roster)))
    found_neglect = _for(roster, consequences(neglect(charged, happened, rulebook), wages, rulebook, {}))
    conduct = together((charged, found_neglect))
    earned = events_together(
        (
            firsts(tables["workload"], roster, conduct, month, rulebook),
            complaints.no_complaint_bonus(tables.get("complaints"), roster, tables["attendance"], month, rulebook),
        )
    )
    everything = together(
        (
            conduct,
            consequences(earned, wages, rulebook, {}),
            leader_adjustments(tables["leader_adjustments"], month, rulebook),
            _penalties(tables, month),
            _once(resignation(roster, wages, month, rulebook), roster, history),
            survey(tables["surveys"], roster, rulebook),
        )
    )
    return limited_to_wage(everything, wages, rulebook)


def month_events(tables: Tables, month: Month, rulebook: Rulebook) -> Happened:
    """What happened: the logs, and what attendance, exams, summaries and complaints show besides."""
    attendance, register, summaries = tables["attendance"], tables.get("complaints"), tables.get("weekly_summaries")
    log = _shown_by(tables["deductions"], recorded)
    found = events_together(
        (
            _shown_by(attendance, lateness, rulebook),
            _shown_by(attendance, absence, rulebook),
            _shown_by(attendance, duties.handover_missing, rulebook),
            _shown_by(attendance, duties.cleaning_missed, rulebook),
            _shown_by(tables["exams"], exams, rulebook),
            no_events() if summaries is None else _made_of(summaries, weekly_summaries, tables["roster"], attendance, month, rulebook),
            _shown_by(register, complaints.conflicts, month, rulebook),
            _shown_by(register, complaints.service_complaints, month, rulebook),
        )
    )
    in_log = stands_in_log(found, log)
    shown, replaced = (found[~in_log], found[in_log]) if in_log.any() else (found, no_events())
    return Happened(events_together((log, _shown_by(tables["bonuses"], recorded), shown)), replaced)


def _less_logged(happened: Happened, history: History) -> Happened:
    """Without the derived events for which a row of a closed month's log stands."""
    if not history.logged:
        return happened
    found = happened.events
    events = zip(found["employee_id"], found["date"], found["item"], strict=True)
    held = found["derived"] & pd.Series([each in history.logged for each in events], found.index, dtype=bool)
    return Happened(found[~held], events_together((happened.replaced, found[held])))


def _shown_by(rows: pd.DataFrame | None, rule: Callable[..., pd.DataFrame], *more: object) -> pd.DataFrame:
    """The events that a rule makes of a sheet's rows; of none there are none."""
    return no_events() if rows is None or rows.empty else _made_of(rows, rule, *more)


@once_for_each
def _made_of(rows: pd.DataFrame, rule: Callable[..., pd.DataFrame], *more: object) -> pd.DataFrame:
    return rule(rows, *more)


def _once(made: pd.DataFrame, roster: pd.DataFrame, history: History) -> pd.DataFrame:
    if made.empty:
        return made
    joined = said_of_each(roster, "employee_id", "hire_date").reindex(made["employee_id"])
    before = [
        (who, clause) in history.left and not history.left[who, clause] < day
        for who, clause, day in zip(made["employee_id"], made["clause"], joined, strict=True)
    ]
    return made[~pd.Series(before, index=made.index, dtype=bool)]


def _penalties(tables: Tables, month: Month) -> pd.DataFrame:
    register = tables.get("complaints")
    return together(()) if register is None else complaints.penalties(register, month)


def _for(roster: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Without the points of supervisors, who get fines, charges and actions but are not appraised."""
    supervisors = roster.loc[roster["role"] == "supervisor", "employee_id"]
    left_out = made["employee_id"].isin(supervisors) & made["category"].isin(POINT_CATEGORIES)
    return made[~left_out] if left_out.any() else made
