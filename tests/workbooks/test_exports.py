"""DingTalk's and WeCom's daily exports as they come out of those programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.build import MONTH, STAFF, Read, Rows, call_month, each_own, person, read_month, write_month, write_workbook

GROUPS = ["上班1", None, "下班1", None, "上班2", None, "下班2", None]
UNDER = ["打卡时间", "打卡结果"] * 4
SHIFT_ENDS = (None,) * 4


def dingtalk(*rows: list[Any], id_column: bool = True) -> list[list[Any]]:
    """A title row, one of the time of making, headers in row 3 and those of the punches in row 4."""
    head = ["姓名", "考勤组", "部门", "工号" if id_column else "职位", "UserId", "日期", "班次"]
    return [
        ["每日统计表 统计日期：2026-11-01 至 2026-11-30"], ["报表生成时间：2026-12-01 09:00"],
        [*head, *GROUPS, "关联的审批单", "打卡地址"], [None] * len(head) + UNDER, *rows,
    ]


def punches(number: str, day: int, *cells: str | None, shift: str = "早班 08:00-17:30", name: str = "员工1") -> list[Any]:
    weekday = "一二三四五六日"[(day + 5) % 7]
    given = [*cells, *[None] * (9 - len(cells))]
    return [name, "客服考勤组", "客服部", number, "u1", f"26-11-{day:02d} 星期{weekday}", shift, *given, "某路 1 号"]


def write(tmp_path: Path, sheet: list[list[Any]], name: str = "每日统计", people: Rows | None = None) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1"), person("2", 姓名="李四"), *(people or [])]}, file="a.xlsx")
    write_workbook(tmp_path / "inbox" / MONTH / "考勤导出.xlsx", {name: sheet})


def month_with(tmp_path: Path, sheet: list[list[Any]], name: str = "每日统计", people: Rows | None = None) -> Read:
    write(tmp_path, sheet, name, people)
    return read_month(tmp_path)


def lines(called: Read) -> list[tuple[Any, ...]]:
    assert called.code == 0, called.findings
    return [(line["工号"], line["条款"], line["分值"], line["行号"]) for line in called.lines if line["类别"] == "扣分"]


Expected = list[tuple[str, int]]
LEFT, RIGHT = "事假11-03 08:00到11-03 12:00 4小时", "事假11-03 13:30到11-03 17:30 4小时"
RESULTS: dict[str, tuple[tuple[str | None, ...], Expected]] = each_own("R", [
    (("08:00", "正常", "17:30", "正常"), []),
    (("08:11", "迟到", "17:30", "正常"), [("A-3.1.4", -3)]),
    (("08:45", "严重迟到", "17:30", "正常"), [("A-3.1.4", -5)]),
    (("10:00", "旷工迟到", "17:30", "正常"), [("A-3.3.1", -20)]),
    (("08:00", "正常", "17:20", "早退"), [("A-3.1.4", -2)]),
    ((None, "缺卡", "17:30", "正常"), []),
    ((None, "旷工", None, "旷工"), [("A-3.3.1", -20)]),
    (("08:00", "外勤", "17:30", "外勤"), []),
    (("08:20", "补卡审批通过", "17:30", "正常"), []),
    ((None, "补卡审批通过", "17:30", "正常"), []),
    (("09:00", "管理员张三改为正常", "17:30", "正常"), []),
    (("08:00", "正常", None, None, None, None, "17:30", "正常"), []),
    ((None, None, None, None, None, None, None, None, "年假11-03 08:00到11-03 17:30 1天"), []),
    ((None, None, None, None), [("A-3.3.1", -20)]),
    (("10:00", "正常", "17:30", "正常", *[None] * 4, "外出11-03 08:00到11-03 10:00 2小时"), []),
    (("08:00", "正常", "16:00", "正常", *[None] * 4, "外出11-03 16:00到11-03 17:30 1.5小时"), []),
    (("10:06", "正常", "17:30", "正常", *[None] * 4, "外出11-03 08:00到11-03 10:00 2小时"), [("A-3.1.4", -2)]),
    (("08:00", "正常", "17:30", "正常", *[None] * 4, "外出11-03 10:00到11-03 11:00 1小时\n外出11-03 14:00到11-03 15:00 1小时"), []),
    ((None, "缺卡", None, "缺卡", *[None] * 4, "事假11-03 08:00到11-03 17:30 1天(已撤销)"), [("A-3.3.1", -20)]),
])
EACH_PUNCH: dict[str, tuple[tuple[str | None, ...], Expected]] = each_own("P", [
    (("08:45", "迟到", "17:30", "补卡审批通过"), [("A-3.1.4", -5)]),
    (("08:45", "补卡审批通过", "17:00", "早退"), [("A-3.1.4", -4)]),
    (("08:45", "补卡审批通过", "17:30", "管理员张三改为正常"), []),
    ((None, None, None, None, *[None] * 4, "陪产假11-03 08:00到11-03 17:30 1天"), []),
    ((None, None, None, None, *[None] * 4, "年休假11-03 08:00到11-03 17:30 1天"), []),
    ((None, "请假", None, "请假", *[None] * 4, "育儿假11-03 08:00到11-03 17:30 1天"), []),
    ((None, None, None, None, *[None] * 4, "补卡申请11-02 08:00\n年假11-03 08:00到11-03 17:30 1天"), []),
    ((None, None, None, None, *[None] * 4, "出差11-03 08:00到11-04 17:30 2天"), []),
    ((None, "请假", "17:31", "正常", *[None] * 4, LEFT), []),
    (("12:40", "迟到", "17:31", "正常", *[None] * 4, LEFT), [("A-3.1.4", -5)]),
    (("08:00", "正常", "13:30", "请假", *[None] * 4, RIGHT), []),
    ((None, "请假", "17:31", "正常", *[None] * 4, "事假11-03 上午 0.5天"), []),
    ((None, "请假", None, "缺卡", *[None] * 4, LEFT), [("A-3.3.1", -20)]),
])  # fmt: skip
LONG_LEAVES: dict[str, tuple[tuple[str | None, ...], str, Expected]] = each_own("L", [
    (("07:58", "正常", "13:05", "正常"), "年假11-03 13:00到11-05 17:30 2.5天", []),
    (("07:58", "正常", "12:00", "请假"), "年假11-03 13:00到11-05 17:30 2.5天", []),
    (("12:40", "正常", "17:30", "正常"), "年假11-01 下午到11-03 上午 2天", []),
    (("13:00", "迟到", "17:30", "正常"), "年假11-01 08:00到11-03 12:00 2.5天", [("A-3.1.4", -5)]),
    ((None, "请假", None, "请假"), "年假11-02 13:00到11-04 12:00 2天", []),
    (("07:58", "正常", "12:00", "请假"), "事假11-03 13:30到11-03 17:30 4小时", []),
])
WITH_BREAKS = each_own("B", ["早班 08:00-12:00,13:30-17:30", "早班（08:00-17:30，午休12:00-13:30）", "08:00-17:30", "早班 08：00－17：30"])
DAYS = each_own("D", ["2026年11月3日 星期二", "2026.11.03 星期二", "2026-11-03 周二", "26/11/3"])
OTHER_TIMES = each_own("T", ["早班(旺季) 09:00-18:30", "早班 07:00-17:30", "晚班 14:00-22:00"])
REMARKS = each_own("N", ["（组长）", "(外包)", "*", "★"])
ELEVEN_LATE = ("08:11", "迟到", "17:30", "正常")


def on_day(row: list[Any], on: str) -> list[Any]:
    """The row with its day in other words."""
    return [*row[:5], on, *row[6:]]


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """An export of DingTalk's with a day of each case, of an employee of its own."""
    rows = [punches(who, 3, *cells, name=f"员工{who}") for who, (cells, _) in (RESULTS | EACH_PUNCH).items()]
    rows += [punches(who, 3, *cells, *SHIFT_ENDS, leave, name=f"员工{who}") for who, (cells, leave, _) in LONG_LEAVES.items()]
    rows += [punches(who, 3, *ELEVEN_LATE, shift=shift, name=f"员工{who}") for who, shift in WITH_BREAKS.items()]
    rows += [on_day(punches(who, 3, *ELEVEN_LATE, name=f"员工{who}"), on) for who, on in DAYS.items()]
    for who, remark in REMARKS.items():
        rows.append(punches(who, 3, *ELEVEN_LATE, name=f"{remark}员工{who}" if remark == "*" else f"员工{who}{remark}"))
    return month_with(tmp_path_factory.mktemp("export"), dingtalk(*rows), people=[person(row[3]) for row in rows])


