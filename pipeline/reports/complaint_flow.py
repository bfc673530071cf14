"""The flow chart of complaint handling, drawn from the clauses as far as they tell it (C-22, C-25.1 to C-29.3)."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.base.units import plain
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.parameters import words_of


class FlowStep(NamedTuple):
    """A box of the chart: what is done, by which clauses, and where the way leads otherwise (`branches`)."""

    text: str
    clauses: tuple[str, ...]
    branches: tuple[str, ...] = ()


def complaint_flow(rulebook: Rulebook) -> list[FlowStep]:
    """The steps in their order, with the limits of the rulebook."""
    rule = rulebook.complaints
    return [
        FlowStep("客户投诉：编号登记，填客户投诉处理表", ("C-21", "C-23", "C-25.1"), ("特别严重的立即报副总经理（C-18）",)),
        FlowStep("受理：经理或经理指派的人接待客户", ("C-20", "C-26")),
        FlowStep("调查：销售查订单和客户要求，研发查原因和对策", ("C-24",), ("需要会办的立即通知研发，按会办时限办完（C-25.2）", "其他公司有责任的共同处理（C-25.7）")),
        FlowStep(f"调查完成后 {rule.reporting.days} 天内报副总经理批示", ("C-25.3",)),
        FlowStep("判定责任部门、损失和个人处罚；自身质量问题追踪改善", ("C-25.4",), ("不成立：货款按期收取；客户有异议的上签呈（C-25.8）",)),
        FlowStep(_offices(rulebook), ("C-27", "C-25.6")),
        FlowStep("处理：折扣或赔款开销货折扣证明单，退货或重处理开产品退货单", ("C-29.1",), ("退货：仓库点收签字，财务核对相符才入账（C-29.3、C-29.2）",)),
        FlowStep(f"受理起 {rule.closing.days} 天（{words_of(rule.closing.counted_in)}）内结案，以书信或电话答复客户", ("C-26", "C-25.6"), ("客户不接受：重新立案，填新的处理表，注明原编号（C-25.5）",)),
        FlowStep(f"次月 {rule.review.due_day} 日前总经理室审核：行政处分由人事公布，罚扣经总经理核准后执行", ("C-28.1", "C-28.2")),
    ]


def _offices(rulebook: Rulebook) -> str:
    words = []
    for office in rulebook.complaints.authority.offices:
        who = words_of(office.role)
        if office.below is not None:
            words.append(f"低于 {plain(office.below)} 元由{who}核决")
        elif office.up_to is not None:
            words.append(f"不超过 {plain(office.up_to)} 元由{who}核决")
        else:
            words.append(f"更高的由{who}核决")
    return "；".join(words)
