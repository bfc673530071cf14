"""The topics of regulations A and B, each with its clause and its figures in whole units."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, field_validator, model_validator

from pipeline.base.units import SECONDS_A_MINUTE, signed, yuan
from pipeline.language.translation import N_, _
from pipeline.rulebook.items import ItemText
from pipeline.rulebook.values import Clock, Points, Rule, Share, Topic, Yuan, figure

Role = str
"""A key of the rulebook's `roles`."""
REST = "rest"
"""What stands for a shift on a rest day; no shift may be called so."""


class Clause(Topic):
    kind: Literal["compute", "check", "form", "note"]
    text: str

    @property
    def kind_label(self) -> str:
        return _(CLAUSE_KINDS[self.kind])


CLAUSE_KINDS = {"compute": N_("计算"), "check": N_("检查"), "form": N_("表单"), "note": N_("说明")}
SAMPLE = "示例"


class Approval(Rule):
    """The approval without which no month is closed (A-5.2)."""

    approved_by: str | None = figure("批准人", default=None)
    approved_on: date | None = figure("批准日期", default=None)
    filed_on: date | None = figure("备案日期", default=None)

    @property
    def complete(self) -> bool:
        return bool(self.approved_by and self.approved_on and self.filed_on)

    @property
    def is_sample(self) -> bool:
        """Whether it is the one that is shipped, which says of itself that it is an example."""
        return SAMPLE in (self.approved_by or "")


class Base(Rule):
    points: Points = figure("每月基础分", "分", ge=0)


class Cap(Rule):
    points: Points = figure("每月最高分", "分", ge=0)


class Score(Topic):
    base: Base
    cap: Cap


class Band(Topic):
    """A grade: above `over`, or from `from_` on (hundredths)."""

    grade: str = figure("等级")
    over: Points | None = figure("等级的分数高于", "分", default=None)
    from_: Points | None = figure("等级的分数从", "分", default=None, alias="from")

    @property
    def edge(self) -> tuple[int, bool]:
        """The lower bound and whether it is left out, for comparing bands."""
        return (self.over, True) if self.over is not None else (self.from_ or 0, False)

    def holds(self, score: int) -> bool:
        bound, above = self.edge
        return score > bound if above else score >= bound


class Grades(Rule):
    bands: tuple[Band, ...] = Field(min_length=1)
    below: str = figure("没有等级的写法")

    @model_validator(mode="after")
    def _bounded_once(self) -> Grades:
        if any((band.over is None) == (band.from_ is None) for band in self.bands):
            raise ValueError(_("每个等级应写“高于”（over）或“从”（from）其中一个"))
        return self

    def of(self, score: int) -> str:
        return next((band.grade for band in self.bands if band.holds(score)), self.below)


class FromMonth(Rule):
    """A rulebook that does not say how months are counted was written when they were calendar months."""

    month: int = figure("从入职第几个月起浮动", "个月", ge=1)
    counted_by: Literal["calendar", "full"] = figure("入职月数按", switch=True, default="calendar")


class Baseline(Rule):
    points: Points = figure("工资浮动的基准分", "分", ge=0)


class Pay(Rule):
    """Fen a point against the baseline, bounded up and down (A-4)."""

    baseline: Baseline
    fen_per_point: Yuan = figure("每分金额", "元", alias="yuan_per_point", ge=0)
    max_up: Yuan = figure("每月最多上浮", "元", ge=0)
    max_down: Yuan = figure("每月最多下浮", "元", ge=0)
    from_month: FromMonth


class LastPlace(Topic):
    months: int = figure("连续末位的月数", "个月", ge=2)
    below: Points = figure("连续末位且每月低于", "分", ge=0)
    leavers_ranked: bool = figure("月末前离职的也排末位", switch=True, default=True)


class Annual(Rule):
    """How the year's scores become one: their mean, graded by the month's bands, of who has so many months (A-3.5)."""

    least_months: int = figure("年度评定至少要有的月数", "个月", ge=1, le=12, default=1)


class Dismissal(Rule):
    below: Points = figure("一个月低于此分可以辞退", "分", ge=0)
    last_place: LastPlace


class Step(Topic):
    """Minutes up to and including `up_to` cost `points`."""

    up_to: int = figure("迟到早退不超过", "分钟", ge=1)
    points: Points = figure("迟到早退扣分", "分", ge=0)


