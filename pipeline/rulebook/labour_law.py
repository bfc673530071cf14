"""Where the company is, what holds there, and which limits of labour law bound its deductions."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from pipeline.language.translation import _
from pipeline.rulebook.values import Topic, Yuan, figure


class MinimumWage(Topic):
    """Fen a month, from a day on."""

    in_force_from: date = figure("最低工资从此日起", alias="from")
    fen: Yuan = figure("每月最低工资", "元", alias="yuan", ge=0)


class Region(Topic):
    minimum_wage: tuple[MinimumWage, ...] = ()
    fines_forbidden: bool = figure("当地不允许罚款", default=False)

    def minimum_on(self, day: date) -> int | None:
        """In fen; None where none is known for that day."""
        known = sorted((each for each in self.minimum_wage if each.in_force_from <= day), key=lambda each: each.in_force_from)
        return known[-1].fen if known else None


class Limits(Topic):
    share_of_wage: bool = figure("扣款以工资的 20% 为限", switch=True, default=False)
    minimum_wage: bool = figure("扣款后不低于最低工资", default=False)


class LabourLaw(Topic):
    """`region` is one of `regions`, or None: then what depends on it cannot be checked, which is said."""

    region: str | None = figure("所在地区", default=None)
    regions: dict[str, Region] = figure("各地的最低工资和罚款规定", default_factory=dict)
    limits: Limits = Limits()

    @model_validator(mode="after")
    def _region_is_known(self) -> LabourLaw:
        if self.region is not None and self.region not in self.regions:
            raise ValueError(_("地区 {region} 没有写在 regions 里", region=self.region))
        if self.limits.minimum_wage and self.region is None:
            raise ValueError(_("按最低工资限制扣款，要先填写地区"))
        return self

    @property
    def here(self) -> Region | None:
        return None if self.region is None else self.regions[self.region]
