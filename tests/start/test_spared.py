"""Of a finished month's cells outside attendance at least 60 % were there when it began, or are chosen from a list."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from pipeline.app.start import start_month
from tests.build import BOOK, MONTH, STAFF, Rows, called, day, person, write_month
from tests.service.jobs import request
from tests.start.spared import spared

SAMPLE = Path(__file__).parents[2] / "examples" / "inbox"
BEFORE = "2026-10"
DEPARTMENTS = ("客服一部", "客服二部", "售后部")
SATURDAYS = (7, 14, 21, 28)
LIGHT = ("A-3.1.1", "A-3.1.2", "A-3.1.10", "A-3.1.12", "A-3.2.1", "B-8")


def share(tmp_path: Path, inbox: Path) -> float:
    """Of the inbox's November, begun from its October by the command."""
    shutil.copytree(inbox / BEFORE, tmp_path / "begun" / BEFORE)
    folder = called(lambda: start_month(MONTH, tmp_path / "begun", tmp_path / "output", None), tmp_path / "begun" / MONTH).folder
    return spared(inbox / MONTH, folder, BOOK)


def test_on_the_sample(tmp_path: Path) -> None:
    assert share(tmp_path, SAMPLE) >= 0.6


@pytest.mark.parametrize(("people", "jobs", "complaints", "summaries", "seed"), [(9, 12, 6, False, 1), (60, 0, 9, True, 2), (25, 20, 14, True, 3)])
def test_on_months_of_other_sizes_and_mixes(tmp_path: Path, people: int, jobs: int, complaints: int, summaries: bool, seed: int) -> None:
    chance = Random(seed)
    staff = [somebody(number, chance) for number in range(people)]
    newcomers = [somebody(people + number, chance) for number in range(1 + people // 20)]
    for month, employed, share_open in ((BEFORE, staff, 3), (MONTH, [*staff[1:], *newcomers], 5)):
        sheets = month_of(employed, month, jobs, complaints, chance, share_open)
        write_month(tmp_path / "inbox", {title: rows for title, rows in sheets.items() if summaries or title != "周总结"}, month)
    assert share(tmp_path, tmp_path / "inbox") >= 0.6


def somebody(number: int, chance: Random) -> dict[str, object]:
    role = "服务人员" if number % 5 == 4 else "客服组长" if number % 9 == 3 else "客服"
    return person(f"K{number:03d}", role, 部门=DEPARTMENTS[number % 3], 组别=f"{number % 2 + 1} 组", 月工资=4000 + 100 * chance.randrange(20))


def month_of(people: Rows, month: str, jobs: int, complaints: int, chance: Random, share_open: int) -> dict[str, Rows]:
    """A month as it is when everybody has filled it; one case in `share_open` is still open."""
    named = [{"工号": each["工号"], "姓名": each["姓名"]} for each in people]
    writers = [each for each, who in zip(named, people, strict=True) if who["岗位"] != "服务人员"]
    dates = [day(number, month) for number in range(1, 29)]
    return {
        "花名册": [*STAFF, *people],
        "考勤": [],
        "扣分记录": [
            {"日期": chance.choice(dates), **chance.choice(named), "事项": chance.choice(LIGHT), "记录人": "T1", "备注": "当面核实"} for _ in range(len(people) // 2)
        ],
        "加分记录": [{"日期": chance.choice(dates), **chance.choice(named), "事项": "A-2.4", "记录人": "T1"} for _ in range(len(people) // 6)],
        "考试成绩": [{"日期": dates[24], **each, "得分": chance.randrange(60, 100)} for each in named],
        "工作量": [{**each, "接待量": chance.randrange(200, 400), "质量分": 95, "成交量": chance.randrange(100)} for each in writers],
        "周总结": [
            {"周六日期": day(saturday, month), **each, "提交时间": f"{day(saturday, month)} 16:{chance.randrange(60):02d}", "字数": chance.randrange(200, 500), "写明改进": "是"}
            for saturday in SATURDAYS for each in writers
        ],
        "投诉登记": [case(number, month, people, closed=number % share_open != 0, chance=chance) for number in range(1, complaints + 1)],
        "服务登记": [job(number, month, people, dispatched=number % share_open != 0) for number in range(1, jobs + 1)],
        "意见调查": [
            {"日期": chance.choice(dates), "登记编号": job_no(number, month), "服务人员": chance.choice(named)["工号"], "态度": "满意", "技术": "满意", "到达时间": "一般", "承诺事项": "满意"}
            for number in range(1, jobs)
        ],
    }  # fmt: skip


def case(number: int, month: str, people: Rows, *, closed: bool, chance: Random) -> dict[str, object]:
    on = day(chance.randrange(1, 20), month)
    row = {
        "投诉编号": f"KS-{month.replace('-', '')}-{number:04d}", "投诉日期": on, "受理日期": on, "客户名称": f"客户{number}", "投诉类别": "非质量", "投诉原因": "其他",
        "严重程度": "一般", "处理人": "员工K001",
    }
    ended = day(27, month)
    outcome = {
        "是否有效": "是", "责任部门": DEPARTMENTS[number % 3], "责任人": chance.choice(people)["工号"], "投诉金额": 100, "调查完成日期": ended, "报告日期": ended,
        "核决人": "销售部门经理", "核决日期": ended, "结案日期": ended, "处理方式": "其他", "客户接受": "是", "答复方式": "电话", "答复日期": ended,
    }
    return row | (outcome if closed else {})


def job_no(number: int, month: str) -> str:
    return f"FW-{month[-2:]}{number:03d}"


def job(number: int, month: str, people: Rows, *, dispatched: bool) -> dict[str, object]:
    on = day(number % 27 + 1, month)
    technician = next(each["工号"] for each in people if each["岗位"] == "服务人员")
    done = {"派工日期": on, "服务人员": technician, "异地": "否", "服务内容": "保养", "客户签字": "是", "经理核签": "是"}
    row = request(number, 登记编号=job_no(number, month), 登记日期=on, 规格="标准型", 购买地点="示例商场", 服务类别="C")
    return row | (done if dispatched else {})
