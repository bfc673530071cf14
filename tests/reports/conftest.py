"""A settled month of eleven people, with something of everything that a report can show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.base.period import Month
from pipeline.checks.validate import read_tables
from pipeline.complaints.casework import Casework, casework
from pipeline.findings.catalogue import MESSAGES
from pipeline.findings.finding import Finding
from pipeline.findings.message import Message
from pipeline.language.chosen import chosen
from pipeline.month.look_back import look_back
from pipeline.month.report import InputFile, InputSheet, MonthReport, RulebookUsed
from pipeline.settlement.settle import Past
from tests.build import BOOK, complaint, day, parts
from tests.complaints.cases import with_own_frames

REGULATIONS = BOOK.model_copy(update={"payroll": None, "approval": BOOK.approval.model_copy(update={"approved_by": "总裁"})})
"""Approved in earnest, and without an import sheet for payroll."""
SAMPLE_MESSAGES = {
    "SAMPLE_BAD_DATE": Message("error", "日期看不懂", "“{value}”不是日期。", "请写成 2026-11-03 这样。"),
    "SAMPLE_UNKNOWN": Message("error", "没有这个人", "花名册里没有工号 {value}。", "请核对工号，或补进花名册。"),
    "SAMPLE_RECORDER": Message("warning", "记录人不符", "{value} 一般不记录扣分。", "情况属实可以不改。"),
}
PEOPLE = [  # employee_id, name, role, score, grade, rank, merit pay, fines, withheld, penalties, compensation
    ("KF001", "王小明", "agent", 9100, "A", 2, 11000, 0, 0, 0, 0),
    ("KF002", "李静", "trainer", 8000, "B", 5, 0, 0, 0, 0, 0),
    ("KF003", "欧阳震华", "agent", 11000, "A", 1, 30000, 0, 0, 0, 0),
    ("KF004", "赵敏", "receptionist", 6800, "D", 8, -12000, -5000, 0, 0, 0),
    ("KF005", "孙悦", "agent", 5450, None, 9, -25500, -30000, 0, -20000, 0),
    ("KF006", "周杰", "agent", 7250, "C", 7, -7500, -16000, -450000, 0, 0),
    ("KF007", "吴磊", "team_leader", 8550, "B", 3, 5500, 0, 0, 0, 0),
    ("KF008", "=1+1", "agent", 8000, "B", 5, 0, 0, 0, 0, -129900),
    ("KF009", "<b>郑爽</b> & 子", "technician", 8500, "B", 4, 0, 0, 0, 0, 0),
    ("0010", "冯远", "agent", 4400, None, 10, -30000, 0, 0, 0, 0),
    ("ZG001", "陈国强", "supervisor", None, None, None, 0, -5000, 0, 0, 0),
]
LINES = [  # employee_id, day, clause, item, label, points, amount, category, file, sheet, row, note
    ("KF001", 3, "A-2.3", "A-2.3", "临时顶班", 500, 0, "加分", "加分.xlsx", "加分记录", 4, "11 月 3 日早班缺人"),
    ("KF001", None, "A-2.5", "A-2.5", "无有效投诉", 500, 0, "加分", None, None, None, "本月没有有效投诉"),
    ("KF001", 9, "A-3.1.4", "A-3.1.4", "迟到早退", -200, 0, "扣分", "考勤 11月.xlsx", "考勤", 35, "迟到 6 分钟"),
    ("KF001", 20, "A-3.1.9", "A-3.1.9", "谈论与工作无关的事", -150, 0, "扣分", "扣分.xlsx", "扣分记录", 9, None),
    ("KF001", 21, "A-3.1.9", "A-3.1.9", "谈论与工作无关的事", -150, 0, "扣分", "扣分.xlsx", "扣分记录", 10, None),
    ("KF001", 25, "A-2.6", "A-2.6", "合理化建议被采纳", 600, 0, "加分", "加分.xlsx", "加分记录", 7, "话术手册"),
    *[
        ("KF003", day, "A-2.3", "A-2.3", "临时顶班", 500, 0, "加分", "加分.xlsx", "加分记录", 10 + day, None)
        for day in (2, 4, 6, 8, 12, 16, 18)
    ],
    (
        "KF004",
        5,
        "A-3.1.5",
        "handover_missing",
        "交接记录未填写",
        -500,
        0,
        "扣分",
        "考勤 11月.xlsx",
        "考勤",
        60,
        "晚班下班前没有登记",
    ),
    (
        "KF004",
        5,
        "B-1c",
        "handover_missing",
        "交接记录未填写",
        0,
        -5000,
        "罚款",
        "考勤 11月.xlsx",
        "考勤",
        60,
        "本月第 2 次：50 元",
    ),
    ("KF004", 11, "A-3.2.1", "A-3.2.1", "上班看电影、玩游戏", -700, 0, "扣分", "扣分.xlsx", "扣分记录", 14, None),
    (
        "KF005",
        12,
        "A-3.3.2",
        "A-3.3.2",
        "与客户争吵或冲突",
        -2000,
        0,
        "扣分",
        "投诉.xlsx",
        "投诉登记",
        3,
        "KS-202611-0001",
    ),
    ("KF005", 12, "B-6", "B-6", "客户投诉服务", 0, -10000, "罚款", "投诉.xlsx", "投诉登记", 3, "本月第 1 次：100 元"),
    ("KF005", 19, "B-6", "B-6", "客户投诉服务", 0, -20000, "罚款", "投诉.xlsx", "投诉登记", 4, "本月第 2 次：200 元"),
    (
        "KF005",
        28,
        "C-28.2",
        "C-28.2",
        "投诉罚扣",
        0,
        -20000,
        "投诉罚扣",
        "投诉.xlsx",
        "投诉登记",
        5,
        "总经理 11 月 28 日核准",
    ),
    ("KF005", 23, "A-3.1.4", "A-3.1.4", "迟到早退", -550, 0, "扣分", "考勤 11月.xlsx", "考勤", 90, "迟到 41 分钟"),
    ("KF006", 14, "B-3", "B-3", "未交周总结", 0, -5000, "罚款", None, None, None, "第 1 次：50 元"),
    (
        "KF006",
        21,
        "B-3",
        "B-3",
        "未交周总结",
        0,
        -11000,
        "罚款",
        "周总结.xlsx",
        "周总结",
        8,
        "第 2 次：100 元；字数 150",
    ),
    (
        "KF006",
        28,
        "B-3",
        "B-3",
        "未交周总结",
        0,
        -450000,
        "扣发工资",
        "周总结.xlsx",
        "周总结",
        9,
        "第 4 次：扣发当月工资",
    ),
    ("KF006", 28, "A-3.1.8", "A-3.1.8", "工作未按时按质完成", -750, 0, "扣分", "扣分.xlsx", "扣分记录", 30, None),
    ("KF007", None, "A-3.4", "A-3.4", "组长奖惩", 550, 0, "组长奖惩", "扣分.xlsx", "组长奖惩", 2, "带班得力"),
    (
        "KF008",
        17,
        "A-3.3.4",
        "A-3.3.4",
        "擅自拆带公司设备外出",
        0,
        -129900,
        "赔偿",
        "扣分.xlsx",
        "扣分记录",
        18,
        "设备价款",
    ),
    ("KF009", None, "A-2.5", "A-2.5", "无有效投诉", 500, 0, "加分", None, None, None, None),
    ("0010", 3, "A-3.3.1", "A-3.3.1", "旷工", -2000, 0, "扣分", "考勤 11月.xlsx", "考勤", 120, None),
    ("0010", 4, "A-3.3.1", "A-3.3.1", "旷工", -1600, 0, "扣分", "考勤 11月.xlsx", "考勤", 121, None),
    ("ZG001", 6, "B-8", "B-8", "上班做与工作无关的事", 0, -5000, "罚款", "扣分.xlsx", "扣分记录", 40, None),
]
ACTIONS = [  # employee_id, clause, action, basis
    ("KF005", "A-1.3", "可解除劳动合同", "本月考核 54.5 分，低于 60 分。"),
    ("0010", "A-1.3", "可解除劳动合同", "本月考核 44 分，低于 60 分；连续两个月末位。"),
    ("KF003", "A-6.3", "可申请提前转正", "试用期内等级 A。"),
]
COMPLAINTS = [  # closed in time, open and overdue, closed two days late by the wrong office, not due yet
    complaint(1, 受理日期=day(12), 投诉日期=day(12), 调查完成日期=day(14), 报告日期=day(15), 结案日期=day(17), 核决人="副总经理"),
    complaint(2, 受理日期=day(19), 投诉日期=day(19), 投诉金额=2000),
    complaint(3, 受理日期=day(20), 投诉日期=day(20), 结案日期=day(28), 投诉金额=8000, 核决人="副总经理"),
    complaint(4, 受理日期=day(29), 投诉日期=day(29)),
]


def dates(values: list[str | None]) -> pd.Series:
    return pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[s]")


def settled(held: frozenset[str] = frozenset()) -> SimpleNamespace:
    """The frames of a settled month; those held back have neither figures nor lines."""
    whole = SimpleNamespace(**{name: frame.copy() for name, frame in vars(_settled()).items()})
    if not held:
        return whole
    pay, appraisal = (_held_back(frame, held) for frame in (whole.pay, whole.appraisal))
    entries, actions = (frame[~frame["employee_id"].isin(held)] for frame in (whole.entries, whole.actions))
    return SimpleNamespace(pay=pay, appraisal=appraisal, entries=entries, actions=actions, fund=whole.fund)


def _held_back(people: pd.DataFrame, held: frozenset[str]) -> pd.DataFrame:
    known = ["employee_id", "name", "department", "role"]
    rows = people.loc[people["employee_id"].isin(held), known].reindex(columns=people.columns)
    rows[list(people.select_dtypes("int64").columns)] = 0
    rows = rows.assign(held=True, hint="暂缓：有数据待更正").astype(people.dtypes.to_dict())
    return pd.concat([people[~people["employee_id"].isin(held)], rows], ignore_index=True)


@cache
def _settled() -> SimpleNamespace:
    ids, names, roles, scores, grades, ranks, merit, fines, withheld, penalties, compensation = zip(
        *PEOPLE, strict=True
    )
    person = {
        "employee_id": ids,
        "name": names,
        "department": "客户服务部",
        "role": roles,
        "score": pd.array(scores, dtype="Int64"),
        "grade": pd.Series(grades, dtype="object").where(pd.Series(scores).isna() | pd.notna(pd.Series(grades)), "—"),
        "merit_pay": merit,
        "hint": ["", "", "", "", "可解除劳动合同", "扣发工资超过月工资的 20%", "", "", "", "", ""],
        "held": False,
    }
    pay = pd.DataFrame({**person, "fines": fines, "withheld": withheld, "complaint_penalties": penalties,
                        "compensation": compensation, "corrections": 0})  # fmt: skip
    pay["total"] = pay[["merit_pay", "fines", "withheld", "complaint_penalties", "compensation", "corrections"]].sum(
        axis=1
    )
    entries = entry_frame(dict(zip(ids, names, strict=True)))
    points = entries.pivot_table(index="employee_id", columns="category", values="points", aggfunc="sum", fill_value=0)
    appraisal = pd.DataFrame({**person, "base": pd.array([None if s is None else 8000 for s in scores], dtype="Int64")})
    for field, category in {"bonus": "加分", "deduction": "扣分", "leader": "组长奖惩"}.items():
        appraisal[field] = (
            appraisal["employee_id"].map(points[category]).fillna(0).astype("Int64").mask(appraisal["score"].isna())
        )
    appraisal["rank"] = pd.array(ranks, dtype="Int64")
    appraisal["pay_note"] = ["（91 − 80）× 10 = 110 元"] + [
        "主管不参加绩效浮动" if s is None else f"考核分 {s / 100:g} 分" for s in scores[1:]
    ]
    appraisal["conversion"] = [0.345, None, 0.5, 0.1234, 0.0, None, 1.0, 0.25, None, 0.3, None]
    appraisal["satisfaction"] = [None] * 8 + [0.925, None, None]
    appraisal["satisfaction"] = appraisal["satisfaction"].astype(float)
    return SimpleNamespace(
        pay=pay,
        appraisal=appraisal,
        entries=entries,
        actions=action_frame(dict(zip(ids, names, strict=True))),
        fund=fund_frame(),
    )


def entry_frame(names: dict[str, str]) -> pd.DataFrame:
    fields = [
        "employee_id",
        "day",
        "clause",
        "item",
        "label",
        "points",
        "amount",
        "category",
        "file",
        "sheet",
        "row",
        "note",
    ]
    frame = pd.DataFrame(LINES, columns=fields)
    frame["date"] = dates([None if pd.isna(day) else f"2026-11-{int(day):02d}" for day in frame.pop("day")])
    frame["name"] = frame["employee_id"].map(names)
    frame["row"] = frame["row"].astype("Int64")
    return frame


def action_frame(names: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(ACTIONS, columns=["employee_id", "clause", "action", "basis"])
    return frame.assign(name=frame["employee_id"].map(names))


def fund_frame() -> pd.DataFrame:
    rows = [
        (None, "期初", None, None, None, None, 120050, None),
        ("2026-11-05", "罚款：交接记录未填写", "B-1c", "KF004", 5000, 0, 125050, "考勤 11月.xlsx · 考勤 · 第 60 行"),
        ("2026-11-12", "罚款：客户投诉服务", "B-6", "KF005", 30000, 0, 155050, "投诉.xlsx · 投诉登记 · 第 3 行"),
        ("2026-11-21", "罚款：未交周总结", "B-3", "KF006", 16000, 0, 171050, "周总结.xlsx · 周总结 · 第 8 行"),
        (
            "2026-11-22",
            "罚款：上班做与工作无关的事",
            "B-8",
            "ZG001",
            5000,
            0,
            176050,
            "扣分.xlsx · 扣分记录 · 第 40 行",
        ),
        ("2026-11-29", "部门聚餐", None, "KF007", 0, 88800, 87250, "基金.xlsx · 基金支出 · 第 2 行"),
        (None, "期末", None, None, None, None, 87250, None),
    ]
    fields = ["date", "summary", "clause", "employee_id", "income", "spending", "balance", "source"]
    frame = pd.DataFrame(rows, columns=fields)
    return frame.assign(
        date=dates(frame["date"].tolist()),
        income=frame["income"].astype("Int64"),
        spending=frame["spending"].astype("Int64"),
    )


def sample_casework() -> Casework:
    """Frames of one's own, to be changed."""
    return with_own_frames(_casework(chosen()))


