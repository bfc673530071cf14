"""The regulations as frozen, validated objects; every figure comes from a dated rulebook file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, field_validator

from pipeline.rulebook import topics
from pipeline.rulebook.casework import Complaints, Survey
from pipeline.rulebook.items import Consequence, Item, ItemText, item
from pipeline.rulebook.labour_law import LabourLaw
from pipeline.rulebook.payroll import Payroll
from pipeline.rulebook.topics import Action, Clause, Grades, Ladder
from pipeline.rulebook.topics import LadderStep as Step
from pipeline.rulebook.values import Topic

__all__ = ["Consequence", "Item", "Ladder", "Rulebook", "Step"]

ROLES = {
    "agent": "客服", "receptionist": "现场接待", "team_leader": "客服组长", "trainer": "培训专员", "supervisor": "主管", "technician": "服务人员",
}  # fmt: skip
FIRST_SHIFTS: dict[str, dict[str, Any]] = {"early": {"label": "早班"}, "late": {"label": "晚班", "handover": True}}
"""The roles and shifts of rulebooks that do not name any: those of closed months were written before they could."""
REST_LABEL = "休息"
NAMED = ("shifts", "roles")
"""Tables of what is known by its label."""
TABLES = ("ladders", *NAMED, "deductions", "bonuses", "derived")
"""Tables that a department may add to."""


class Rulebook(Topic):
    """One version of the regulations, in force from `effective_from`.

    Points are hundredths, money is fen, times are seconds since midnight. `source`, `sha256` and `text` are of its file.
    `comments` are notes by the dotted path of what they are about (see `comments_of`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    source: Path
    sha256: str
    text: str
    effective_from: date
    based_on: str | None = None
    approval: topics.Approval
    score: topics.Score
    grades: Grades
    pay: topics.Pay
    payroll: Payroll | None = None
    annual: topics.Annual = topics.Annual(clause="A-3.5")
    dismissal: topics.Dismissal
    lateness: topics.Lateness
    absence: topics.ItemRule
    handover: topics.ItemRule
    cleaning: topics.Cleaning
    roles: dict[str, topics.RoleText] = Field(default_factory=lambda: {code: topics.RoleText(label=label) for code, label in ROLES.items()})
    shifts: dict[str, topics.Shift]
    working_time: topics.WorkingTime
    recorders: topics.Recorders
    objections: topics.Objections | None = None
    review: topics.PairOfEyes | None = None
    exam: topics.Exam
    best: topics.Best
    no_complaint: topics.NoComplaint
    leader_adjustment: topics.LeaderAdjustment
    neglect: topics.Neglect
    weekly_summary: topics.WeeklySummary
    ladders: dict[str, Ladder]
    withholding: topics.Withholding
    resignation: topics.Resignation
    complaints: Complaints
    survey: Survey
    company_tables: dict[str, topics.CompanyTable] = Field(default_factory=dict)
    labour_law: LabourLaw = LabourLaw()
    rounding: topics.Rounding
    actions: dict[str, Action]
    deductions: dict[str, ItemText]
    bonuses: dict[str, ItemText]
    derived: dict[str, ItemText]
    clauses: dict[str, Clause]
    examples: tuple[topics.Example, ...] = ()
    departments: dict[str, topics.DepartmentRules] = Field(default_factory=dict)
    comments: dict[str, str | None] = Field(default_factory=dict)

    @field_validator("actions", mode="before")
    @classmethod
    def _labels(cls, labels: object) -> object:
        return {code: {"label": label} for code, label in labels.items()} if isinstance(labels, dict) else labels

    @field_validator("shifts", mode="before")
    @classmethod
    def _named(cls, shifts: object) -> object:
        return {code: {**FIRST_SHIFTS.get(code, {}), **shift} for code, shift in shifts.items()} if isinstance(shifts, dict) else shifts

    @property
    def deciders(self) -> tuple[str, ...]:
        """Who decides objections; where nothing is said, who scores the scorer (A-1.4)."""
        return (self.recorders.of_scorer,) if self.objections is None else self.objections.deciders

    @property
    def name(self) -> str:
        return self.source.stem

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its code: those that are entered, then those that are only derived; each with those of departments after it."""
        return {
            **{code: item(code, text, "deductions", self._fines_of(code)) for code, text in self._everywhere("deductions").items()},
            **{code: item(code, text, "bonuses") for code, text in self._everywhere("bonuses").items()},
            **{code: item(code, text, None) for code, text in self._everywhere("derived").items()},
        }

    def _everywhere(self, table: str) -> dict[str, Any]:
        """The table, and what departments alone have in theirs."""
        of_departments = {code: each for rules in self.departments.values() for code, each in getattr(rules, table).items()}
        return {**getattr(self, table), **{code: each for code, each in of_departments.items() if code not in getattr(self, table)}}

    def _fines_of(self, code: str) -> tuple[Consequence, ...]:
        """What a switch sets on an item besides: the fine of a missed turn on a messy desk (B-11)."""
        rule = self.cleaning
        if not rule.desk_fined or code != rule.desk or rule.item not in self.deductions:
            return ()
        return tuple(each for each in self.deductions[rule.item].sets_off if each.fine is not None)

    @cached_property
    def every_shift(self) -> Mapping[str, topics.Shift]:
        """The shifts of the company and of all departments by their codes."""
        return self._everywhere("shifts")

    @cached_property
    def every_role(self) -> Mapping[str, topics.RoleText]:
        return self._everywhere("roles")

    @cached_property
    def role_codes(self) -> dict[str, str]:
        """The code of each role by the name that stands on the roster."""
        return {role.label: code for code, role in self.roles.items()}

    @cached_property
    def shift_codes(self) -> dict[str, str]:
        """The code of each shift by its name, the rest day included."""
        return {**{shift.label: code for code, shift in self.shifts.items()}, REST_LABEL: topics.REST}

    @cached_property
    def shift_codes_as_called(self) -> dict[str, str]:
        """The code of each shift by its other names (B-1a)."""
        return {name: code for code, shift in self.shifts.items() for name in shift.called}

    @cached_property
    def of_departments(self) -> dict[str, Rulebook]:
        """The rules of each department that has some of its own."""
        return {name: self._with(own) for name, own in self.departments.items()}

    def _with(self, own: topics.DepartmentRules) -> Rulebook:
        rules = {name: rule for name, rule in own if rule is not None and name not in ("decided", *TABLES)}
        return self._altered(**rules, **{table: self._put_in(table, getattr(own, table)) for table in TABLES})

    def _put_in(self, table: str, own: Mapping[str, Any]) -> dict[str, Any]:
        """The company's table with a department's own entries, which stand in the place of those of the same code or name."""
        names = {each.label for each in own.values()} if table in NAMED else set()
        return {**{code: each for code, each in getattr(self, table).items() if not names or each.label not in names}, **own}

    def with_items(self, *, deductions: Mapping[str, ItemText], bonuses: Mapping[str, ItemText], roles: Mapping[str, topics.RoleText]) -> Rulebook:
        """The rulebook with these items and posts besides."""
        return self._altered(deductions={**self.deductions, **deductions}, bonuses={**self.bonuses, **bonuses}, roles={**self.roles, **roles})

    def _altered(self, **topics: object) -> Rulebook:
        """A copy with other topics, and without what was worked out from the topics that it had."""
        copied = self.model_copy(update=topics)
        for name, member in vars(Rulebook).items():
            if isinstance(member, cached_property):
                copied.__dict__.pop(name, None)
        return copied

    def grade(self, score: int) -> str:
        return self.grades.of(score)

    def find_item(self, text: str, sheet: str) -> Item | None:
        """The item that `text` names on `sheet`: its code, its label, or both."""
        return self._by_name.get((sheet, _key(text)))

    def items_on(self, sheet: str) -> list[Item]:
        """The items that may be named on `sheet`; on 申诉 all but bonuses and what follows from other items alone."""
        if sheet == "objections":
            everywhere = [self.items[code] for code in (*self.deductions, *self.bonuses, *self.derived)]
            return [each for each in everywhere if not each.is_bonus and each.code != self.neglect.item]
        return [self.items[code] for code in getattr(self, sheet)]

    def suggest_item(self, text: str, sheet: str) -> str | None:
        """The code and label of the one item that sets off the clause `text`, else of what it looks most like; one code is not like another."""
        key = _key(text)
        number = NUMBER.fullmatch(key)
        clause = f"{number[1] or 'A'}-{number[2]}" if number else key
        meant = [each for each in self.items_on(sheet) if clause in {each.code, *(_key(effect.clause) for effect in each.sets_off)}]
        if not meant and not CODE.fullmatch(clause):
            names = {name: each for (of_sheet, name), each in self._by_name.items() if of_sheet == sheet and not CODE.fullmatch(name)}
            meant = [names[near] for near in get_close_matches(key, list(names), n=1, cutoff=0.5)]
        return f"{meant[0].code} {meant[0].label}" if len(meant) == 1 else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Item]:
        return {
            (sheet, _key(name)): each
            for sheet in ("deductions", "bonuses", "objections")
            for each in self.items_on(sheet)
            for name in (each.code, each.label, f"{each.code} {each.label}")
        }



CODE = re.compile(r"[A-Z]-[\d.]+")
NUMBER = re.compile(r"([A-Z]?)[-\u2010-\u2015_ ]*(\d+(?:\.\d+)+)")
"""A clause's number as people type it: A3.1.1, A—3.1.1, 3.1.1; on its own it is of the appraisal scheme."""


def _key(text: str) -> str:
    """Text as it is compared: half-width, upper case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())
