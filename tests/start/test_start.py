"""`kaohe start`: a month begins with what is known of it, in a workbook for each who fills it, and never over a file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.app.start import start_month
from pipeline.outputs.mark import MARK
from tests.build import (
    MONTH,
    STAFF,
    Called,
    Rows,
    call_month,
    called,
    complaint,
    day,
    full_month,
    logged,
    person,
    write_month,
    write_workbook,
)
from tests.service.jobs import request
from tests.workbooks.test_exports import dingtalk, punches

NEXT = "2026-12"
SUMMARY = {"周六日期": day(7), "工号": "KF011", "提交时间": f"{day(7)} 16:00", "字数": 400}
TRAINING = {"产品": "净水器 J6", "上架日期": day(20), "工号": "KF011"}
PEOPLE = [
    person("KF011", 姓名="胡佳佳"),
    person("001", "客服组长", 姓名="陈安"),
    person("KF013", 离职日期=day(20), 离职原因="辞职"),
    person("KF014", 离职日期="2026-12-10", 离职原因="辞职"),
    person("KF015", 离职日期=day(25), 离职原因="辞职"),
]


def november() -> dict[str, Rows]:
    return {
        "花名册": [*STAFF, *PEOPLE],
        "扣分记录": [logged("KF011", "A-3.1.11")],
        "考勤": full_month("KF011"),
        "周总结": [SUMMARY],
        "投诉登记": [
            complaint(1, "KF011", 结案日期=day(5)), complaint(2, "KF015"), complaint(3), complaint(4, "KF011", 结案日期=day(5), 罚扣金额=50),
            complaint(5, "KF011", 结案日期=day(5), 行政处分="警告"), complaint(6, "KF011", 结案日期=day(5), 罚扣金额=50, 罚扣核准日期=day(9)),
        ],
        "产品培训": [TRAINING, TRAINING | {"工号": "KF013"}, TRAINING | {"产品": "滤芯 K2", "学习日期": day(9)}],
        "服务登记": [request(1, 派工日期=day(3)), request(2)],
    }


def started(tmp_path: Path, month: str | None = NEXT, **more: Any) -> Called:
    return called(lambda: start_month(month, tmp_path / "inbox", tmp_path / "output", None, **more), tmp_path / "inbox" / NEXT)


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a month that was started after November."""
    tmp_path = tmp_path_factory.mktemp("december")
    write_month(tmp_path / "inbox", november())
    assert started(tmp_path).code == 0
    return tmp_path


def rows(december: Path, who: str, sheet: str) -> list[dict[str, Any]]:
    """The rows as Excel shows them: formulas by what is stored."""
    table = openpyxl.load_workbook(december / "inbox" / NEXT / f"{who} {NEXT}.xlsx", data_only=True)[sheet]
    header, *body = table.iter_rows(values_only=True)
    names = [str(name).removesuffix("*") for name in header]
    return [dict(zip(names, row, strict=True)) for row in body if any(cell is not None for cell in row)]


def test_each_who_fills_the_month_gets_a_workbook_with_the_sheets_that_are_theirs(december: Path) -> None:
    found = {path.name: openpyxl.load_workbook(path).sheetnames for path in (december / "inbox" / NEXT).iterdir()}
    own = {name: [each for each in sheets if not each.startswith(("示例", "_", "填写"))] for name, sheets in found.items()}
    assert own[f"人事 {NEXT}.xlsx"][:2] == ["花名册", "考勤"]
    assert "周总结" in own[f"培训专员 {NEXT}.xlsx"] and "扣分记录" in own[f"主管 {NEXT}.xlsx"]
    assert own[f"前台 {NEXT}.xlsx"] == ["投诉登记"] and "服务登记" in own[f"服务 {NEXT}.xlsx"]
    assert not any("基金期初" in sheets for sheets in own.values())


def test_the_roster_is_carried_on_without_leavers_but_for_those_an_open_complaint_names(december: Path) -> None:
    roster = {row["工号"]: row for row in rows(december, "人事", "花名册")}
    assert set(roster) == {"Z1", "T1", "KF011", "001", "KF014", "KF015"}
    assert roster["KF011"]["姓名"] == "胡佳佳" and roster["KF011"]["月工资"] == 5000 and roster["001"]["岗位"] == "客服组长"
    assert roster["KF011"]["入职日期"] == datetime(2024, 1, 8)


def test_exams_have_a_row_for_everyone_who_is_appraised_with_the_name_beside_the_id(december: Path) -> None:
    exams = rows(december, "培训专员", "考试成绩")
    assert [row["工号"] for row in exams] == ["T1 员工T1", "KF011 胡佳佳", "001 陈安", "KF014 员工KF014"]
    assert [row["姓名"] for row in exams][1] == "胡佳佳" and exams[0]["得分"] is None


