"""Items: what may happen, and everything that it sets off (A-2, A-3, B)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from pipeline.language.translation import _
from pipeline.rulebook.values import Points, Rule, Topic, Yuan, figure


class Consequence(Rule):
    """One thing that an item sets off, by clause: points (magnitude, hundredths), a fine (fen), a ladder, … ."""

    points: Points | None = figure("每次分值", "分", default=None, ge=0)
    points_between: tuple[Points, Points] | None = figure("每次分值范围", "分", default=None)
    fine: Yuan | None = figure("每次罚款", "元", default=None, ge=0)
    ladder: str | None = figure("按次数递进", default=None)
    charge: Literal["price"] | None = figure("赔偿", default=None)
    action: str | None = figure("处理", default=None)
    minutes: tuple[int, int | None] | None = figure("超时分钟", "分钟", default=None)
    when: Literal["serious"] | None = figure("条件", default=None)

    @model_validator(mode="after")
    def _sets_off_one_thing(self) -> Consequence:
        given = (self.points, self.points_between, self.fine, self.ladder, self.charge, self.action)
        if sum(value is not None for value in given) != 1:
            raise ValueError(_("一条后果应当且只应有分值、分值范围、罚款、递进、赔偿、处理中的一个"))
        if self.points_between and self.points_between[0] > self.points_between[1]:
            raise ValueError(_("分值范围应从小到大"))
        return self


class ItemText(Topic):
    """An item as it is written; points alone stand for the clause that has the item's own code."""

    label: str = Field(min_length=1)
    gives: bool = False
    points: Points | None = figure("每次分值", "分", default=None, ge=0)
    points_between: tuple[Points, Points] | None = figure("每次分值范围", "分", default=None)
    sets_off: tuple[Consequence, ...] = ()

    @model_validator(mode="after")
    def _sets_off_something(self) -> ItemText:
        if self.points is not None and self.points_between is not None:
            raise ValueError(_("分值和分值范围只能写一个"))
        if self.points_between is not None and self.points_between[0] > self.points_between[1]:
            raise ValueError(_("分值范围应从小到大"))
        if self.points is None and self.points_between is None and not self.sets_off:
            raise ValueError(_("应写明分值、罚款或处理中的至少一项"))
        return self


class Item(Topic):
    """An item by its code; `sheet` is where it may be entered, None when it is only derived."""

    code: str
    label: str
    sheet: Literal["deductions", "bonuses"] | None
    is_bonus: bool
    sets_off: tuple[Consequence, ...] = Field(min_length=1)

    @property
    def points_between(self) -> tuple[int, int] | None:
        return next((each.points_between for each in self.sets_off if each.points_between), None)

    @property
    def fixed_points(self) -> int | None:
        """The points that the item always costs, if there is one such figure."""
        figures = {each.points for each in self.sets_off if each.points is not None}
        return figures.pop() if len(figures) == 1 else None

    @property
    def needs_minutes(self) -> bool:
        return any(each.minutes for each in self.sets_off)

    @property
    def needs_price(self) -> bool:
        return any(each.charge == "price" for each in self.sets_off)


def item(
    code: str, text: ItemText, sheet: Literal["deductions", "bonuses"] | None, besides: tuple[Consequence, ...] = ()
) -> Item:
    """The item with its shorthand spelled out, and what it sets off besides."""
    sets_off = (*text.sets_off, *besides)
    if text.points is not None or text.points_between is not None:
        own = Consequence.model_construct(clause=code, points=text.points, points_between=text.points_between)
        sets_off = (own, *sets_off)
    return Item(
        code=code, label=text.label, sheet=sheet, is_bonus=text.gives or sheet == "bonuses", sets_off=sets_off,
        decided=text.decided,
    )