class ItemRule(Rule):
    """A rule whose events are of one item."""

    item: str


class CompanyTable(Rule):
    """A table of the company that the regulations name; without `content` it is not at hand."""

    title: str = figure("名称")
    content: str | None = figure("内容", default=None)


class Cleaning(ItemRule):
    """`desk` is the item of a messy desk, which the fine of a missed turn is set on or not (B-11)."""

    desk: str = figure("桌面凌乱的事项", default="A-3.1.2")
    desk_fined: bool = figure("桌面凌乱也按值日未做罚款", switch=True, default=False)


class Best(ItemRule):
    """Where those are compared who may be first; a rulebook that does not say it compared within the department (A-2.1)."""

    within: Literal["whole", "department"] = figure("在哪里比较第一", switch=True, default="department")


class Lateness(ItemRule):
    steps: tuple[Step, ...]
    over: Points = figure("迟到早退超过各档扣分", "分", ge=0)

    def points_for(self, minutes: int) -> int:
        return next((step.points for step in self.steps if minutes <= step.up_to), self.over)


class RoleText(Topic):
    """A post of the roster by the name that stands there."""

    label: str = figure("岗位的名称", min_length=1)


class Shift(Rule):
    """Seconds since midnight of the shift's day; one may leave from `leave_from` on.

    `called` are other names of it, as exports write them; on one that is a `handover` the log is entered before leaving.
    """

    label: str = figure("班次的名称", min_length=1)
    called: tuple[str, ...] = figure("班次的其他叫法", default=())
    handover: bool = figure("下班前登记交接", default=False)
    start: Clock = figure("班次开始")
    end: Clock = figure("班次结束")
    leave_from: Clock = figure("从此刻起离开不算早退")
    break_minutes: int = figure("班次中的休息", "分钟", ge=0)


class RestDays(Rule):
    days: int = figure("每月休息", "天", ge=0)


class WorkingTime(Rule):
    hours_a_day: int = figure("连续工作不超过", "小时", alias="hours", ge=1)
    tolerance_minutes: int = figure("超过多少分钟才提醒", "分钟", ge=0)
    rest_days: RestDays

    @property
    def hours(self) -> int:
        """In seconds."""
        return self.hours_a_day * 60 * SECONDS_A_MINUTE


class Recorders(Rule):
    scorer: Role = figure("记录人")
    of_scorer: Role = figure("对记录人的记录人")
    supervisor_items: tuple[str, ...] = figure("由主管记录的事项")


class Objections(Rule):
    """Objections: how long after the slip they may be raised, and who decides (A-1.4)."""

    within_days: int = figure("申诉期限", "个工作日", ge=0)
    deciders: tuple[Role, ...] = figure("裁定人的岗位", min_length=1)


class PairOfEyes(Rule):
    """When something is far enough from the usual to be looked at before the close (A-1.4)."""

    own_months: int = figure("与本人最近几个月比", "个月", ge=1)
    own_fewest: int = figure("本人至少有几个月可比", "个月", ge=1)
    own_beyond: Yuan = figure("超出本人各月至少", "元", ge=0)
    peers_fewest: int = figure("同岗位至少几人可比", "人", ge=2)
    peers_times: int = figure("超出同岗位四分位距的倍数", "倍", ge=1)
    peers_beyond: Yuan = figure("超出同岗位至少", "元", ge=0)
    share_of_wage: Share = figure("减少超过月工资的份额")
    scorer_rows: int = figure("记录人至少几笔可比", "笔", ge=1)
    scorer_points: Points = figure("记录人平均分值相差", "分", ge=0)
    scorer_times: int | None = figure("记录人笔数超出他人平均的倍数", "倍", default=None, ge=1)
    recorded_within_days: int = figure("事后登记的天数", "天", ge=0)


class FullMarks(ItemRule):
    points: Points = figure("满分", "分", ge=0)


class PassMark(ItemRule):
    points: Points = figure("及格分", "分", ge=0)


class Exam(Topic):
    full_marks: FullMarks
    pass_mark: PassMark


class NoComplaint(ItemRule):
    roles: tuple[Role, ...] = figure("适用岗位")


class LeaderAdjustment(Rule):
    limit: Points = figure("最多加减", "分", ge=0)
    roles: tuple[Role, ...] = figure("适用岗位")