@cache
def _casework(_language: str) -> Casework:
    register = read_tables(parts({"投诉登记": COMPLAINTS}), BOOK)["complaints"].frame
    roster = read_tables(parts({"花名册": []}), BOOK)["roster"].frame
    when = Month.parse("2026-11")
    seen = look_back({"complaints": register}, when, BOOK, Past()).register
    assert seen is not None
    return casework(seen, roster, when, date(2026, 11, 30), BOOK, ())


def sample_report(**changes: object) -> MonthReport:
    """The sample month, complete and without findings, unless `changes` say otherwise."""
    held = changes.get("held", frozenset())
    report = MonthReport(
        month="2026-11",
        as_of="2026-11-30",
        version="0.1.0",
        department="客户服务部",
        rulebook=RulebookUsed("客户服务部考核制度", "2020-01-01", "ab" * 32),
        regulations=REGULATIONS,
        settlement=settled(held),  # type: ignore[arg-type]
        considered=lambda: pd.DataFrame([("KF001", "A-2.2", "考试 96 分，不是满分 100 分，不加分")], columns=["employee_id", "clause", "text"]),
        casework=sample_casework(),
        service=None,
        findings=(),
        inputs=(
            InputFile("扣分.xlsx", "cd" * 32, (InputSheet("扣分记录", 42, 39, 2, 1, 17), InputSheet("组长奖惩", 1, 1))),
            InputFile("考勤 11月.xlsx", "ef" * 32, (InputSheet("考勤", 330, 330),)),
        ),
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def sample_findings() -> list[Finding]:
    log = {"file": "扣分.xlsx", "sheet": "扣分记录"}
    return [
        Finding("SAMPLE_RECORDER", **log, row=3, column="记录人", cell="I3", value="KF009"),
        Finding("SAMPLE_BAD_DATE", **log, row=12, column="日期", cell="A12", value="11月31日", people=("KF006",)),
        Finding("SAMPLE_UNKNOWN", **log, row=5, column="工号", cell="B5", value="=KF099", people=()),
        Finding(
            "SAMPLE_BAD_DATE", "考勤 11月.xlsx", "考勤", 7, "日期", "A7", "<script>alert(1)</script>", people=("KF005",)
        ),
    ]


@pytest.fixture(autouse=True)
def _sample_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    for code, message in SAMPLE_MESSAGES.items():
        monkeypatch.setitem(MESSAGES, code, message)


@pytest.fixture
def month() -> Callable[..., MonthReport]:
    """Makes the sample month; keyword arguments replace fields of the report."""
    return sample_report


@pytest.fixture
def findings(_sample_messages: None) -> list[Finding]:
    """Three errors and a warning in two sheets, out of order."""
    return sample_findings()
