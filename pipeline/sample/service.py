"""服务登记 and 意见调查 of the sample month: each situation that regulation C-1 knows, once."""

from __future__ import annotations

from typing import Any

from pipeline.sample.calendar import at, day

Row = dict[str, Any]


def _job(serial: int, number: int, kind: str, customer: str, model: str, **more: Any) -> Row:
    """A request as it is registered (C-7)."""
    return {
        "job_no": f"FW-2610-{serial:03d}", "registered_on": day(number), "customer": customer,
        "address": f"示例市滨江路 {100 + serial} 号", "phone": f"000-5550{serial:03d}", "model": model, "specification": "标准型",
        "purchased_on": day(serial % 27 + 1, serial % 12 + 1, 2024), "purchased_at": "示例家电城", "kind": kind, **more,
    }


def _done(number: int, start: str, end: str, technician: str, content: str, **more: Any) -> Row:
    """Dispatched, done, signed, countersigned and archived (C-8, C-10)."""
    return {
        "dispatched_on": day(number), "technician_id": technician, "out_of_town": "否", "started_at": at(number, start),
        "ended_at": at(number, end), "content": content, "signed": "是", "countersigned": "是",
        "archived_on": day(min(number + 2, 31)), **more,
    }


def _voucher(serial: int) -> Row:
    return {"voucher_no": f"PZ-2610{serial:03d}"}


def service_jobs() -> list[Row]:
    return [*_in_order(), *_money(), *_vouchers(), *_out_of_town(), *_not_dispatched()]


def _in_order() -> list[Row]:
    """The four kinds of service (C-6), each as it should be."""
    return [
        _job(1, 5, "A", "翠湖花园 3 栋 502", "净水器 J5", **_voucher(1),
             **_done(5, "14:00", "15:20", "FW002", "更换滤芯", charge=180, charge_method="现场")),
        _job(2, 6, "A", "滨江商务楼 B 座", "新风主机 X1", **_voucher(2),
             **_done(6, "09:30", "11:45", "FW003", "清洗风道", charge=860, charge_method="开票")),
        _job(3, 7, "B", "锦绣天城物业处", "可视对讲 V3", **_voucher(3), **_done(7, "10:00", "11:30", "FW006", "季度保养")),
        _job(4, 8, "C", "阳光里小区 7 栋 1202", "净水器 J5", **_voucher(4), **_done(8, "15:10", "16:00", "FW002", "保修期内换泵")),
        _job(5, 9, "D", "公司接待中心", "智能门锁 M2", **_voucher(5), **_done(9, "13:30", "14:10", "FW006", "更换电池，调试")),
    ]


def _money() -> list[Row]:
    """Paid work without a charge or a way of charging, and a charge where there is none to be (C-9)."""
    return [
        _job(6, 10, "A", "云栖里 8 栋 307", "智能门锁 M2", **_voucher(6), **_done(10, "10:20", "11:00", "FW003", "换锁芯")),
        _job(7, 12, "A", "金桂园 4 栋 603", "可视对讲 V3", **_voucher(7),
             **_done(12, "14:30", "15:40", "FW004", "更换室内机", charge=320)),
        _job(8, 13, "C", "碧波苑 2 栋 1502", "新风主机 X1", **_voucher(8),
             **_done(13, "09:00", "10:15", "FW006", "保修检查", charge=60, charge_method="现场")),
    ]


def _vouchers() -> list[Row]:
    """Vouchers with something missing (C-8, C-10), and one number twice."""
    return [
        _job(9, 14, "C", "枫林晚 3 栋 901", "净水器 J5", **_done(14, "16:00", "16:40", "FW002", "更换接头")),
        _job(10, 14, "B", "御景湾物业处", "可视对讲 V3", **_voucher(10),
             **_done(14, "09:10", "11:00", "FW006", "月度保养", signed="否")),
        _job(11, 15, "C", "翠湖花园 8 栋 202", "智能门锁 M2", **_voucher(11),
             **_done(15, "13:20", "14:00", "FW003", "重置指纹", countersigned="否")),
        _job(12, 15, "C", "金桂园 1 栋 1204", "净水器 J5", **_voucher(12),
             **_done(15, "10:00", "10:40", "FW002", "", ended_at=None)),
        _job(13, 17, "B", "云栖里物业处", "新风主机 X1", **_voucher(13),
             **_done(17, "14:00", "16:30", "FW006", "年度检修", archived_on=None)),
        _job(14, 19, "C", "锦绣天城 2 栋 405", "智能门锁 M2", **_voucher(13),
             **_done(19, "15:00", "15:30", "FW003", "调整锁舌")),
    ]


