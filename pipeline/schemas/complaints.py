"""投诉登记: every complaint received, open, closed or penalised in the month (C-21 to C-29, B-6, A-3.3.2)."""

from __future__ import annotations

import pandas as pd

from pipeline.schemas.column import NOTE, Column, part
from pipeline.schemas.service import SEVERITIES
from pipeline.schemas.sheet import RowCheck, Sheet

CATEGORIES = {"质量": "quality", "非质量": "non_quality"}
REASONS = {"服务": "service", "冲突": "conflict", "运输": "transport", "产品": "product", "其他": "other"}
APPROVERS = {"销售部门经理": "sales_manager", "副总经理": "vice_president", "总经理": "general_manager"}
RESOLUTIONS = {
    "折扣": "discount",
    "赔款": "compensation",
    "退货": "return",
    "重处理": "rework",
    "不成立": "not_upheld",
    "其他": "other",
}
ANSWERS = {"书信": "letter", "电话": "telephone"}
RECEPTION, HANDLING, DECISION, RETURNS = "接待（前台填）", "处理（经办部门填）", "核决（核决人和总经理室填）", "退货（仓库和财务填）"


def _not_before(column: str, earlier: str, code: str, at: str | None = None) -> RowCheck:
    """`column` is not before `earlier`; the finding stands at `at`, or else at `column`."""

    def holds(complaints: pd.DataFrame) -> pd.Series[bool]:
        return ~(complaints[column] < complaints[earlier])

    return RowCheck(code, at or column, holds, reads=(column, earlier))


def _closed_once_accepted(complaints: pd.DataFrame) -> pd.Series[bool]:
    not_accepted = complaints["accepted_on"].isna()
    return ~(not_accepted & (complaints["closed_on"] < complaints["received_on"]))


def _past(name: str, header: str, help: str, example: object = None, required: bool = False) -> Column:
    return Column(name, header, "date", help, example, required=required, span="until_month_end")


def _done(name: str, header: str, help: str, example: object = None) -> Column:
    """A day on which something was done with a case: HR fills the register in the days after the month."""
    return Column(name, header, "date", help, example, span="until_next_month_end")


def _quantity(name: str, header: str, help: str) -> Column:
    return Column(name, header, "whole", help, minimum=0)