def test_leaders_stand_on_their_sheet_with_the_only_trainer_as_assessor(december: Path) -> None:
    [leader] = rows(december, "培训专员", "组长奖惩")
    assert (leader["工号"], leader["评定人"], leader["分值"]) == ("001 陈安", "T1 员工T1", None)


def test_weekly_summaries_have_a_row_for_each_saturday_owed_by_those_still_employed(december: Path) -> None:
    owed = [(row["周六日期"].day, row["工号"].split()[0]) for row in rows(december, "培训专员", "周总结")]
    assert [on for on, who in owed if who == "KF011"] == [5, 12, 19, 26]
    assert [on for on, who in owed if who == "KF014"] == [5]


def test_attendance_has_a_row_for_each_day_employed_and_leaves_the_shift_to_people(december: Path) -> None:
    attendance = rows(december, "人事", "考勤")
    assert sum(row["工号"] == "KF011 胡佳佳" for row in attendance) == 31
    assert sum(row["工号"].startswith("KF014") for row in attendance) == 10
    assert {row["班次"] for row in attendance} == {None}


def test_open_complaints_those_that_wait_for_approval_or_review_and_jobs_not_dispatched_are_carried_on_whole(december: Path) -> None:
    carried = rows(december, "前台", "投诉登记")
    assert [row["投诉编号"] for row in carried] == [f"KS-202611-000{number}" for number in (2, 3, 4, 5)]
    assert carried[0]["责任人"] == "KF015 员工KF015" and carried[0]["投诉日期"] == datetime(2026, 11, 3)
    [waiting] = rows(december, "服务", "服务登记")
    assert waiting["派工日期"] is None and waiting["登记编号"] == "FW-0002"


def test_products_not_learned_yet_are_carried_on_for_those_who_are_still_there(december: Path) -> None:
    assert [(row["产品"], row["工号"]) for row in rows(december, "培训专员", "产品培训")] == [("净水器 J6", "KF011 胡佳佳")]


def test_as_written_nothing_is_wrong_but_what_is_missing(december: Path) -> None:
    checked = call_month(december, NEXT)
    assert checked.code == 1
    assert {each["代码"] for each in checked.findings if each["级别"] == "错误"} == {"VALUE_MISSING"}
    assert "SHEET_HAS_FORMULAS" not in [each["代码"] for each in checked.findings]


def test_people_are_chosen_from_a_list_and_dates_are_those_of_the_month(december: Path) -> None:
    book = openpyxl.load_workbook(december / "inbox" / NEXT / f"主管 {NEXT}.xlsx")
    checks = {str(each.sqref).split(":")[0]: each for each in book["扣分记录"].data_validations.dataValidation}
    assert (checks["A2"].type, checks["A2"].formula1, checks["A2"].showErrorMessage) == ("list", "month_days", True)
    days = in_list("主管", "month_days", december)
    assert (days[0], days[-1], len(days)) == (datetime(2026, 12, 1), datetime(2026, 12, 31), 31)
    assert checks["B2"].type == "list" and checks["B2"].errorStyle == "warning"
    assert "KF011 胡佳佳" in checks["B2"].formula1


def in_list(who: str, name: str, december: Path) -> list[Any]:
    book = openpyxl.load_workbook(december / "inbox" / NEXT / f"{who} {NEXT}.xlsx")
    [(sheet, place)] = book.defined_names[name].destinations
    return [cell.value for row in book[sheet][place.replace("$", "")] for cell in row]


def offers(december: Path, who: str, sheet: str, header: str) -> Any:
    """The check of the column with that header."""
    table = openpyxl.load_workbook(december / "inbox" / NEXT / f"{who} {NEXT}.xlsx")[sheet]
    column = next(cell.column_letter for cell in table[1] if str(cell.value).removesuffix("*") == header)
    return next(each for each in table.data_validations.dataValidation if str(each.sqref).startswith(f"{column}2"))


@pytest.mark.parametrize(("who", "sheet", "header", "words"), [("人事", "花名册", "部门", "客服部"), ("前台", "投诉登记", "责任部门", "客服部"), ("主管", "签收", "月份", "2026-11")])
def test_words_in_use_are_offered_and_others_may_be_typed(december: Path, who: str, sheet: str, header: str, words: str) -> None:
    check = offers(december, who, sheet, header)
    assert check.type == "list" and words in check.formula1 and not check.showErrorMessage


def test_what_was_done_with_a_case_may_lie_up_to_a_month_after_the_month(december: Path) -> None:
    last = offers(december, "前台", "投诉登记", "结案日期").formula2
    assert date.fromordinal(date(1899, 12, 30).toordinal() + int(last)) == date(2027, 1, 31)