def lines_of(called: Read, employee: str, sheet_rows: int = 4) -> Expected:
    """Clause and points of the employee's lines, all of the one row that is the employee's."""
    found = [line for line in lines(called) if line[0] == employee]
    assert len({line[3] for line in found}) <= 1 and all(line[3] > sheet_rows for line in found)
    return [(line[1], line[2]) for line in found]


@pytest.mark.parametrize("who", RESULTS)
def test_a_result_of_dingtalk_is_read_as_it_is_meant(export: Read, who: str) -> None:
    assert lines_of(export, who) == RESULTS[who][1]


def test_each_line_of_an_export_names_the_row_that_it_comes_from(export: Read) -> None:
    at = {who: row for row, who in enumerate((*RESULTS, *EACH_PUNCH, *LONG_LEAVES, *WITH_BREAKS, *DAYS, *REMARKS), 5)}
    assert [row for _, _, _, row in lines(export)] == [at[who] for who, *_ in lines(export)]


def test_a_late_shift_ends_the_next_day_and_rest_is_rest(tmp_path: Path) -> None:
    rows = [
        punches("1", 3, "15:58", "正常", "次日 00:58", "正常", shift="晚班 16:00-次日 01:00"),
        punches("1", 4, None, "休息", None, "休息", shift="休息"), punches("1", 5, None, "休息", shift=""),
    ]
    assert lines(month_with(tmp_path, dingtalk(*rows))) == []


