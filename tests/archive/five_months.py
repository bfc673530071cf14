"""Four months closed one after the other and a fifth to be closed; each story in them has complaints and people of its own."""

from __future__ import annotations

from typing import Any

from tests.archive.months import FIRST, Books
from tests.archive.registers import at_work, received
from tests.build import Rows, logged, person

SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = MONTHS = ("2026-09", "2026-10", "2026-11", "2026-12")
PENALTY = {"罚扣金额": 80, "罚扣核准日期": "2026-09-30", "投诉原因": "产品"}
DISCIPLINED = {"投诉原因": "产品", "结案日期": "2026-09-20", "行政处分": "警告"}
RIGHT_AWAY = {"结案日期": "2026-09-05", "客户接受": "否"}
APPROVED_LATER = received(SEPTEMBER, 5, "approved", 罚扣金额=80, 罚扣核准日期="2026-10-08", 投诉原因="产品", 结案日期="2026-09-20")
HAS_LEFT = received(SEPTEMBER, 6, "left", 投诉原因="产品")
FOUR = {f"four {number}": received(SEPTEMBER, 16 + number, "four", day=28, **PENALTY) for number in range(4)}
OTHERWISE: Rows = [{}, {"罚扣金额": 120}, {"罚扣金额": 0}, {"罚扣核准日期": "2026-10-02"}]
LATE = received(SEPTEMBER, 15, "late", day=28, **PENALTY)

