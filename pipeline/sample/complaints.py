"""投诉登记 of the sample month: each situation that regulation C-2 knows, once."""

from __future__ import annotations

from typing import Any

from pipeline.sample.calendar import MONTH, YEAR, day

Row = dict[str, Any]
SALES, VICE, GENERAL = "销售部门经理", "副总经理", "总经理"


def received(serial: int, number: int, customer: str, reason: str, month: int = MONTH, **more: Any) -> Row:
    """A complaint as it comes in, accepted on the day itself."""
    return {
        "complaint_no": f"KS-{YEAR}{month:02d}-{serial:04d}", "received_on": day(number, month), "accepted_on": day(number, month),
        "customer": customer, "category": "质量" if reason == "产品" else "非质量", "reason": reason,
        "severity": "一般", "handled_by": "林浩然", **more,
    }


def decided(investigated: int, reported: int, approver: str, closed: int, month: int = MONTH, **more: Any) -> Row:
    """How it goes on when all is in order: the answer goes out by telephone, and the customer accepts."""
    return {
        "effective": "是", "investigated_on": day(investigated, month), "reported_on": day(reported, month), "approver_role": approver,
        "approved_on": day(closed - 1, month), "closed_on": day(closed, month), "resolution": "其他", "accepted_by_customer": "是",
        "notified_by": "电话", "notified_on": day(closed, month), **more,
    }


def _goods(order: str, product: str, batch: str, quantity: int, request: str, **more: Any) -> Row:
    """What the form asks for when the goods are at fault (C-25.1)."""
    return {
        "order_no": order, "product": product, "batch": batch, "shipped_on": day(21, 9), "defective_qty": quantity,
        "request": request, **more,
    }


def complaints() -> list[Row]:
    return [*_of_last_month(), *_about_people(), *_about_goods(), *_about_outcomes(), *_still_open()]


def _of_last_month() -> list[Row]:
    """Received in September: no points or fines in October, but a penalty approved in it, and one that is long overdue."""
    return [
        received(31, 24, "碧波苑 6 栋 301", "其他", month=9, amount=350, responsible_unit="售后服务部", responsible_id="FW006",
                  penalty_amount=100, penalty_approved_on=day(9), note="维修后未清理现场", **decided(2, 3, SALES, 8)),
        received(27, 18, "云栖里 2 栋 1105", "运输", month=9, amount=420, note="等物流公司回函"),
        # closed in September with an administrative penalty: reviewed and published in October (C-28.1)
        {**received(19, 15, "枫林晚 2 栋 803", "其他", month=9, amount=260, responsible_unit="物业部", responsible_id="FW005",
                     administrative_penalty="通报批评", reviewed_on=day(9)),
         **decided(2, 3, SALES, 8), "investigated_on": day(17, 9), "reported_on": day(18, 9), "approved_on": day(18, 9),
         "closed_on": day(20, 9), "notified_on": day(20, 9)},
    ]


def _about_people() -> list[Row]:
    """Service and conflict: the ladder of B-6, A-3.3.2, a penalty that waits and one that is approved (C-28.2)."""
    desk: Row = {"responsible_unit": "客户服务部"}
    return [
        # closed on the sixth day: just in time (C-26); the penalty waits for the general manager
        {**received(1, 2, "翠湖花园 3 栋 502", "服务", amount=120, responsible_id="XJ002", penalty_amount=150, **desk),
         **decided(4, 6, SALES, 8), "note": "来访登记等候 40 分钟"},
        # a conflict: especially serious, closed two days late, a penalty approved and an administrative one
        {**received(2, 5, "锦绣天城 9 栋 1801", "冲突", amount=600, responsible_id="KF008", occurred_on=day(4),
                     administrative_penalty="警告", penalty_amount=200, penalty_approved_on=day(20), **desk),
         **decided(7, 8, VICE, 13), "severity": "特别严重", "notified_by": "书信", "note": "电话中与客户争吵"},
        # the second within the month: double
        {**received(3, 19, "阳光里小区 7 栋 1202", "服务", amount=80, responsible_id="XJ002", occurred_on=day(16), **desk),
         **decided(20, 22, SALES, 23)},
        # right, but nobody in particular: a warning
        {**received(4, 20, "枫林晚 1 栋 204", "服务", amount=0, **desk), **decided(21, 22, SALES, 24)},
    ]