def test_an_unknown_result_is_a_finding_in_its_cell_and_never_normal(tmp_path: Path) -> None:
    called = month_with(tmp_path, dingtalk(punches("1", 3, "08:00", "系统校准中", "17:30", "正常")))
    errors = [(each["代码"], each["单元格"], each["值"]) for each in called.findings if each["级别"] == "错误"]
    assert called.code == 1 and errors == [("CHOICE_UNKNOWN", "I5", "系统校准中")]


def test_people_without_an_id_are_known_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    sheet = dingtalk(punches("客服", 3, "08:05", "迟到", "17:30", "正常", name="李四"), id_column=False)
    assert lines(month_with(tmp_path, sheet)) == [("2", "A-3.1.4", -2, 5)]


def test_a_name_that_two_have_is_an_error(tmp_path: Path) -> None:
    sheet = dingtalk(punches("--", 3, "08:05", "迟到", "17:30", "正常", name="李四"))
    called = month_with(tmp_path, sheet, people=[person("3", 姓名="李四")])
    errors = [(each["代码"], each["单元格"]) for each in called.findings if each["级别"] == "错误"]
    assert errors == [("PERSON_UNKNOWN_BY_NAME", "A5")]


def test_columns_may_stand_in_another_order_and_in_one_header_row(tmp_path: Path) -> None:
    sheet = [
        ["每日统计"],
        ["日期", "下班1打卡结果", "下班1打卡时间", "上班1打卡结果", "上班1打卡时间", "班次", "姓名", "工号"],
        ["26-11-03 星期二", "正常", "17:30", "迟到", "08:12", "早班", "员工1", "1"],
    ]
    assert lines(month_with(tmp_path, sheet)) == [("1", "A-3.1.4", -3, 3)]


def test_wecoms_daily_report_is_read(tmp_path: Path) -> None:
    sheet = [
        ["上下班打卡_日报 2026-11-01 至 2026-11-30"], ["制表时间 2026-12-01"],
        ["时间", "姓名", "账号", "工号", "班次", "概况", None, None, "上班1", None, "下班1", None],
        [None, None, None, None, None, "最早", "最晚", "考勤结果", "打卡时间", "打卡状态", "打卡时间", "打卡状态"],
        ["2026/11/03 星期二", "员工1", "zhang", "1", "早班", "08:13", "17:30", "迟到", "08:13", "迟到", "17:30", "正常"],
        ["2026/11/04 星期三", "员工1", "zhang", "1", "晚班", "16:00", "次日 00:30", "正常", "16:00", "正常", "次日 00:30", "正常"],
        ["2026/11/05 星期四", "员工1", "zhang", "1", "休息", "--", "--", "休息", "--", "--", "--", "--"],
    ]
    assert lines(month_with(tmp_path, sheet)) == [("1", "A-3.1.4", -3, 5)]


