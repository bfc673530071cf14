"""Rows with a fault each, beside the clean month: what is told of them, and the cells as the advice has them; None where the row goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.build import Rows, complaint, day, logged, person, worked
from tests.corpus.base import month
from tests.service.jobs import rated, request

Row = dict[str, Any]


@dataclass(frozen=True)
class Walk:
    """`column` is where the finding stands."""

    code: str
    sheet: str
    column: str
    wrong: Row
    advised: Row | None


def ground() -> dict[str, Rows]:
    """The clean month, with more of everything that the rows below are about."""
    sheets = month()
    sheets["花名册"] += [person("Z2", "主管"), person("Z3", "主管", 离职日期=day(5), 离职原因="其他"), *(person(f"S{number}", "服务人员") for number in range(1, 9))]
    sheets["扣分记录"] += [logged("S1", item, on, 分值=points, 记录人=recorder) for item, on, points, recorder in LINES]
    sheets["考勤"] += [worked(f"S{number}", 10) for number in range(1, 9)] + [worked("S5", 17, "休息")]
    sheets["投诉登记"] += [
        complaint(number, 投诉原因="运输", 投诉日期=day(received), 受理日期=day(received), 结案日期=day(closed), 原投诉编号=reopens)
        for number, received, closed, reopens in ((30, 3, 9, None), (31, 3, 9, None), (32, 1, 3, None), (33, 1, 9, None), (34, 3, 5, None), (35, 6, 9, "KS-202611-0034"))
    ]
    sheets["服务登记"][0] |= {"规格": "标准型", "购买日期": "2025-06-18", "购买地点": "某商场"}
    sheets["产品培训"] = [{"产品": "净水器", "上架日期": day(20), "工号": "S1", "学习日期": day(9)}]
    return sheets


LINES = [
    ("A-3.1.4", 8, 3, "T1"), ("A-3.1.4", 10, 3, "T1"), ("A-3.1.4", 12, 3, "T1"), ("A-3.1.4", 14, 3, "T1"), ("A-3.1.4", 16, 3, "T1"), ("B-8", 8, None, "T1"),
    ("A-3.1.14", 8, 2, "Z1"), ("A-3.1.14", 11, 2, "Z1"), ("A-3.1.1", 8, None, "T1"), ("A-3.1.1", 10, None, "T1"), ("A-3.1.1", 12, None, "T1"),
    ("A-3.1.1", 14, None, "T1"), ("A-3.1.1", 16, None, "T1"), ("A-3.1.1", 18, None, "T1"), ("A-3.1.1", 20, None, "T1"), ("A-3.1.1", 22, None, "T1"),
]  # fmt: skip


def objection(item: str, on: int, **more: Any) -> Row:
    row = {"工号": "S1", "日期": day(on), "事项": item, "理由": "当时客户在场", "结论": "维持", "裁定人": "Z2", "裁定日期": day(25), "裁定理由": "录音为证"}
    return row | more


def changed(item: str, on: int, points: float | None, **more: Any) -> Row:
    return objection(item, on, 结论="改分", 改后分值=points, **more)


def job(serial: int, **more: Any) -> Row:
    return request(serial, 派工日期=day(4), 服务人员="1") | more


OBJECTIONS = [
    Walk("DECIDER_MISSING", "申诉", "裁定人", objection("A-3.1.1", 8, 裁定人=None), {"裁定人": "Z2"}),
    Walk("NEW_POINTS_MISSING", "申诉", "改后分值", changed("A-3.1.4", 8, None), {"改后分值": 2}),
    Walk("NEW_POINTS_NOT_ASKED", "申诉", "改后分值", objection("A-3.1.4", 10, 改后分值=2), {"改后分值": None}),
    Walk("NEW_POINTS_ZERO", "申诉", "改后分值", changed("A-3.1.4", 12, 0), {"结论": "撤销", "改后分值": None}),
    Walk("NEW_POINTS_OUT_OF_RANGE", "申诉", "改后分值", changed("A-3.1.4", 14, 6), {"改后分值": 2}),
    Walk("OBJECTION_WITHOUT_POINTS", "申诉", "结论", changed("B-8", 8, 2), {"结论": "维持", "改后分值": None}),
    Walk("OBJECTION_WITHOUT_LINE", "申诉", "日期", objection("A-3.1.1", 24), {"日期": day(10)}),
    Walk("OBJECTION_MONTH_NOT_CLOSED", "申诉", "日期", objection("A-3.1.1", 12, 日期="2026-09-12"), {"日期": day(12)}),
    Walk("RAISED_BEFORE_EVENT", "申诉", "提出日期", objection("A-3.1.1", 14, 提出日期=day(13)), {"提出日期": day(15)}),
    Walk("DECIDED_BEFORE_RAISED", "申诉", "裁定日期", objection("A-3.1.1", 16, 提出日期=day(26)), {"提出日期": day(17)}),
    Walk("DECIDER_IS_OBJECTOR", "申诉", "裁定人", objection("A-3.1.1", 18, 裁定人="S1"), {"裁定人": "Z2"}),
    Walk("DECIDER_RECORDED", "申诉", "裁定人", objection("A-3.1.14", 8, 裁定人="Z1"), {"裁定人": "Z2"}),
    Walk("DECIDER_UNKNOWN", "申诉", "裁定人", objection("A-3.1.1", 20, 裁定人="Z9"), {"裁定人": "Z2"}),
    Walk("DECIDER_MAY_NOT", "申诉", "裁定人", objection("A-3.1.14", 11, 裁定人="T1"), {"裁定人": "Z2"}),
    Walk("DECIDER_NOT_EMPLOYED", "申诉", "裁定人", objection("A-3.1.1", 22, 裁定人="Z3"), {"裁定人": "Z2"}),
    Walk("DECISION_REASON_MISSING", "申诉", "裁定理由", objection("A-3.1.4", 16, 裁定理由=None), {"裁定理由": "录音为证"}),
]
RECEIPTS = [
    Walk("WITNESS_MISSING", "签收", "见证人", {"工号": "S1", "月份": "2026-11", "签收日期": day(28), "意见": "拒签"}, {"见证人": "员工Z2"}),
]
ACCEPTED = [
    Walk("ACCEPTED_CODE_UNKNOWN", "已核实", "代码", {"代码": "PERHAPS", "说明": "看过", "核实人": "Z1"}, {"代码": "PERHAPS_TWICE"}),
    Walk("ACCEPTED_IS_ERROR", "已核实", "代码", {"代码": "VALUE_MISSING", "说明": "看过", "核实人": "Z1"}, None),
    Walk("ACCEPTED_BY_CONCERNED", "已核实", "核实人", {"代码": "ROW_REPEATED", "工号": "Z2", "说明": "看过", "核实人": "Z2"}, {"核实人": "Z1"}),
]
LOG = [
    Walk("RECORDED_BEFORE_EVENT", "扣分记录", "登记日期", logged("S2", "A-3.1.1", 5, 登记日期=day(4)), {"登记日期": day(5)}),
    Walk("RECORDER_UNKNOWN", "扣分记录", "记录人", logged("S2", "A-3.1.2", 5, 记录人="T9"), {"记录人": "T1"}),
    Walk("RECORDER_MAY_NOT", "扣分记录", "记录人", logged("S3", "A-3.1.14", 5, 分值=2), {"记录人": "Z1"}),
    Walk("RECORDER_NOT_EMPLOYED", "扣分记录", "记录人", logged("S3", "A-3.1.14", 9, 分值=2, 记录人="Z3"), {"记录人": "Z1"}),
    Walk("VALUE_NOT_USED", "扣分记录", "超时分钟", logged("S4", "A-3.1.1", 5, 超时分钟=5), {"超时分钟": None}),
    Walk("PERHAPS_TWICE", "扣分记录", "事项", logged("S1", "A-3.1.1", 9), None),
    Walk("ROW_REPEATED", "扣分记录", "事项", logged("2", "A-3.3.4", 6, 金额=120), None),
    Walk("SELF_RECORDED", "加分记录", "记录人", {"日期": day(6), "工号": "T1", "事项": "A-2.4", "记录人": "T1"}, {"记录人": "Z1"}),
    Walk("VIOLATION_ON_DAY_OFF", "扣分记录", "日期", logged("S5", "A-3.1.1", 17), {"日期": day(10)}),
    Walk("ABSENT_BUT_PUNCHED", "扣分记录", "事项", logged("S6", "A-3.3.1", 10), None),
    Walk("SUMMARY_WITHOUT_IMPROVEMENT", "周总结", "写明改进", {"周六日期": day(7), "工号": "2", "提交时间": f"{day(7)} 15:00", "字数": 220, "写明改进": "否"}, {"写明改进": "是"}),
    Walk("PRODUCT_NOT_LEARNED", "产品培训", "学习日期", {"产品": "净水器", "上架日期": day(20), "工号": "S2"}, {"学习日期": day(19)}),
]
ATTENDANCE = [
    Walk("PUNCH_ON_REST", "考勤", "班次", worked("S1", 11, 班次="休息"), {"班次": "早班"}),
    Walk("PUNCH_MISSING", "考勤", "下班时间", worked("S2", 11, 下班时间=None), {"下班时间": "17:30"}),
    Walk("HANDOVER_UNKNOWN", "考勤", "工号", worked("S3", 11, "晚班", 交接记录=None), {"交接记录": "是"}),
    Walk("LEAVE_ASKED_LATE", "考勤", "请假申请日期", worked("S4", 11, 上班时间=None, 下班时间=None, 请假类型="年假", 请假申请日期=day(12)), {"请假申请日期": day(10)}),
]
COMPLAINTS = [
    Walk("REOPENS_MALFORMED", "投诉登记", "原投诉编号", complaint(11, "1", 原投诉编号="KS-1", 投诉日期=day(12), 受理日期=day(12)), {"原投诉编号": "KS-202611-0001"}),
    Walk("REOPENS_UNKNOWN", "投诉登记", "原投诉编号", complaint(12, 投诉日期=day(12), 受理日期=day(12), 投诉原因="运输", 原投诉编号="KS-202611-0099"), {"原投诉编号": "KS-202611-0030"}),
    Walk("REOPENS_IN_LOOP", "投诉登记", "原投诉编号", complaint(13, 投诉日期=day(12), 受理日期=day(12), 投诉原因="运输", 原投诉编号="KS-202611-0013"), {"原投诉编号": "KS-202611-0031"}),
    Walk("REOPENS_NOT_CLOSED", "投诉登记", "原投诉编号", complaint(14, 投诉日期=day(4), 受理日期=day(4), 投诉原因="运输", 原投诉编号="KS-202611-0033"), {"原投诉编号": "KS-202611-0032"}),
    Walk("REOPENED_TWICE", "投诉登记", "原投诉编号", complaint(15, 投诉日期=day(14), 受理日期=day(14), 投诉原因="运输", 原投诉编号="KS-202611-0034"), {"原投诉编号": "KS-202611-0035"}),
    Walk("CLOSED_UNDECIDED", "投诉登记", "是否有效", complaint(16, 投诉原因="运输", 是否有效=None, 结案日期=day(6)), {"是否有效": "是"}),
    Walk("EFFECTIVE_WITHOUT_PERSON", "投诉登记", "责任人", complaint(17), {"责任人": "1"}),
    Walk("QUALITY_FORM_INCOMPLETE", "投诉登记", "订单编号", complaint(18, 投诉类别="质量", 投诉原因="产品"), {"订单编号": "D1", "批号": "P1", "交运日期": day(1), "不良数量": 1, "客户要求": "换货"}),
]
SERVICE = [
    Walk("SERVICE_REGISTER_INCOMPLETE", "服务登记", "规格", job(2, 规格=None), {"规格": "标准型"}),
    Walk("VOUCHER_TWICE", "服务登记", "凭证编号", job(3, 凭证编号="PZ-1"), {"凭证编号": "PZ-3"}),
    Walk("SURVEY_JOB_UNKNOWN", "意见调查", "登记编号", rated("1", 登记编号="FW-0009"), {"登记编号": "FW-0002"}),
    Walk("SURVEY_OF_ANOTHER", "意见调查", "服务人员", rated("S2", 登记编号="FW-0003"), {"服务人员": "1"}),
    Walk("SURVEY_TWICE", "意见调查", "登记编号", rated("1", 登记编号="FW-1"), None),
]
BATCHES = (OBJECTIONS, [*RECEIPTS, *ACCEPTED, *LOG, *ATTENDANCE, *COMPLAINTS, *SERVICE])
"""An objection waits as long as any row that it may be about has an error."""
WALKS = [walk for batch in BATCHES for walk in batch]
