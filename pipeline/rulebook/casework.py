"""The topics of regulation C: deadlines, authority, surveys."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from pipeline.language.translation import _
from pipeline.rulebook.values import Points, Rule, Topic, Yuan, figure

Office = Literal["sales_manager", "vice_president", "general_manager"]
Reason = Literal["service", "conflict", "transport", "product", "other"]
Rating = Literal["very_satisfied", "satisfied", "average", "poor"]
UNLIMITED = float("inf")


class NumberScheme(Rule):
    prefix: str = figure("投诉编号开头", pattern=r"^[A-Z]{1,8}$")


class Closing(Rule):
    """Days from acceptance, the day of acceptance being day 0; `departments` have limits of their own (C-26)."""

    days: int = figure("受理后结案天数", "天", ge=0)
    counted_in: Literal["calendar", "working"] = figure("结案天数按", switch=True)
    departments: dict[str, Annotated[int, Field(ge=0)]] = figure("自己的时限", "天", empty="各部门自己的时限")


class Reporting(Rule):
    days: int = figure("调查完成后报告天数", "天", ge=0)


class LaterMonths(Rule):
    """What becomes of a complaint of a closed month that a later register knows better (B-6)."""

    counted: Literal["booked", "told"] = figure("结账后的变化", switch=True)


class Acceptance(Rule):
    working_days: int = figure("收到后几个工作日内受理", "个工作日", ge=0)


class Reception(Rule):
    days: int = figure("收到后几天内指定处理人", "天", ge=0)


class Serious(Rule):
    days: int = figure("特别严重的收到后几天内报副总经理", "天", ge=0)


class OfficeLimit(Topic):
    """An office decides amounts below `below` or up to `up_to` (fen); the last one decides any."""

    role: Office = figure("核决人")
    below: Yuan | None = figure("核决金额低于", "元", default=None)
    up_to: Yuan | None = figure("核决金额不超过", "元", default=None)

    @property
    def bound(self) -> tuple[float, bool]:
        if self.below is not None:
            return (self.below, False)
        return (self.up_to if self.up_to is not None else UNLIMITED, True)

    def decides(self, amount: int) -> bool:
        limit, included = self.bound
        return amount <= limit if included else amount < limit


class Authority(Rule):
    offices: tuple[OfficeLimit, ...] = Field(min_length=1)


class Review(Rule):
    due_day: int = figure("次月几日前审核", "日", ge=1, le=28)


class Complaints(Rule):
    """Regulation C-2, and what of it reaches into fines (B-6)."""

    counted: Literal["effective", "received"] = figure("计哪些投诉", switch=True)
    later_months: LaterMonths | None = None
    number_prefix: NumberScheme
    service_item: str
    conflict_item: str
    service_reasons: tuple[Reason, ...] = figure("算服务投诉的原因")
    conflict_reasons: tuple[Reason, ...] = figure("算冲突投诉的原因")
    closing: Closing
    reporting: Reporting
    acceptance: Acceptance | None = None
    reception: Reception | None = None
    serious: Serious | None = None
    authority: Authority
    review: Review

    def approver_for(self, amount: int) -> Office:
        """The lowest office that may decide an amount in fen (C-27)."""
        return next(office.role for office in self.authority.offices if office.decides(amount))

    def rank(self, office: str) -> int:
        """How high an office is; a higher one may always decide."""
        return [limit.role for limit in self.authority.offices].index(office)  # type: ignore[arg-type]


class Survey(Rule):
    """The weight of each level in averages, and points a rating where the rulebook gives any (hundredths)."""

    averages: dict[Rating, int] = figure("折算", empty="各等级折算")
    points_per_rating: dict[Rating, Points] = figure("每次评价计分", "分")

    @model_validator(mode="after")
    def _every_level_has_a_weight(self) -> Survey:
        missing = [level for level in get_args(Rating) if level not in self.averages]
        if missing:
            raise ValueError(_("averages 缺少等级 {missing}", missing="、".join(missing)))
        return self
