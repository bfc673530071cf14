"""What an item of the rulebook costs, in one line for the people who choose it from a list."""

from __future__ import annotations

from pipeline.base.units import plain
from pipeline.rulebook.model import Consequence, Item, Rulebook, Step


def costs(item: Item, rulebook: Rulebook) -> str:
    """Everything that the item sets off: "扣 10 分；罚款 50 元"."""
    return "；".join(_words(consequence, item, rulebook) for consequence in item.sets_off)


def also_needed(item: Item) -> str:
    """The columns that this item asks for besides, as the sheet's headers say them."""
    if item.points_between is not None:
        return "分值"
    if item.needs_minutes:
        return "超时分钟"
    return "金额" if item.needs_price else ""


def _words(consequence: Consequence, item: Item, rulebook: Rulebook) -> str:
    when = "情节严重的，" if consequence.when == "serious" else ""
    if consequence.minutes is not None:
        low, high = consequence.minutes
        when = f"超时 {low} 至 {high} 分钟" if high is not None else f"超时 {low} 分钟以上"
    return f"{when}{_what(consequence, '加' if item.is_bonus else '扣', rulebook)}"


def _what(consequence: Consequence, gives: str, rulebook: Rulebook) -> str:
    if consequence.points is not None:
        return f"{gives} {plain(consequence.points)} 分"
    if consequence.points_between is not None:
        low, high = consequence.points_between
        return f"{gives} {plain(low)} 至 {plain(high)} 分"
    if consequence.fine is not None:
        return f"罚款 {plain(consequence.fine)} 元"
    if consequence.ladder is not None:
        return "按次数：" + "、".join(_steps(consequence.ladder, rulebook))
    if consequence.charge is not None:
        return "照价赔偿"
    assert consequence.action is not None
    return rulebook.actions[consequence.action].label


def _steps(ladder: str, rulebook: Rulebook) -> list[str]:
    return [f"第 {nth} 次{step_words(step, rulebook)}" for nth, step in enumerate(rulebook.ladders[ladder].steps, start=1)]


def step_words(step: Step, rulebook: Rulebook) -> str:
    """What an occurrence on this step of a ladder costs."""
    if step.fine is not None:
        return f"罚款 {plain(step.fine)} 元"
    return "扣发一个月工资" if step.action is None else rulebook.actions[step.action].label