REGISTERS: dict[str, dict[str, dict[str, Any]]] = {
    SEPTEMBER: {
        "decided": received(SEPTEMBER, 1, "decided", 是否有效=None),
        "reopened": received(SEPTEMBER, 2, "again", **RIGHT_AWAY),
        "nobody": received(SEPTEMBER, 3, None, 是否有效=None, 投诉原因="运输"),
        "graded": received(SEPTEMBER, 4, "graded", 是否有效=None, 投诉原因="冲突"),
        "approved": APPROVED_LATER,
        "left": HAS_LEFT,
        "open": received(SEPTEMBER, 7, "open", 是否有效=None, day=28),
        "disciplined": received(SEPTEMBER, 8, "warned", **DISCIPLINED),
        "disciplined then": received(SEPTEMBER, 9, "warned", **DISCIPLINED),
        "of another branch": received(SEPTEMBER, 10, "here1", **RIGHT_AWAY),
        "penalised": received(SEPTEMBER, 11, "here2", **PENALTY),
        "id": received(SEPTEMBER, 12, "id", 是否有效=None),
        "told": received(SEPTEMBER, 13, "told1", 客户接受="否"),
        "a word more": received(SEPTEMBER, 21, "word", 是否有效=None),
    },
    OCTOBER: {
        "decided": received(SEPTEMBER, 1, "decided"),
        "last day": received(SEPTEMBER, 14, "lastday", day=30, 受理日期="2026-10-01", 投诉原因="冲突"),
        "form": received(OCTOBER, 1, "again", 原投诉编号="KS-202609-0002"),
        "nobody": received(SEPTEMBER, 3, None, 投诉原因="运输"),
        "graded": received(SEPTEMBER, 4, "graded", 投诉原因="冲突"),
        "late": LATE,
        **FOUR,
        "left": HAS_LEFT | {"罚扣金额": 80, "罚扣核准日期": "2026-10-09"},
        "disciplined": received(SEPTEMBER, 8, "warned", **DISCIPLINED),
        "of another branch": received(OCTOBER, 2, "came", 原投诉编号="KS-202609-0010"),
        "first seen": received(SEPTEMBER, 20, "came"),
        "penalised": received(SEPTEMBER, 11, "came", **PENALTY),
        "id": received(SEPTEMBER, 12, "id"),
        "told": received(OCTOBER, 3, "told2", 原投诉编号="KS-202609-0013"),
    },
    NOVEMBER: {
        "decided": received(SEPTEMBER, 1, "decided"),
        "form": received(OCTOBER, 1, "again", 原投诉编号="KS-202609-0002", 是否有效="否"),
        "late": LATE | {"罚扣核准日期": "2026-11-05"},
        **{name: row | said for (name, row), said in zip(FOUR.items(), OTHERWISE, strict=True)},
        "approved": APPROVED_LATER,
        "left": HAS_LEFT | {"是否有效": "否", "罚扣金额": 80, "罚扣核准日期": "2026-10-09"},
        "disciplined": received(SEPTEMBER, 8, "warned", **DISCIPLINED),
    },
    DECEMBER: {
        "decided": received(SEPTEMBER, 1, "decided", 是否有效="否"),
        "disciplined": received(SEPTEMBER, 8, "warned", **DISCIPLINED),
    },
}
STAYING = [
    *(person(who) for who in ("decided", "lastday", "again", "graded", "late", "four", "approved", "open", "warned", "here1", "told1", "number", "word", "own")),
    *(person(who, "客服组长") for who in ("here2", "told2")),
]
STAYED, LEAVES_LATER, CAME_BACK = (person(who, 转正日期="2026-12-01") for who in ("leaver", "later", "back"))
LEAVERS = [each | {"离职日期": "2026-09-30", "离职原因": "辞职", "提出辞职日期": "2026-09-20"} for each in (STAYED, LEAVES_LATER, CAME_BACK)]
NEW_WITH_THE_ID = person("id", 姓名="新人", 入职日期="2026-10-08")
PEOPLE: dict[str, Rows] = {
    SEPTEMBER: [*STAYING, *LEAVERS, person("left"), person("id")],
    OCTOBER: [*STAYING, *(each | {"离职日期": "2026-10-02"} for each in LEAVERS), NEW_WITH_THE_ID, person("came")],
    NOVEMBER: [*STAYING, NEW_WITH_THE_ID, person("came")],
    DECEMBER: [*STAYING, NEW_WITH_THE_ID, person("came")],
}
JANUARY = "2027-01"
REOPENING = received(JANUARY, 2, "left", 原投诉编号="KS-202609-0006")
NOT_KNOWN = ("not known, undecided", "not known")
REGISTERS[JANUARY] = {
    "reopening": REOPENING,
    "used": received(SEPTEMBER, 12, "number", day=20, 客户名称="业主乙"),
    "a word more": received(SEPTEMBER, 21, "word", day=20, 客户名称="某客户（三栋）"),
    "its own": received(SEPTEMBER, 99, "own", day=20, 客户名称="业主乙"),
    NOT_KNOWN[0]: received("2026-08", 1, "late", 是否有效=None),
    NOT_KNOWN[1]: received("2026-08", 2, "late"),
}
PEOPLE[JANUARY] = [
    *PEOPLE[DECEMBER], person("left", 离职日期="2026-12-31", 离职原因="辞退"),
    STAYED, LEAVES_LATER | {"离职日期": "2027-02-01", "离职原因": "其他"}, CAME_BACK | {"入职日期": "2027-01-04", "转正日期": None},
]  # fmt: skip
SPOT: Rows = [logged("told1", "A-3.1.8", 分值=3) | {"日期": "2026-09-04"}]
GRANTED = {"工号": "told1", "日期": "2026-09-04", "事项": "A-3.1.8", "理由": "不符", "结论": "撤销", "裁定人": "Z1", "裁定理由": "查实"}


def four_months(books: Books) -> None:
    more: dict[str, dict[str, Rows]] = {SEPTEMBER: {"扣分记录": SPOT, **FIRST}, OCTOBER: {"申诉": [GRANTED]}}
    for month in MONTHS:
        present = [each for each in PEOPLE[month] if each["入职日期"] < f"{month}-02"]
        done = books.close(month, PEOPLE[month], slips=False, 投诉登记=list(REGISTERS[month].values()), 考勤=at_work(month, present), **more.get(month, {}))
        assert done.code == 0, (done.printed, done.findings)
