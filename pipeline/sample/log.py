"""What was recorded in the sample month: 扣分记录 in two hands, 加分记录, 组长奖惩."""

from __future__ import annotations

from typing import Any

from pipeline.sample.calendar import MONTH, day
from pipeline.sample.people import NAMES

Row = dict[str, Any]
SUPERVISOR, TRAINER = "KF001", "KF002"
TALKED = "是否已谈话"
"""A column of HR's own, which the intake passes over with a word."""


def logged(number: int, employee: str, item: str, recorder: str = TRAINER, *, month: int = MONTH, **more: Any) -> Row:
    who = {"employee_id": employee, "name": NAMES[employee]}
    return {"date": day(number, month), **who, "item": item, "recorded_by": recorder, **more}


def deductions() -> list[Row]:
    """The trainer's list, with items by code, by label and by both, as people write them."""
    chat = logged(23, "XJ002", "A-3.1.9", points=1) | {TALKED: "是"}
    rows = [
        logged(5, "KF011", "A-3.1.12 客户信息登记错误", note="楼栋号写错"),
        logged(7, "KF001", "上班做与工作无关的事", note="主管不计分，照罚"),
        logged(7, "XJ003", "B-13", serious="否", note="业主电话误发到外部群"),
        # on a rest day, by attendance: a warning
        logged(9, "KF003", "应急处理超时", overrun_minutes=8),
        logged(12, "KF014", "A-3.1.2"),
        logged(13, "KF004", "emergency_overrun", overrun_minutes="25分钟", note="停水通知晚发"),
        logged(14, "KF010", "A-3.2.1 上班看影视或玩游戏") | {TALKED: "是"},
        logged(14, "KF014", "handover_missing", note="查交接本，次日补登"),
        logged(14, "FW003", "A-3.3.4 擅自拆卸并带出公司设备", amount="680元", note="备用水泵一台"),
        logged(15, "FW004", "A-3.1.11"),
        # a figure where the item has no use for it: a warning
        logged(16, "XJ002", "A-3.1.8", points=3, overrun_minutes=5, note="回访晚了一天"),
        logged(19, "XJ002", "A-3.1.6"),
        logged(21, "FW005", "A-3.2.6", note="缺席月度例会"),
        logged(22, "FW004", "A-3.3.7", note="值班睡觉，当面核实"),
        # the scorer's judgement stands for the four points of the punches
        logged(26, "KF016", "B-2", amount=45, note="领用的计算器遗失"),
        logged(27, "KF012", "A-3.1.4", points="２", note="暴雨，公交停运"),
        logged(28, "KF008", "A-3.1.9", points=2, times=1),
        # a spot check is the supervisor's to record: a warning
        logged(29, "KF003", "A-3.1.14", points=2),
    ]
    return [*rows, chat, dict(chat)]


def spot_checks() -> list[Row]:
    """The supervisor's own list."""
    return [
        # put down more than a week later: on the review list
        logged(20, "KF011", "A-3.1.14", SUPERVISOR, points=2, note="抽查录音：未报工号", recorded_on=day(30)),
        logged(21, "FW005", "A-3.1.14", SUPERVISOR, points=2, note="抽查派工单：缺时间"),
        # a day after the one above: perhaps the same slip twice, a warning
        logged(22, "FW005", "A-3.1.14", SUPERVISOR, points=2, note="抽查派工单：缺时间"),
        logged(22, "KF002", "A-3.1.8", SUPERVISOR, points=2, note="培训记录晚交"),
    ]


def bonuses() -> list[Row]:
    return [
        logged(2, "KF005", "A-2.3 应召加班支援", times=2, note="国庆两天"),
        logged(3, "KF006", "A-2.3"),
        logged(3, "KF008", "应召加班支援"),
        logged(10, "KF005", "A-2.4"),
        # recorded by the very person: first on the review list
        logged(16, "KF002", "A-2.4", TRAINER, note="整理新人手册"),
        logged(20, "KF005", "A-2.6", note="报修话术卡试行两周，效果好"),
        logged(22, "FW002", "A-2.4", note="帮带新人"),
        logged(26, "KF013", "A-2.6", note="交接表改版"),
    ]


def leader_adjustments() -> list[Row]:
    return [
        {"employee_id": "KF003", "name": "林浩然", "points": 3, "reason": "带班期间现场秩序好", "assessed_by": TRAINER},
        {"employee_id": "KF004", "name": "何雅琴", "points": -2, "reason": "排班表两次晚发", "assessed_by": TRAINER},
    ]
