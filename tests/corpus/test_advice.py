"""Advice that is right: it uses the whole row, suggests what means the same, and stands where the cause is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.findings.finding import Finding, each_cell
from tests.build import MONTH, STAFF, Result, call_month, day, each_own, logged, person, settled, worked, write_month

PEOPLE = [person("KF003", 姓名="林浩然"), person("KF009", 姓名="胡佳佳"), person("KF010", 姓名="周文")]


def said(findings: list[Any], code: str) -> list[str]:
    return [str({name: str(value) for name, value in finding.params.items()}) for finding in findings if finding.code == code]


def test_the_name_beside_a_mistyped_id_decides_whose_it_is() -> None:
    rows = [worked("KF003", 2), worked("KF009", 2)]
    result = settled(PEOPLE, 扣分记录=[logged("KF099", "A-3.1.1", 姓名="林浩然")], 考勤=rows)
    assert "是不是“KF003”（林浩然）？" in said(result.findings, "EMPLOYEE_UNKNOWN")[0]


def test_a_mistyped_id_of_the_roster_is_one_finding_there_and_what_follows_is_not_repeated() -> None:
    people = [person("KF03", 姓名="林浩然"), *PEOPLE[1:]]
    rows = [worked("KF003", on, 姓名="林浩然") for on in range(2, 8)]
    log = [logged("KF003", "A-3.1.1", 姓名="林浩然")]
    result = settled(people, 扣分记录=log, 考勤=rows)
    errors = [(finding.code, finding.sheet, finding.cell) for finding in result.findings if finding.code.startswith("EMPLOYEE")]
    assert errors == [("EMPLOYEE_ID_DIFFERS", "花名册", "A4")]


def test_ids_that_lost_their_zeros_are_advised_as_they_were_and_the_roster_is_not_blamed() -> None:
    people = [person("00003", 姓名="林浩然"), *PEOPLE[1:]]
    rows = [worked("3", on, 姓名="林浩然") for on in range(2, 8)]
    result = settled(people, 考勤=rows)
    errors = [(finding.code, finding.sheet, str(finding.params["hint"])) for finding in result.findings if finding.code.startswith("EMPLOYEE")]
    assert errors == [("EMPLOYEE_UNKNOWN", "考勤", "是不是“00003”（林浩然）？")]


def test_an_id_that_lost_its_zeros_on_the_roster_is_one_finding_there_and_the_exam_is_not_missed() -> None:
    people = [person("3", 姓名="林浩然"), person("00004", 姓名="周文")]
    exams = [{"日期": day(20), "工号": who, "姓名": name, "得分": 80} for who, name in (("00003", "林浩然"), ("00004", "周文"))]
    result = settled(people, 考勤=[worked("00003", on, 姓名="林浩然") for on in range(2, 8)], 考试成绩=exams)
    told = [(finding.code, finding.sheet, finding.cell) for finding in result.findings if "3" in str(finding.value)]
    assert told == [("EMPLOYEE_ID_DIFFERS", "花名册", "A4")]


def test_a_mistyped_name_of_the_roster_is_one_finding_there_and_one_in_a_sheet_is_told_in_its_cell() -> None:
    people = [person("KF003", 姓名="林浩燃"), *PEOPLE[1:]]
    rows = [*(worked("KF003", on, 姓名="林浩然") for on in range(2, 8)), worked("KF009", 2, 姓名="胡佳家"), worked("KF009", 3, 姓名="胡佳佳")]
    result = settled(people, 扣分记录=[logged("KF003", "A-3.1.1", 姓名="林浩然")], 考勤=rows)
    errors = [(finding.code, finding.sheet, finding.cell) for finding in result.errors]
    assert errors == [("NAME_DISAGREES", "考勤", "C8"), ("EMPLOYEE_NAME_DIFFERS", "花名册", "B4")]
    assert result.errors[1].params["count"] == 7


@pytest.mark.parametrize(("who", "post"), [("Z1", "主官"), ("T1", "培训专元")])
def test_a_post_of_the_roster_that_cannot_be_read_is_one_finding_there_and_what_follows_is_not_repeated(who: str, post: str) -> None:
    people = [each | ({"岗位": post} if each["工号"] == who else {}) for each in [*STAFF, *PEOPLE]]
    log = [logged("KF003", "A-3.1.1"), logged("T1", "A-3.1.2", 记录人="Z1")]
    objection = {"工号": "KF003", "日期": day(3), "事项": "A-3.1.1", "理由": "不实", "结论": "撤销", "裁定人": "Z1", "裁定日期": day(20), "裁定理由": "录音"}
    exams = [{"日期": day(20), "工号": each, "得分": 80} for each in ("KF003", "KF009", "KF010", "T1")]
    result = settled(people, staff=False, 扣分记录=log, 申诉=[objection], 考试成绩=exams)
    assert [(finding.code, finding.sheet) for finding in result.errors] == [("CHOICE_UNKNOWN", "花名册")]
    assert {"RECORDER_MAY_NOT", "EXAM_MISSING"}.isdisjoint(result.codes)


def test_whose_post_and_department_are_missing_has_none_on_the_slip_of_a_draft(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("P1", 部门=None), person("P2", 岗位="客服元")]})
    assert call_month(tmp_path, draft=True).code == 0
    for name in ("P1", "P2", "全部"):
        assert "nan" not in (tmp_path / "output" / MONTH / "slips" / f"{name}.html").read_text(encoding="utf-8").split("<body")[-1]


def test_a_name_where_an_id_belongs_brings_the_id_as_advice() -> None:
    result = settled(PEOPLE, 扣分记录=[logged("胡佳佳", "A-3.1.1")])
    assert "花名册里“胡佳佳”的工号是 KF009。" in said(result.findings, "ID_UNREADABLE")[0]


MEANT = each_own("M", [("中班", None), ("晚斑", "晚班"), ("上晚班", "晚班"), ("微信", None)])
MEANT_OTHERWISE = each_own("N", [("考勤结果", "未旷工"), ("考勤结果", "不迟到"), ("请假类型", "事假半天"), ("请假类型", "病假4小时"), ("班次", "休息日加班")])
LEAVES = each_own("L", ["年休假", "带薪年休假", "补休", "陪护假"])


@pytest.fixture(scope="module")
def typed() -> dict[str, list[Finding]]:
    """What is found about choices that were typed otherwise, by whose row it is."""
    rows = [worked(who, 2, 班次=typed) for who, (typed, _) in MEANT.items()]
    rows += [worked(who, 2) | {column: typed} for who, (column, typed) in MEANT_OTHERWISE.items()]
    found: dict[str, list[Finding]] = {who: [] for who in (*MEANT, *MEANT_OTHERWISE)}
    for finding in each_cell(settled([person(who) for who in found], 考勤=rows).findings):
        if finding.row is not None and finding.code == "CHOICE_UNKNOWN":
            found[rows[finding.row - 2]["工号"]].append(finding)
    return found


@pytest.mark.parametrize("who", MEANT)
def test_a_choice_is_suggested_only_where_it_means_the_same(typed: dict[str, list[Finding]], who: str) -> None:
    meant, [hint] = MEANT[who][1], said(typed[who], "CHOICE_UNKNOWN")
    assert f"是不是“{meant}”？" in hint if meant else "是不是" not in hint


@pytest.mark.parametrize("who", MEANT_OTHERWISE)
def test_no_choice_is_suggested_that_means_the_contrary_or_more(typed: dict[str, list[Finding]], who: str) -> None:
    [finding] = typed[who]
    assert not finding.params.get("hint")


def test_a_clock_cell_may_hold_the_rows_own_date_and_no_other() -> None:
    own = worked("KF003", 2) | {"上班时间": f"{day(2)} 08:15", "下班时间": f"{day(2)} 17:30:00"}
    late = worked("KF009", 2, "晚班") | {"上班时间": f"{day(2)} 15:55", "下班时间": f"{day(3)} 00:30"}
    result = settled(PEOPLE, 考勤=[own, late])
    assert (result.points("KF003", "A-3.1.4"), result.points("KF009", "A-3.1.4")) == (-3, 0)
    other = settled(PEOPLE, 考勤=[own | {"上班时间": f"{day(5)} 08:15"}])
    assert [(each.code, each.cell) for each in other.findings if each.level == "error"] == [("TIME_UNREADABLE", "E2")]


def test_the_exam_sheet_says_absent_in_words(tmp_path: Path) -> None:
    exams = [{"日期": day(9), "工号": "KF003", "得分": "缺考"}, {"日期": day(9), "工号": "KF009", "得分": 50}]
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, *PEOPLE], "考试成绩": exams})
    called = call_month(tmp_path, slips=False)
    lines = called.table("appraisal.xlsx", "计分明细")
    assert [line["工号"] for line in lines if line["条款"] == "A-3.2.7"] == ["KF009"]
    assert "KF003" in [finding["值"] for finding in called.findings if finding["代码"] == "EXAM_MISSING"]


def test_a_file_name_that_is_no_utf8_is_read_and_named(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", {"花名册": [*STAFF, *PEOPLE], "扣分记录": [logged("777", "A-3.1.1")]})
    path.rename(path.with_name(os.fsdecode("考核.xlsx".encode("gbk"))))
    called = call_month(tmp_path, slips=False)
    assert ("考核.xlsx", "EMPLOYEE_UNKNOWN") in {(finding["文件"], finding["代码"]) for finding in called.findings}
    assert (called.folder / "annotated" / "考核.xlsx").exists()


def test_of_a_workbook_and_its_copy_the_copy_is_named_as_superfluous(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", {"花名册": [*STAFF, *PEOPLE]}, file="考核.xlsx")
    (path.parent / "考核 - 副本.xlsx").write_bytes(path.read_bytes())
    found = [(finding["文件"], finding["代码"]) for finding in call_month(tmp_path).findings if finding["级别"] == "错误"]
    assert found == [("考核 - 副本.xlsx", "FILE_TWICE")]


def test_copies_of_two_workbooks_that_differ_in_their_ending_do_not_replace_each_other(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, *PEOPLE], "扣分记录": [logged("777", "A-3.1.1")]}, file="a.xlsx")
    path = write_month(tmp_path / "inbox", {"加分记录": [{"日期": day(4), "工号": "778", "事项": "A-2.3", "记录人": "T1"}]}, file="b.xlsx")
    path.rename(path.with_name("a.xlsm"))
    called = call_month(tmp_path)
    assert {each.name for each in (called.folder / "annotated").iterdir()} == {"a.xlsx", "a.xlsm.xlsx"}
    assert MONTH in str(called.folder)


def test_a_date_in_advice_is_of_the_month_that_is_asked_for(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, *PEOPLE], "扣分记录": [logged("KF003", "A-3.1.1", 日期="三号")]})
    advice = [finding["建议"] for finding in call_month(tmp_path, slips=False).findings if finding["代码"] == "DATE_UNREADABLE"]
    assert advice == [f"请写成 {day(3)} 这样的日期。"]


@pytest.fixture(scope="module")
def on_leave() -> Result:
    away = [worked(who, 2) | {"上班时间": None, "下班时间": None, "请假类型": typed} for who, typed in LEAVES.items()]
    return settled([person(who) for who in LEAVES], 考勤=away)


@pytest.mark.parametrize("who", LEAVES)
def test_a_leave_by_another_of_its_names_is_that_leave(on_leave: Result, who: str) -> None:
    assert not on_leave.errors and on_leave.points(who, "A-3.3.1") == 0