COMPLAINTS = Sheet(
    name="complaints",
    title="投诉登记",
    book="投诉登记.xlsx",
    day="received_on",
    help="每件投诉一行：当月收到、尚未结案、当月结案或当月核准处罚的。只有表头表示当月没有投诉。",
    required=True,
    person="responsible_id",
    of_closed_months=True,
    filled_by=("前台",),
    starts="open",
    absence_counts=True,
    open_until="closed_on",
    awaited=(("penalty_amount", "penalty_approved_on"), ("administrative_penalty", "reviewed_on")),
    columns=(
        *part(
            RECEPTION,
            Column("complaint_no", "投诉编号", "id", "编号 KS-年月-四位序号，年月为收到投诉的月份，不能重复。", "KS-{yyyymm}-0001",
                   required=True, unique=True),
            Column("reopens", "原投诉编号", "id", "客户不接受处理结果、重新立案时，填原来的投诉编号。",
                   offers=("complaints.complaint_no",)),
            _past("received_on", "投诉日期", "收到投诉的日期，不晚于月末。", "{month}-03", required=True),
            _done("accepted_on", "受理日期", "受理的日期，不早于投诉日期；结案期限从这天起算。还没有受理就不填。", "{month}-03"),
            _past("occurred_on", "发生日期", "所投诉的事情发生的日期，不晚于投诉日期；不填按投诉日期。", "{month}-02"),
            Column("customer", "客户名称", "text", "客户名称。", "示例小区业主", required=True),
            Column("phone", "联系电话", "text", "客户电话。", "000-0000000"),
            Column("order_no", "订单编号", "text", "订单编号；质量投诉应填。", "DD-1001"),
            Column("product", "产品规格", "text", "产品规格。", "KT-35", offers=("complaints.product",)),
            Column("batch", "批号", "text", "批号；质量投诉应填。"),
            _past("shipped_on", "交运日期", "交运日期；质量投诉应填。"),
            _quantity("defective_qty", "不良数量", "不良数量；质量投诉应填。"),
            Column("request", "客户要求", "text", "客户的要求；质量投诉应填。", "当面道歉"),
            Column("category", "投诉类别", "choice", "质量或非质量。", "非质量", required=True, choices=CATEGORIES),
            Column("reason", "投诉原因", "choice", "服务、冲突、运输、产品或其他。", "服务", required=True, choices=REASONS),
        ),
        *part(
            HANDLING,
            Column("effective", "是否有效", "yes_no", "调查后认定有效填 是，无效填 否；还没有认定就不填。", "是"),
            Column("severity", "严重程度", "choice", "一般或特别严重；特别严重的立即报副总经理。", "一般", choices=SEVERITIES),
            Column("responsible_unit", "责任部门", "text", "认定的责任部门。", "客户服务部", offers=("complaints.responsible_unit", "roster.department")),
            Column("responsible_id", "责任人", "person", "责任人的工号。", "KF001"),
            Column("amount", "投诉金额", "money", "投诉涉及的金额，单位元；决定由谁核决，没有金额填 0。", "120", minimum=0),
            Column("joint_due_on", "会办时限", "date", "会办的时限，可以晚于月末。"),
            _done("investigated_on", "调查完成日期", "调查完成的日期；报告期限从这天起算。", "{month}-05"),
            _done("reported_on", "报告日期", "呈报副总经理的日期。", "{month}-06"),
        ),
        *part(
            DECISION,
            Column("approver_role", "核决人", "choice", "实际核决的人。", "销售部门经理", choices=APPROVERS),
            _done("approved_on", "核决日期", "核决的日期。", "{month}-06"),
            _done("closed_on", "结案日期", "结案的日期，不早于受理日期；未结案不填。", "{month}-07"),
            Column("resolution", "处理方式", "choice", "折扣、赔款、退货、重处理、不成立或其他。", "其他", choices=RESOLUTIONS),
        ),
        *part(
            RETURNS,
            _quantity("approved_qty", "核定退货量", "核定的退货数量。"),
            _quantity("returned_qty", "实退量", "实际退回的数量。"),
        ),
        *part(
            DECISION,
            Column("accepted_by_customer", "客户接受", "yes_no", "客户是否接受处理结果。", "是"),
            Column("notified_by", "答复方式", "choice", "以书信或电话答复客户。", "电话", choices=ANSWERS),
            _done("notified_on", "答复日期", "答复客户的日期。", "{month}-07"),
            Column("improvement_tracked", "改善追踪", "yes_no", "是否追踪改善。", "否"),
            Column("administrative_penalty", "行政处分", "text", "行政处分的内容，没有就不填。"),
            Column("penalty_amount", "罚扣金额", "money", "对责任人的罚扣金额，单位元。", minimum=0),
            _done("penalty_approved_on", "罚扣核准日期", "总经理核准罚扣的日期；核准的当月扣发。"),
            _done("reviewed_on", "审视日期", "总经理室审视此案的日期；行政处分在这个月公布。"),
        ),
        *part(
            HANDLING,
            Column("handled_by", "处理人", "text", "经理或经理指派接待客户的人，填姓名或工号。", "王小明", offers=("complaints.handled_by", "roster.name")),
            _done("joint_told_on", "会办通知日期", "通知研发部门会办的日期，不晚于受理日期。"),
        ),
        *part(
            RETURNS,
            _done("warehouse_received_on", "仓库收货日期", "仓库收到退货的日期。"),
            _quantity("warehouse_qty", "收货数量", "仓库按退货单核对后收到的数量。"),
        ),
        NOTE,
    ),
    checks=(
        _not_before("accepted_on", "received_on", "ACCEPTED_BEFORE_RECEIVED"),
        _not_before("closed_on", "accepted_on", "CLOSED_BEFORE_ACCEPTED"),
        RowCheck("CLOSED_BEFORE_RECEIVED", "closed_on", _closed_once_accepted, reads=("accepted_on", "received_on")),
        _not_before("received_on", "occurred_on", "OCCURRED_AFTER_RECEIVED", at="occurred_on"),
        _not_before("approved_on", "received_on", "DECIDED_BEFORE_RECEIVED"),
    ),
    examples=(
        {},
        {"complaint_no": "KS-{yyyymm}-0002", "received_on": "{month}-12", "accepted_on": "{month}-12", "occurred_on": None,
         "order_no": "DD-1017", "batch": "P0421", "shipped_on": "{month}-02", "defective_qty": 3, "request": "换货",
         "category": "质量", "reason": "产品", "responsible_unit": "采购部", "responsible_id": None, "amount": "1860",
         "joint_due_on": "{month}-15", "investigated_on": "{month}-14", "reported_on": "{month}-15",
         "approver_role": "副总经理", "approved_on": "{month}-16", "closed_on": "{month}-18", "resolution": "退货",
         "approved_qty": 3, "returned_qty": 3, "notified_by": "书信", "notified_on": "{month}-17",
         "improvement_tracked": "是"},
    ),
)