class NeglectLevel(Topic):
    label: str = figure("违规程度")
    clause_prefix: str = figure("条款开头")
    at_least: int = figure("不同条款达到", "项", ge=1)


class Neglect(ItemRule):
    """Whether one level is enough or both are needed, and whether clauses or occurrences are counted (A-3.3.5)."""

    needed: Literal["either", "both"] = figure("轻度和中度满足", switch=True, default="either")
    counted: Literal["clauses", "occurrences"] = figure("违规按什么计数", switch=True, default="clauses")
    levels: tuple[NeglectLevel, ...] = Field(min_length=1)


class WeeklySummary(ItemRule):
    due_time: Clock = figure("周六最晚提交时间")
    min_characters: int = figure("最少字数", "字", ge=0)
    owed_by: tuple[Role, ...] = figure("应交岗位")


class LadderStep(Topic):
    """What one occurrence costs: a fine (fen), a month's wage withheld, or an action."""

    fine: Yuan | None = figure("罚款", "元", default=None, ge=0)
    withhold: Literal["month_wage"] | None = figure("扣发", default=None)
    action: str | None = figure("处理", default=None)

    @model_validator(mode="after")
    def _one_thing(self) -> LadderStep:
        if sum(value is not None for value in (self.fine, self.withhold, self.action)) != 1:
            raise ValueError(_("每一级应当且只应有 fine、withhold、action 中的一个"))
        return self


class Ladder(Rule):
    counted_by: Literal["month", "year", "employment"] = figure("次数按什么累计", switch=True)
    steps: tuple[LadderStep, ...] = Field(min_length=1)


class Withholding(Rule):
    max_months_wage: int = figure("扣发工资合计最多", "个月工资", ge=0)
    wage: Literal["whole", "employed_days"] = figure("当月部分时间在职的，扣发工资按", switch=True, default="whole")


class WageWithheld(Rule):
    within_months: int = figure("培训结束后多少个月内辞职", "个月", ge=0)


class TrainingCharge(Rule):
    wage_share: Share = figure("培训费占月工资")


class EarlyConfirmation(Rule):
    grade: str = figure("可申请提前转正的等级")


class Resignation(Rule):
    charged_in: Literal["leave_month"] = figure("在哪个月扣")
    wage_withheld: WageWithheld
    training_charge: TrainingCharge
    early_confirmation: EarlyConfirmation


class Rounding(Rule):
    method: Literal["half_up"] = figure("金额取舍")


class Example(Rule):
    """A fact in people's words and what it comes to: points and yuan with their signs, the rest in words; what is not given is not said."""

    fact: str = figure("事实", min_length=1)
    points: Points | None = figure("例子的分值", "分", default=None)
    fen: Yuan | None = figure("例子的金额", "元", default=None, alias="yuan")
    result: str | None = figure("例子的结果", default=None)

    @property
    def said(self) -> str:
        """As it stands on paper."""
        points = [] if self.points is None else [f"{signed(self.points)} 分"]
        money = [] if self.fen is None else [f"{yuan(self.fen)} 元"]
        return f"{self.fact} → {'；'.join([*points, *money, *([self.result] if self.result else [])])}"

    @model_validator(mode="after")
    def _comes_to_something(self) -> Example:
        if self.points is None and self.fen is None and not self.result:
            raise ValueError(_("例子应写明分值、金额或结果中的至少一项"))
        return self


class Action(Topic):
    label: str

    @field_validator("label")
    @classmethod
    def _said(cls, label: str) -> str:
        if not label.strip():
            raise ValueError(_("不能为空"))
        return label


class DepartmentRules(Topic):
    """What holds in one department instead of the company's rule: each rule whole; of tables what it has besides or otherwise, by code.

    A shift or a post of the name that one of the company's has stands in its place.
    """

    lateness: Lateness | None = None
    exam: Exam | None = None
    neglect: Neglect | None = None
    weekly_summary: WeeklySummary | None = None
    ladders: dict[str, Ladder] = Field(default_factory=dict)
    shifts: dict[str, Shift] = Field(default_factory=dict)
    roles: dict[str, RoleText] = Field(default_factory=dict)
    deductions: dict[str, ItemText] = Field(default_factory=dict)
    bonuses: dict[str, ItemText] = Field(default_factory=dict)
    derived: dict[str, ItemText] = Field(default_factory=dict)