def test_addresses_of_an_export_are_not_kept(tmp_path: Path) -> None:
    write(tmp_path, dingtalk(punches("1", 3, "08:11", "迟到", "17:30", "正常")))
    called = call_month(tmp_path, slips=False)
    assert all(b"\xe6\x9f\x90\xe8\xb7\xaf" not in path.read_bytes() for path in called.folder.glob("*.html"))


@pytest.mark.parametrize("who", EACH_PUNCH)
def test_A_3_1_4_each_punch_counts_for_itself_and_leave_of_part_of_the_day_covers_its_minutes(export: Read, who: str) -> None:
    assert lines_of(export, who) == EACH_PUNCH[who][1]


def test_a_companys_own_shift_name_is_the_shift_of_its_times(tmp_path: Path) -> None:
    rows = [
        punches("1", 3, "08:11", "迟到", "17:30", "正常", shift="客服早班 08:00-17:30"),
        punches("1", 4, "15:58", "正常", "次日 00:58", "正常", shift="客服晚班 16:00-次日 01:00"),
    ]
    assert lines(month_with(tmp_path, dingtalk(*rows))) == [("1", "A-3.1.4", -3, 5)]


def test_a_name_with_left_behind_it_is_that_person_and_who_is_in_no_group_is_passed_over_and_counted(tmp_path: Path) -> None:
    rows = [
        punches("1", 3, "08:11", "迟到", "17:30", "正常", name="员工1（离职）"),
        punches("2", 3, None, None, None, None, shift="不在考勤组", name="李四"),
    ]
    assert lines(month_with(tmp_path, dingtalk(*rows))) == [("1", "A-3.1.4", -3, 5)]


def test_a_row_of_an_export_with_anything_in_a_known_column_is_never_passed_over(tmp_path: Path) -> None:
    cleared = punches("", 3, "08:45", "迟到", "17:30", "正常", name="")
    cleared[5] = None
    called = month_with(tmp_path, dingtalk(punches("1", 3, "08:00", "正常", "17:30", "正常"), cleared))
    assert called.code == 1 and {finding["行号"] for finding in called.findings if finding["级别"] == "错误"} == {6}


def test_B_1c_columns_that_HR_put_beside_an_export_count(tmp_path: Path) -> None:
    late = "晚班 16:00-次日 01:00"
    made_up = punches("1", 4, None, "补卡审批通过", None, "补卡审批通过", shift=late)
    sheet = dingtalk(punches("1", 3, "15:58", "正常", "次日 00:58", "正常", shift=late), made_up)
    sheet[2] += ["交接记录", "卫生值日"]
    sheet[4] += ["否", "否"]
    sheet[5] += ["否", None]
    called = month_with(tmp_path, sheet)
    assert called.code == 0 and "VALUE_NOT_USED" not in {finding["代码"] for finding in called.findings}
    assert [line["日期"].day for line in called.lines if line["条款"] == "B-1c"] == [3, 4]
    charged = {line["条款"] for line in called.lines if line["工号"] == "1"}
    assert {"B-1c", "B-11", "A-3.1.3", "A-3.1.5"} <= charged


def test_merged_cells_of_an_export_are_one_finding_and_nothing_follows_from_them(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, file="a.xlsx")
    path = tmp_path / "inbox" / MONTH / "考勤导出.xlsx"
    write_workbook(path, {"每日统计": dingtalk(*(punches("1", day, "08:00", "正常", "17:30", "正常") for day in range(3, 8)))})
    book = openpyxl.load_workbook(path)
    book["每日统计"].merge_cells("D5:D9")
    book["每日统计"].merge_cells("A5:A9")
    book.save(path)
    called = read_month(tmp_path)
    errors = [(finding["代码"], finding["说明"]) for finding in called.findings if finding["级别"] == "错误"]
    assert [code for code, _ in errors] == ["CELLS_MERGED"] and "2 处" in errors[0][1]


