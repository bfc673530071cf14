"""The regulations as frozen, validated objects; every figure comes from a dated rulebook file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from pipeline.language.translation import _
from pipeline.rulebook import topics
from pipeline.rulebook.casework import Complaints, Survey
from pipeline.rulebook.items import Consequence, Item, ItemText, item
from pipeline.rulebook.labour_law import LabourLaw
from pipeline.rulebook.topics import Action, Clause, Grades, Ladder
from pipeline.rulebook.topics import LadderStep as Step
from pipeline.rulebook.values import Topic

__all__ = ["Consequence", "Item", "Ladder", "Rulebook", "Step"]


class Rulebook(Topic):
    """One version of the regulations, in force from `effective_from`.

    Points are hundredths, money is fen, times are seconds since midnight. `source`, `sha256` and `text` are of its file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    source: Path
    sha256: str
    text: str
    effective_from: date
    approval: topics.Approval
    score: topics.Score
    grades: Grades
    pay: topics.Pay
    dismissal: topics.Dismissal
    lateness: topics.Lateness
    absence: topics.ItemRule
    handover: topics.ItemRule
    cleaning: topics.Cleaning
    shifts: dict[Literal["early", "late"], topics.Shift]
    working_time: topics.WorkingTime
    recorders: topics.Recorders
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

    @field_validator("actions", mode="before")
    @classmethod
    def _labels(cls, labels: object) -> object:
        return {code: {"label": label} for code, label in labels.items()} if isinstance(labels, dict) else labels

    @model_validator(mode="after")
    def _references_are_known(self) -> Rulebook:
        for place, kind, name, known in self._references():
            if name not in known:
                raise ValueError(_("{place} 用到的{kind} {name} 没有定义", place=place, kind=kind, name=name))
        if "complaint" in self.ladders and self.ladders["complaint"].counted_by != "month":
            raise ValueError(_("ladders.complaint 只能按自然月累计（B-6）"))
        for sheet in ("deductions", "bonuses"):
            labels = [each.label for each in self.items.values() if each.sheet == sheet]
            twice = {label for label in labels if labels.count(label) > 1}
            if twice:
                raise ValueError(_("{sheet} 的名称重复：{twice}", sheet=sheet, twice='、'.join(sorted(twice))))
        return self

    def _references(self) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
        for code, each in self.items.items():
            for consequence in each.sets_off:
                yield _("事项 {code}", code=code), _("条款"), consequence.clause, self.clauses
                if consequence.ladder is not None:
                    yield _("事项 {code}", code=code), _("阶梯"), consequence.ladder, self.ladders
                if consequence.action is not None:
                    yield _("事项 {code}", code=code), _("处理"), consequence.action, self.actions
        for name, ladder in self.ladders.items():
            yield f"ladders.{name}", _("条款"), ladder.clause, self.clauses
            for step in ladder.steps:
                if step.action is not None:
                    yield f"ladders.{name}", _("处理"), step.action, self.actions
        for name, rule in self:
            if isinstance(rule, topics.ItemRule):
                yield name, _("事项"), rule.item, self.items
        yield "exam.full_marks", _("事项"), self.exam.full_marks_item, self.items
        yield "exam.pass_mark", _("事项"), self.exam.failed_item, self.items
        yield "complaints", _("事项"), self.complaints.service_item, self.items
        yield "complaints", _("事项"), self.complaints.conflict_item, self.items

    @property
    def name(self) -> str:
        return self.source.stem

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its code: those that are entered, then those that are only derived."""
        return {
            **{code: item(code, text, "deductions", self._fines_of(code)) for code, text in self.deductions.items()},
            **{code: item(code, text, "bonuses") for code, text in self.bonuses.items()},
            **{code: item(code, text, None) for code, text in self.derived.items()},
        }

    def _fines_of(self, code: str) -> tuple[Consequence, ...]:
        """What a switch sets on an item besides: the fine of a missed turn on a messy desk (B-11)."""
        rule = self.cleaning
        if not rule.desk_fined or code != rule.desk:
            return ()
        return tuple(each for each in self.deductions[rule.item].sets_off if each.fine is not None)

    def grade(self, score: int) -> str:
        return self.grades.of(score)

    def find_item(self, text: str, sheet: str) -> Item | None:
        """The item that `text` names on `sheet`: its code, its label, or both."""
        return self._by_name.get((sheet, _key(text)))

    def items_on(self, sheet: str) -> list[Item]:
        """The items that may be named on `sheet`; on 申诉 all but bonuses and what follows from other items alone."""
        if sheet == "objections":
            return [each for each in self.items.values() if not each.is_bonus and each.code != self.neglect.item]
        return [each for each in self.items.values() if each.sheet == sheet]

    def suggest_item(self, text: str, sheet: str) -> str | None:
        """The code and label that look most like `text`."""
        names = {key: each for (of_sheet, key), each in self._by_name.items() if of_sheet == sheet}
        near = get_close_matches(_key(text), list(names), n=1, cutoff=0.5)
        return f"{names[near[0]].code} {names[near[0]].label}" if near else None

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Item]:
        return {
            (sheet, _key(name)): each
            for sheet in ("deductions", "bonuses", "objections")
            for each in self.items_on(sheet)
            for name in (each.code, each.label, f"{each.code} {each.label}")
        }



def _key(text: str) -> str:
    """Text as it is compared: half-width, upper case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