def test_the_names_follow_the_ids_by_a_formula_that_has_its_value_stored(december: Path) -> None:
    book = openpyxl.load_workbook(december / "inbox" / NEXT / f"培训专员 {NEXT}.xlsx")
    assert str(book["考试成绩"]["C3"].value).startswith("=IFERROR(INDEX(names")


def test_a_file_that_is_there_stays_as_it_is_and_what_the_month_has_is_not_written_again(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", november())
    folder = tmp_path / "inbox" / NEXT
    folder.mkdir()
    (folder / f"主管 {NEXT}.xlsx").write_bytes(b"mine")
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("KF011", 姓名="胡佳佳")]}, NEXT, "自己的.xlsx")
    done = started(tmp_path)
    assert done.code == 0 and f"主管 {NEXT}.xlsx 已经在，没有改动。" in done.printed
    assert (folder / f"主管 {NEXT}.xlsx").read_bytes() == b"mine"
    assert "花名册" not in openpyxl.load_workbook(folder / f"人事 {NEXT}.xlsx").sheetnames
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = started(tmp_path)
    assert again.code == 0 and all(f"{name} 已经在，没有改动。" in again.printed for name in before if name != "自己的.xlsx")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_first_month_begins_with_the_roster_and_goes_on_from_it(tmp_path: Path) -> None:
    first = started(tmp_path)
    assert first.code == 0 and [path.name for path in first.folder.iterdir()] == [f"花名册 {NEXT}.xlsx"]
    assert "请先填好花名册" in first.printed
    path = first.folder / f"花名册 {NEXT}.xlsx"
    book = openpyxl.load_workbook(path)
    for at, each in enumerate([*STAFF, PEOPLE[0]], 2):
        for column, header in enumerate((cell.value.removesuffix("*") for cell in book["花名册"][1]), 1):
            book["花名册"].cell(at, column, each.get(header))
    book.save(path)
    assert started(tmp_path).code == 0
    assert {path.name.split()[0] for path in first.folder.iterdir()} == {"花名册", "人事", "培训专员", "主管", "前台", "服务", "财务"}
    own = openpyxl.load_workbook(first.folder / f"人事 {NEXT}.xlsx").sheetnames
    assert "基金期初" in own and "花名册" not in own
    assert call_month(tmp_path, NEXT).code == 1


def test_where_attendance_comes_from_a_program_it_is_not_written_and_that_is_said(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, PEOPLE[0]], "周总结": []})
    write_workbook(tmp_path / "inbox" / MONTH / "钉钉.xlsx", {"每日统计": dingtalk(punches("KF011", 3, "08:05", "迟到", "17:30", "正常", name="胡佳佳"))})
    done = started(tmp_path)
    assert "考勤没有写" in done.printed
    assert "考勤" not in openpyxl.load_workbook(done.folder / f"人事 {NEXT}.xlsx").sheetnames


def test_without_a_month_it_is_the_one_after_the_latest(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", november())
    assert started(tmp_path, None).code == 0
    assert (tmp_path / "inbox" / NEXT / f"前台 {NEXT}.xlsx").exists()


def test_without_a_month_it_is_the_latest_again_as_long_as_that_has_but_a_roster_to_fill(tmp_path: Path) -> None:
    for _ in range(2):
        done = called(lambda: start_month(None if (tmp_path / "inbox").exists() else NEXT, tmp_path / "inbox", tmp_path / "output", None), tmp_path)
        assert "请先填好花名册" in done.printed and "已沿用" not in done.printed
    assert [path.name for path in (tmp_path / "inbox").iterdir()] == [NEXT]


def test_the_very_first_month_has_to_be_named(tmp_path: Path) -> None:
    done = started(tmp_path, None)
    assert done.code == 2 and "请写明从哪个月开始" in done.printed


def test_a_closed_month_is_not_started(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", november())
    (tmp_path / "output" / NEXT).mkdir(parents=True)
    (tmp_path / "output" / NEXT / MARK).write_text("", encoding="utf-8")
    assert started(tmp_path).code == 3 and not (tmp_path / "inbox" / NEXT).exists()


def test_each_branch_of_the_month_before_is_started_in_its_own_folder(tmp_path: Path) -> None:
    for branch, employee in (("上海", "KF011"), ("广州", "GZ1")):
        write_month(tmp_path / "inbox", {"花名册": [*STAFF, person(employee)]}, f"{MONTH}/{branch}")
    done = started(tmp_path)
    assert done.code == 0 and "上海：" in done.printed
    roster = openpyxl.load_workbook(done.folder / "广州" / f"人事 {NEXT}.xlsx")["花名册"]
    assert [cell.value for cell in roster["A"]][-1] == "GZ1"