WECOM_TOP = ["时间", "姓名", "账号", "基础信息", None, "考勤概况", None, None, None, "上班1", None, "下班1", None]
WECOM_UNDER = [None, None, None, "部门", "职务", "班次", "最早", "最晚", "考勤结果", "打卡时间", "打卡状态", "打卡时间", "打卡状态"]


def wecom_day(first: str, last: str, result: str, state: str, other: str = "正常") -> list[Any]:
    return ["2026/11/03 星期二", "员工1", "acc", "客服部", "--", "早班08:00-17:30", first, last, result, first, state, last, other]


WECOM_DAYS: dict[str, tuple[list[Any], Expected]] = each_own("W", [
    (wecom_day("08:00", "17:30", "正常", "正常"), []),
    (wecom_day("08:15", "17:30", "迟到15分钟", "迟到15分钟"), [("A-3.1.4", -3)]),
    (wecom_day("08:15", "17:30", "正常(补卡)", "正常(补卡)"), []),
    (wecom_day("08:15", "17:00", "迟到15分钟,早退30分钟", "迟到15分钟", "早退30分钟"), [("A-3.1.4", -3), ("A-3.1.4", -4)]),
    (wecom_day("--", "--", "旷工8小时(未打卡)", "旷工", "旷工"), [("A-3.3.1", -20)]),
    (wecom_day("08:00", "17:30", "正常（外勤）", "正常（外勤）"), []),
    (wecom_day("08:15", "17:30", "正常(管理员修改)", "正常(管理员修改)"), []),
    (wecom_day("08:15", "17:30", "迟到(已校准为正常)", "迟到(已校准为正常)"), []),
    (wecom_day("--", "--", "病假(1天)", "病假", "病假"), []),
    (wecom_day("08:00", "01:02(次日)", "正常", "正常"), []),
])  # fmt: skip


