"""A small month without a fault, to which each defect of the corpus adds one."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.build import Rows, complaint, day, logged, person, worked

PEOPLE: Rows = [
    person("Z1", "主管", 月工资=9000), person("T1", "培训专员", 月工资=6000), person("1"), person("2", "客服组长"),
    person("3", 入职日期="2026-11-05"),
    person("8", 离职日期="2026-10-20", 离职原因="其他"),
    person("9", 离职日期="2026-11-20", 离职原因="辞职", 提出辞职日期="2026-11-10", 培训结束日期="2024-02-01", 转正日期="2024-05-01"),
]
MONTH: dict[str, Rows] = {
    "花名册": PEOPLE,
    "扣分记录": [
        logged("1", "A-3.1.1", 3, 姓名="员工1", 次数=2), logged("2", "A-3.1.4", 4, 分值=3),
        logged("1", "emergency_overrun", 5, 超时分钟=11), logged("2", "A-3.3.4", 6, 金额=120), logged("1", "B-13", 7, 情节严重="否"),
    ],
    "加分记录": [{"日期": day(4), "工号": "1", "事项": "A-2.3", "次数": 1, "记录人": "T1"}],
    "组长奖惩": [{"工号": "2", "分值": 3, "理由": "带班好", "评定人": "T1"}],
    "考试成绩": [{"日期": day(10), "工号": who, "得分": 90} for who in ("T1", "1", "2", "3", "9")],
    "工作量": [{"工号": "1", "接待量": 200, "质量分": 95.5, "成交量": 30}],
    "周总结": [
        {"周六日期": day(on), "工号": who, "提交时间": f"{day(on)} 16:00", "字数": 220}
        for who in ("1", "2", "3", "9") for on in (7, 14, 21, 28)
    ],
    "考勤": [
        worked("1", 2, 考勤结果="正常"), worked("1", 3, "晚班"), worked("1", 4, "休息", 考勤结果="休息"),
        worked("1", 5, 上班时间=None, 下班时间=None, 请假类型="年假", 考勤结果="请假"), worked("2", 2, 卫生值日="是"),
    ],
    "投诉登记": [
        complaint(1, "1", 投诉金额=120, 结案日期=day(7)), complaint(2, None, 是否有效="否", 投诉原因="运输"),
        complaint(3, "2", 投诉原因="产品", 罚扣金额=30, 罚扣核准日期=day(9)),
    ],
    "服务登记": [
        {
            "登记编号": "FW-1", "凭证编号": "PZ-1", "登记日期": day(3), "客户名称": "某客户", "地址": "某路", "电话": "000",
            "商品型号": "K1", "服务类别": "A", "派工日期": day(3), "服务人员": "1", "开始时间": f"{day(4)} 09:00",
            "结束时间": f"{day(4)} 10:00", "收费金额": 80, "收费方式": "现场",
        }
    ],
    "意见调查": [
        {"日期": day(5), "登记编号": "FW-1", "服务人员": "1", "态度": "满意", "技术": "满意", "到达时间": "一般", "承诺事项": "满意"}
    ],
    "基金支出": [{"日期": day(6), "用途": "聚餐", "金额": 20, "经办人": "员工1"}],
    "基金期初": [{"金额": 100}],
}


def month(*titles: str) -> dict[str, Rows]:
    """A copy to spoil: of all sheets, or of the roster and those named, which takes half the time."""
    return deepcopy({title: rows for title, rows in MONTH.items() if not titles or title in ("花名册", *titles)})


def spoil(sheets: dict[str, Rows], sheet: str, row: int, cells: dict[str, Any]) -> None:
    """Other values in one row (counted from 0; one past the last is a new row)."""
    if row == len(sheets[sheet]):
        sheets[sheet].append(dict(sheets[sheet][-1]))
    sheets[sheet][row].update(cells)


def spoiled(sheet: str, row: int, cells: dict[str, Any]) -> dict[str, Rows]:
    """The month with other values in one row."""
    sheets = month()
    spoil(sheets, sheet, row, cells)
    return sheets