def _about_goods() -> list[Row]:
    """Who decides what (C-27), the form's fields (C-25.1), quantities approved and returned (C-29.2)."""
    bought: Row = {"responsible_unit": "采购部", "improvement_tracked": "是"}
    return [
        received(5, 6, "翠湖花园 5 栋 1001", "产品", amount=800, joint_due_on=day(12), joint_told_on=day(6), **bought,
                  **_goods("DD-26091", "智能门锁 M2", "P2608-11", 2, "减价"), **decided(9, 10, SALES, 12, resolution="折扣")),
        # a thousand belongs to the vice president already; batch and delivery date are missing
        received(6, 7, "金桂园 4 栋 603", "产品", amount=1000, order_no="DD-26094", product="可视对讲 V3", defective_qty=1,
                  request="减价", **bought, **decided(8, 9, SALES, 13, resolution="折扣")),
        received(7, 8, "阳光里小区 7 栋 1202", "产品", amount=5000, **bought,
                  **_goods("DD-26102", "净水器 J5", "P2607-03", 20, "退货"),
                  **decided(10, 12, VICE, 14, resolution="退货", approved_qty=20, returned_qty=20, notified_by="书信", warehouse_received_on=day(14), warehouse_qty=20)),
        # a fen more belongs to the general manager; what came back is not what was approved
        received(8, 9, "御景湾 12 栋 802", "产品", amount=5000.01, **bought,
                  **_goods("DD-26105", "净水器 J5", "P2607-04", 12, "退货"),
                  **decided(11, 13, VICE, 15, resolution="退货", approved_qty=12, returned_qty=10, warehouse_received_on=day(16), warehouse_qty=9)),
        # a fault of our own, and nobody said whether its improvement is followed up; not sent back yet
        received(9, 12, "碧波苑 2 栋 1502", "产品", amount=1680, responsible_unit="工程部",
                  **_goods("DD-26110", "新风主机 X1", "P2606-20", 4, "维修"),
                  **decided(14, 15, VICE, 17, resolution="重处理", approved_qty=4)),
        # the same customer and order again; the general manager decides what is his
        received(10, 21, "阳光里小区 7 栋 1202", "产品", amount=6200, **bought,
                  **_goods("DD-26102", "净水器 J5", "P2607-03", 3, "赔偿"),
                  **decided(23, 24, GENERAL, 26, resolution="赔款", notified_by="书信")),
    ]


def _about_outcomes() -> list[Row]:
    """Accepted or not (C-25.5), upheld or not (C-25.8), answered or not (C-25.6), reported in time or not (C-25.3)."""
    carried: Row = {"responsible_unit": "物流部"}
    return [
        received(11, 9, "云栖里 8 栋 307", "运输", amount=999.99, order_no="DD-26107", **carried,
                  **decided(11, 13, SALES, 14, resolution="赔款")),
        received(12, 10, "枫林晚 3 栋 901", "其他", amount=260, responsible_unit="物业部",
                  **decided(12, 14, SALES, 16, accepted_by_customer="否")),
        received(13, 12, "御景湾 5 栋 1603", "运输", amount=750, order_no="DD-26112", **carried,
                  **decided(14, 16, SALES, 18, accepted_by_customer="否")),
        received(14, 13, "金桂园 1 栋 1204", "其他", amount=460,
                  **decided(14, 15, SALES, 17, effective="否", resolution="不成立")),
        received(15, 13, "翠湖花园 8 栋 202", "其他", amount=300,
                  **decided(15, 16, SALES, 18, effective="否", resolution="赔款")),
        # not upheld, and the customer objects: a petition goes up (C-25.8)
        received(24, 13, "金桂园 2 栋 302", "其他", amount=520,
                  **decided(15, 16, SALES, 18, effective="否", resolution="不成立", accepted_by_customer="否")),
        # the decision came after closing, and nobody knows when the investigation ended
        received(25, 14, "碧波苑 3 栋 702", "其他", amount=220, responsible_unit="物业部",
                  **decided(16, 17, SALES, 19, investigated_on=None, approved_on=day(20))),
        # reported on the fifth day after the investigation, two days over
        received(16, 14, "碧波苑 9 栋 1106", "其他", amount=540, responsible_unit="工程部", **decided(16, 21, SALES, 22)),
        # closed without an answer and without a responsible unit; a higher office may always decide
        received(17, 15, "锦绣天城 2 栋 405", "运输", amount=300,
                  **decided(16, 18, GENERAL, 20, notified_by=None, notified_on=None)),
        # closed, and nobody said whether it was right: a warning
        received(18, 16, "云栖里 5 栋 606", "其他", amount=0, responsible_unit="物业部",
                  **decided(18, 19, SALES, 21, effective=None)),
    ]


def _still_open() -> list[Row]:
    return [
        # overdue, joint handling as well
        received(19, 16, "御景湾 3 栋 1001", "其他", amount=1500, joint_due_on=day(20)),
        # investigated, but not reported within three days, nor since
        received(20, 19, "金桂园 6 栋 1703", "运输", amount=880, investigated_on=day(21)),
        # taken up again for the customer who did not accept (C-25.5): within its limits
        received(21, 28, "御景湾 5 栋 1603", "运输", reopens="KS-202610-0013", amount=750, order_no="DD-26112",
                  joint_due_on=day(2, 11), investigated_on=day(29), reported_on=day(30)),
        # especially serious, and not reported
        received(22, 29, "锦绣天城 11 栋 2203", "其他", severity="特别严重", amount=3200, note="电梯困人 50 分钟"),
        # taken up a day after it came in; nothing known yet
        {**received(23, 29, "枫林晚 6 栋 1502", "服务"), "accepted_on": day(30)},
        # not accepted yet, and nobody sees to it: no deadline, and no way out
        {**received(26, 27, "翠湖花园 6 栋 904", "其他"), "accepted_on": None, "handled_by": None},
        # accepted and closed in the days after the month, when the register was filled in
        {**received(27, 30, "锦绣天城 5 栋 1103", "其他", amount=90, responsible_unit="物业部", **decided(3, 3, SALES, 4, 11)),
         "accepted_on": day(2, 11), "approved_on": day(4, 11)},
    ]