@pytest.fixture(scope="module")
def wecom(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """A report of WeCom's with a day of each case, of an employee of its own."""
    rows = [[row[0], f"员工{who}", *row[2:]] for who, (row, _) in WECOM_DAYS.items()]
    sheet = [["概况统计与打卡明细"], ["统计时间:11-01 ～ 11-30"], WECOM_TOP, WECOM_UNDER, *rows]
    return month_with(tmp_path_factory.mktemp("wecom"), sheet, "概况统计与打卡明细", people=[person(who) for who in WECOM_DAYS])


@pytest.mark.parametrize("who", WECOM_DAYS)
def test_WeComs_daily_report_has_its_shift_under_a_group_and_results_with_minutes_and_brackets(wecom: Read, who: str) -> None:
    assert sorted(lines_of(wecom, who)) == sorted(WECOM_DAYS[who][1])


def test_a_monthly_summary_alone_is_told_what_to_export_instead(tmp_path: Path) -> None:
    called = month_with(tmp_path, [["月度汇总"], ["姓名", "出勤天数"], ["员工1", 22]], "月度汇总")
    [finding] = [finding for finding in called.findings if finding["代码"] == "EXPORT_WITHOUT_DAYS"]
    assert "每日统计" in finding["建议"]


def test_scheduled_and_punched_times_side_by_side_are_an_error_until_HR_says_which(tmp_path: Path) -> None:
    head = ["日期", "工号", "姓名", "班次", "上班时间", "下班时间", "签到时间", "签退时间"]
    called = month_with(tmp_path, [head, [f"{MONTH}-03", "1", "员工1", "早班", "8:00", "17:30", "8:45", "17:31"]], "考勤")
    doubtful = {finding["单元格"] for finding in called.findings if finding["代码"] == "TWO_COLUMNS_MEANT"}
    assert called.code == 1 and doubtful == {"G1", "H1"}


def test_hours_of_leave_without_their_times_leave_the_export_s_own_word_or_are_an_error(tmp_path: Path) -> None:
    head = [[*WECOM_TOP[0:8], None, *WECOM_TOP[8:]], [*WECOM_UNDER[0:8], "假勤申请", *WECOM_UNDER[8:]]]
    day = wecom_day("12:01", "17:30", "正常", "正常")
    sheet = [["概况统计与打卡明细"], ["统计时间:11-01 ～ 11-30"], *head, [*day[0:8], "事假4.0小时", *day[8:]]]
    assert lines(month_with(tmp_path / "normal", sheet, "概况统计与打卡明细")) == []
    late = wecom_day("12:01", "17:30", "迟到(1分钟)", "迟到(1分钟)")
    called = month_with(tmp_path / "late", [*sheet[:4], [*late[0:8], "事假4.0小时", *late[8:]]], "概况统计与打卡明细")
    assert "PUNCH_ON_LEAVE" in [each["代码"] for each in called.findings]


def test_a_result_that_is_not_known_is_named_itself(tmp_path: Path) -> None:
    row = wecom_day("08:00", "17:30", "正常", "正常", "未知结果")
    called = month_with(tmp_path, [["概况统计与打卡明细"], ["统计时间:11-01 ～ 11-30"], WECOM_TOP, WECOM_UNDER, row], "概况统计与打卡明细")
    [error] = [each for each in called.findings if each["级别"] == "错误"]
    assert "没有“未知结果”这一项" in error["说明"]


@pytest.mark.parametrize("who", LONG_LEAVES)
def test_a_leave_over_several_days_covers_what_of_its_first_and_last_day_it_says(export: Read, who: str) -> None:
    assert lines_of(export, who) == LONG_LEAVES[who][2]


@pytest.mark.parametrize(
    ("cells", "leave", "code"),
    [
        (("10:00", "正常", "16:00", "正常"), "事假11-03 08:00到11-03 10:00 2小时\n病假11-03 16:00到11-03 17:30 1.5小时", ("CHOICE_UNKNOWN", "P5")),
        (("12:58", "迟到", "17:30", "正常"), "事假 0.5天", ("PUNCH_ON_LEAVE", "H5")),
    ],
)
def test_a_leave_of_which_nobody_can_say_what_it_covers_is_an_error(tmp_path: Path, cells: tuple[str | None, ...], leave: str, code: tuple[str, str]) -> None:
    called = month_with(tmp_path, dingtalk(punches("1", 3, *cells, *SHIFT_ENDS, leave)))
    assert code in [(each["代码"], each["单元格"]) for each in called.findings if each["级别"] == "错误"]


@pytest.fixture(scope="module")
def with_other_times(tmp_path_factory: pytest.TempPathFactory) -> Read:
    rows = [punches(who, 3, *ELEVEN_LATE, shift=shift, name=f"员工{who}") for who, shift in OTHER_TIMES.items()]
    return month_with(tmp_path_factory.mktemp("shifts"), dingtalk(*rows), people=[person(who) for who in OTHER_TIMES])


@pytest.mark.parametrize("row", range(5, 5 + len(OTHER_TIMES)), ids=OTHER_TIMES.values())
def test_a_shift_with_other_times_than_the_rules_is_none_of_theirs_whatever_its_name(with_other_times: Read, row: int) -> None:
    [error] = [each for each in with_other_times.findings if (each["代码"], each["行号"]) == ("CHOICE_UNKNOWN", row)]
    assert error["单元格"] == f"G{row}" and "规则里没有这个时间的班次" in error["说明"]


@pytest.mark.parametrize("who", WITH_BREAKS)
def test_a_shift_told_with_its_break_is_that_of_its_first_and_last_time(export: Read, who: str) -> None:
    assert lines_of(export, who) == [("A-3.1.4", -3)]


@pytest.mark.parametrize("who", DAYS)
def test_a_day_of_an_export_may_be_written_in_any_of_the_ways_with_its_weekday(export: Read, who: str) -> None:
    assert lines_of(export, who) == [("A-3.1.4", -3)]


@pytest.mark.parametrize("who", REMARKS)
def test_a_remark_at_a_name_is_no_other_person_where_the_id_agrees(export: Read, who: str) -> None:
    assert lines_of(export, who) == [("A-3.1.4", -3)]


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        (("08:00", "正常", "17:30", "早退"), "STATUS_CONTRADICTS", "K5"),
        (("08:00", "正常", "12:00", "正常", "13:40", "迟到", "17:30", "正常"), "STATUS_CONTRADICTS", "M5"),
        (("08:00", "正常", "17:30", "补卡审批不通过"), "CHOICE_UNKNOWN", "K5"),
        (("08:00", "正常", "12:00", "正常", "13:30", "正常", "五点半", "正常"), "TIME_UNREADABLE", "N5"),
        ((None, "缺卡", None, "缺卡", None, None, None, None, "事假11-03 08:00到11-03 17:30 1天（审批中）"), "CHOICE_UNKNOWN", "P5"),
    ],
)
def test_a_finding_stands_at_the_cell_that_it_speaks_of(tmp_path: Path, cells: tuple[str | None, ...], code: str, cell: str) -> None:
    called = month_with(tmp_path, dingtalk(punches("1", 3, *cells)))
    assert [(each["代码"], each["单元格"]) for each in called.findings if each["级别"] == "错误"] == [(code, cell)]