def _out_of_town() -> list[Row]:
    """Away with approval, without, and with one that came after the departure (C-12)."""
    away = {"out_of_town": "是"}
    return [
        _job(15, 19, "A", "邻市河畔居 2 栋", "新风主机 X1", **_voucher(15),
             **_done(21, "10:30", "15:00", "FW002", "更换主板", charge=1280, charge_method="开票",
                     out_of_town_approved_on=day(20), travel_cost=236.5, **away)),
        _job(16, 20, "C", "邻市湖滨路 18 号", "净水器 J5", **_voucher(16),
             **_done(22, "11:00", "13:10", "FW003", "保修换机", travel_cost=158, **away)),
        _job(17, 22, "B", "邻县开发区管委会", "可视对讲 V3", **_voucher(17),
             **_done(23, "09:40", "12:00", "FW006", "合同保养", out_of_town_approved_on=day(26), **away)),
        _job(18, 22, "C", "碧波苑 9 栋 1106", "智能门锁 M2", **_voucher(18),
             **_done(23, "14:20", "15:00", "FW002", "更换把手", travel_cost=35)),
    ]


def _not_dispatched() -> list[Row]:
    """Not dispatched on the day: dispatched later, or still waiting, the oldest first (C-11)."""
    return [
        _job(19, 24, "C", "枫林晚 1 栋 204", "净水器 J5", **_voucher(19), **_done(27, "10:00", "10:50", "FW006", "清洗水箱")),
        _job(20, 28, "A", "阳光里小区 2 栋 801", "新风主机 X1", dispatched_on=day(29), technician_id="FW003"),
        _job(21, 29, "C", "御景湾 12 栋 802", "净水器 J5"),
        _job(22, 30, "A", "金桂园 6 栋 1703", "智能门锁 M2"),
        _job(23, 31, "B", "锦绣天城物业处", "可视对讲 V3"),
    ]


def _said(number: int, job: int | None, person: str, ratings: str, comment: str | None = None, **more: Any) -> Row:
    """`ratings` are attitude, skill, arrival and promises, a letter each."""
    words = {"好": "非常满意", "满": "满意", "中": "一般", "差": "较差"}
    attitude, skill, arrival, promises = (words[letter] for letter in ratings)
    return {
        "date": day(number), "job_no": f"FW-2610-{job:03d}" if job else None, "employee_id": person, "attitude": attitude,
        "skill": skill, "arrival": arrival, "promises": promises, "comment": comment, **more,
    }


def surveys() -> list[Row]:
    """For most of the jobs (C-16), some for the reception desk, one especially serious (C-18)."""
    return [
        _said(6, 1, "FW002", "好好好好", "师傅很细心"),
        _said(7, 2, "FW003", "满满中满"),
        _said(8, 3, "FW006", "好满满好"),
        _said(9, 4, "FW002", "好好满好"),
        _said(12, 6, "FW003", "中满差中", "约的上午，到了快中午"),
        _said(13, 7, "FW004", "差中差差", "换下的旧件没有带走，说了两次没人管", severity="特别严重"),
        _said(14, 8, "FW006", "满好满满"),
        _said(15, 9, "FW002", "好好好好"),
        _said(16, 11, "FW003", "满满满中", severity="一般"),
        _said(19, 13, "FW006", "好好好满"),
        _said(22, 15, "FW002", "好好满好", "跑这么远，谢谢"),
        _said(24, 17, "FW006", "满满满满"),
        _said(26, None, "XJ001", "好满好好", "前台耐心"),
        _said(28, 19, "FW006", "满好中满", "建议早点派人"),
        _said(29, None, "FW005", "满满满满"),
    ]
