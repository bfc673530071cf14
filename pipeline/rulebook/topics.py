"""The topics of regulations A and B, each with its clause and its figures in whole units."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pipeline.base.units import SECONDS_A_MINUTE
from pipeline.rulebook.values import Clock, Points, Rule, Share, Topic, Yuan

Role = Literal["agent", "receptionist", "team_leader", "trainer", "supervisor", "technician"]


class Clause(Topic):
    kind: Literal["compute", "check", "form", "note"]
    text: str


class Approval(Rule):
    """The approval without which no month is closed (A-5.2)."""

    approved_by: str | None = None
    approved_on: date | None = None
    filed_on: date | None = None

    @property
    def complete(self) -> bool:
        return bool(self.approved_by and self.approved_on and self.filed_on)


class PointsRule(Rule):
    points: Points


class Score(Topic):
    base: PointsRule
    cap: PointsRule


class Band(Topic):
    """A grade: above `over`, or from `from_` on (hundredths)."""

    grade: str
    over: Points | None = None
    from_: Points | None = Field(default=None, alias="from")

    @property
    def edge(self) -> tuple[int, bool]:
        """The lower bound and whether it is left out, for comparing bands."""
        return (self.over, True) if self.over is not None else (self.from_ or 0, False)

    def holds(self, score: int) -> bool:
        bound, above = self.edge
        return score > bound if above else score >= bound


class Grades(Rule):
    bands: tuple[Band, ...] = Field(min_length=1)
    below: str

    @model_validator(mode="after")
    def _highest_first(self) -> Grades:
        if any((band.over is None) == (band.from_ is None) for band in self.bands):
            raise ValueError("每个等级应有 over 或 from 其中一个")
        edges = [band.edge for band in self.bands]
        if edges != sorted(set(edges), reverse=True):
            raise ValueError("等级应从高到低，且界限不重复")
        return self

    def of(self, score: int) -> str:
        return next((band.grade for band in self.bands if band.holds(score)), self.below)


class FromMonth(Rule):
    month: int = Field(ge=1)


class Pay(Rule):
    """Fen a point against the baseline, bounded up and down (A-4)."""

    baseline_rule: PointsRule = Field(alias="baseline")
    fen_per_point: Yuan = Field(alias="yuan_per_point", ge=0)
    max_up: Yuan = Field(ge=0)
    max_down: Yuan = Field(ge=0)
    from_month_rule: FromMonth = Field(alias="from_month")

    @property
    def baseline(self) -> int:
        return self.baseline_rule.points

    @property
    def from_month(self) -> int:
        return self.from_month_rule.month


class LastPlace(Topic):
    months: int = Field(ge=2)
    below: Points


class Dismissal(Rule):
    below: Points
    last_place: LastPlace


class Step(Topic):
    """Minutes up to and including `up_to` cost `points`."""

    up_to: int = Field(ge=1)
    points: Points


class ItemRule(Rule):
    """A rule whose events are of one item."""

    item: str


class Lateness(ItemRule):
    steps: tuple[Step, ...]
    over: Points

    @model_validator(mode="after")
    def _in_order(self) -> Lateness:
        bounds = [step.up_to for step in self.steps]
        if bounds != sorted(set(bounds)):
            raise ValueError("各档的分钟数应从小到大，且不重复")
        return self

    def points_for(self, minutes: int) -> int:
        return next((step.points for step in self.steps if minutes <= step.up_to), self.over)


class Shift(Rule):
    """Seconds since midnight of the shift's day; one may leave from `leave_from` on."""

    start: Clock
    end: Clock
    leave_from: Clock
    break_minutes: int = Field(ge=0)


class RestDays(Rule):
    days: int = Field(ge=0)


class WorkingTime(Rule):
    hours_a_day: int = Field(alias="hours", ge=1)
    tolerance_minutes: int = Field(ge=0)
    rest_days_rule: RestDays = Field(alias="rest_days")

    @property
    def hours(self) -> int:
        """In seconds."""
        return self.hours_a_day * 60 * SECONDS_A_MINUTE

    @property
    def rest_days(self) -> int:
        return self.rest_days_rule.days


class Recorders(Rule):
    scorer: Role
    of_scorer: Role
    supervisor_items: tuple[str, ...]


class Mark(ItemRule):
    points: Points


class Exam(Topic):
    full_marks_rule: Mark = Field(alias="full_marks")
    pass_mark_rule: Mark = Field(alias="pass_mark")

    @property
    def full_marks(self) -> int:
        return self.full_marks_rule.points

    @property
    def pass_mark(self) -> int:
        return self.pass_mark_rule.points

    @property
    def full_marks_item(self) -> str:
        return self.full_marks_rule.item

    @property
    def failed_item(self) -> str:
        return self.pass_mark_rule.item


class NoComplaint(ItemRule):
    roles: tuple[Role, ...]


class LeaderAdjustment(Rule):
    limit: Points = Field(ge=0)
    roles: tuple[Role, ...]


class NeglectLevel(Topic):
    label: str
    clause_prefix: str
    at_least: int = Field(ge=1)


class Neglect(ItemRule):
    levels: tuple[NeglectLevel, ...] = Field(min_length=1)


class WeeklySummary(ItemRule):
    due_time: Clock
    min_characters: int = Field(ge=0)
    owed_by: tuple[Role, ...]


class LadderStep(Topic):
    """What one occurrence costs: a fine (fen), a month's wage withheld, or an action."""

    fine: Yuan | None = Field(default=None, ge=0)
    withhold: Literal["month_wage"] | None = None
    action: str | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> LadderStep:
        if sum(value is not None for value in (self.fine, self.withhold, self.action)) != 1:
            raise ValueError("每一级应当且只应有 fine、withhold、action 中的一个")
        return self


class Ladder(Rule):
    counted_by: Literal["month", "year", "employment"]
    steps: tuple[LadderStep, ...] = Field(min_length=1)


class Withholding(Rule):
    max_months_wage: int = Field(ge=0)


class WageWithheld(Rule):
    within_months: int = Field(ge=0)


class TrainingCharge(Rule):
    wage_share: Share


class EarlyConfirmation(Rule):
    grade: str


class Resignation(Rule):
    charged_in: Literal["leave_month"]
    wage_withheld: WageWithheld
    training_charge: TrainingCharge
    early_confirmation: EarlyConfirmation


class Rounding(Rule):
    method: Literal["half_up"]


class Action(Topic):
    label: str

    @field_validator("label")
    @classmethod
    def _said(cls, label: str) -> str:
        if not label.strip():
            raise ValueError("不能为空")
        return label