def test_a_row_of_another_month_makes_no_gap_for_the_others(tmp_path: Path) -> None:
    rows = [punches("1", 30, "08:00", "正常", "17:30", "正常"), punches("2", 30, "08:00", "正常", "17:30", "正常", name="李四")]
    other = punches("1", 1, "08:00", "正常", "17:30", "正常")
    other[5] = "26-12-01 星期二"
    codes = [each["代码"] for each in month_with(tmp_path, dingtalk(*rows, other)).findings]
    assert "DATE_OUTSIDE_MONTH" in codes and "DAYS_WITHOUT_ROW" not in codes


def test_an_export_without_a_row_is_a_sheet_without_rows(tmp_path: Path) -> None:
    called = month_with(tmp_path, dingtalk())
    assert (called.code, called.run.validated.typed["attendance"].frame.empty) == (0, True)


def test_A_3_1_4_A_3_3_1_an_export_with_numbered_punches_is_read_by_them(tmp_path: Path) -> None:
    """第1次上班打卡时间, as 飞书 has it: were the columns not known, everybody would be absent."""
    head = ["员工姓名", "员工工号", "部门", "考勤日期", "班次名称", "第1次上班打卡时间", "第1次上班打卡结果", "第1次下班打卡时间", "第1次下班打卡结果"]
    shift, whole = "早班 08:00-17:30", ("07:55", "正常", "17:31", "正常")
    days = [whole, ("08:12", "迟到", "17:31", "正常"), ("08:12", "补卡审批通过", "17:10", "早退"), (None, "缺卡", None, "缺卡")]
    rows = [["员工1", "1", "客服部", f"202611{on:02d}", shift, *day] for on, day in enumerate(days, 3)]
    rows.append(["员工1", "1", "客服部", "20261107", None, None, "无需打卡", None, "无需打卡"])
    read = month_with(tmp_path, [head, *rows], "考勤日报")
    assert read.code == 0, read.findings
    found = {line[3]: line[1:3] for line in lines(read) if line[0] == "1"}
    assert found == {3: ("A-3.1.4", -3), 4: ("A-3.1.4", -3), 5: ("A-3.3.1", -20)}


ABSENT = (None, "旷工", None, "旷工")


@pytest.mark.parametrize(
    ("leave", "contradicts"),
    [
        ("年假11-03 08:00到11-03 17:30 1天", True), ("年假11-03 上午到11-03 下午 1天", True), ("年假11-02 08:00到11-04 17:30 3天", True),
        ("事假11-03 上午到11-03 上午 0.5天", False), ("年假11-03 08:00到11-03 17:30 1天(已撤销)", False), ("年假11-03 08:00到11-03 17:30 1天（审批中）", False),
    ],
)  # fmt: skip
def test_A_3_3_1_absence_beside_an_approved_leave_of_the_whole_shift_is_a_contradiction(tmp_path: Path, leave: str, contradicts: bool) -> None:
    """As in HR's own sheet; it was an absence, and nobody was told of the leave. A leave of half the shift, withdrawn or pending leaves it one."""
    called = month_with(tmp_path, dingtalk(punches("1", 3, *ABSENT, *[None] * 4, leave)))
    if contradicts:
        assert [each["代码"] for each in called.findings if each["级别"] == "错误"] == ["STATUS_CONTRADICTS"]
    else:
        assert lines_of(called, "1") == [("A-3.3.1", -20)]
