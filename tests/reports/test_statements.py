"""The month's workbooks: the contract's sheets and columns, and what a draft leaves open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from pipeline.findings.finding import Finding
from pipeline.language.chosen import ENGLISH, read_in
from pipeline.month.report import MonthReport
from pipeline.reports import appraisal, complaints, fine_fund, pay_adjustment, validation
from tests.build import BOOK

Month = Callable[..., MonthReport]
Rows = list[tuple[object, ...]]


def sheets_of(path: Path) -> dict[str, Rows]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path, read_only=True, data_only=True)}


@pytest.fixture
def pay_sheet(tmp_path: Path, month: Month) -> Rows:
    pay_adjustment.write(tmp_path / "pay.xlsx", month())
    return sheets_of(tmp_path / "pay.xlsx")["工资调整表"]


def test_the_pay_sheet_has_the_columns_of_the_contract(pay_sheet: Rows) -> None:
    assert pay_sheet[0] == (
        "工号", "姓名", "部门", "岗位", "考核分", "等级", "绩效浮动", "罚款", "扣发工资", "投诉罚扣", "赔偿",
        "前期更正", "调整合计", "提示",
    )  # fmt: skip


def test_each_person_is_a_row_with_amounts_in_yuan(pay_sheet: Rows) -> None:
    person = next(row for row in pay_sheet if row[0] == "KF006")
    assert person == (
        "KF006", "周杰", "客户服务部", "客服", 72.5, "C", -75, -160, -4500, 0, 0, 0, -4735, "扣发工资超过月工资的 20%",
    )  # fmt: skip


def test_a_supervisor_has_neither_score_nor_grade_and_merit_pay_zero(pay_sheet: Rows) -> None:
    supervisor = next(row for row in pay_sheet if row[3] == "主管")
    assert supervisor[4:8] == (None, None, 0, -50)


def test_the_last_row_of_the_pay_sheet_is_the_total(pay_sheet: Rows) -> None:
    total = pay_sheet[-1]
    assert total[:6] == ("合计", None, None, None, None, None)
    for column in range(6, 13):
        assert total[column] == pytest.approx(sum(row[column] for row in pay_sheet[1:-1]))  # type: ignore[misc]


def test_the_appraisal_workbook_has_results_lines_and_actions(tmp_path: Path, month: Month) -> None:
    counts = appraisal.write(tmp_path / "appraisal.xlsx", month())
    sheets = sheets_of(tmp_path / "appraisal.xlsx")
    assert counts == {"考核结果": 11, "计分明细": len(sheets["计分明细"]) - 1, "处理建议": 3, "等级分布": 5, "分数分布": 15}
    assert sheets["考核结果"][0] == (
        "工号", "姓名", "部门", "岗位", "基础分", "加分", "扣分", "组长奖惩", "考核分", "等级", "排名", "绩效浮动",
        "转化率", "满意度", "提示", "适用规则",
    )  # fmt: skip
    assert sheets["计分明细"][0] == (
        "工号", "姓名", "日期", "条款", "事项", "分值", "金额", "类别", "来源文件", "工作表", "行号", "说明",
    )  # fmt: skip
    assert sheets["处理建议"][0] == ("工号", "姓名", "条款", "建议", "依据")


def test_lines_are_signed_and_zero_is_a_number(tmp_path: Path, month: Month) -> None:
    appraisal.write(tmp_path / "appraisal.xlsx", month())
    lines = sheets_of(tmp_path / "appraisal.xlsx")["计分明细"]
    late = next(line for line in lines if line[3] == "A-3.1.4")
    assert late[4:] == ("迟到早退", -2, 0, "扣分", "考勤 11月.xlsx", "考勤", 35, "迟到 6 分钟")


def test_the_ledger_begins_with_the_opening_and_ends_with_the_closing_balance(tmp_path: Path, month: Month) -> None:
    fine_fund.write(tmp_path / "fund.xlsx", month())
    ledger = sheets_of(tmp_path / "fund.xlsx")["基金台账"]
    assert ledger[0] == ("日期", "摘要", "条款", "工号", "收入", "支出", "余额", "来源", "姓名")
    assert ledger[1] == (None, "期初", None, None, None, None, 1200.5, None, None)
    assert ledger[-1] == (None, "期末", None, None, None, None, 872.5, None, None)
    assert ledger[2][4:7] == (50, 0, 1250.5)
    assert ledger[2][8] == "赵敏"


def test_the_ledger_is_summed_up_by_clause_and_by_purpose(tmp_path: Path, month: Month) -> None:
    fine_fund.write(tmp_path / "fund.xlsx", month())
    sums = sheets_of(tmp_path / "fund.xlsx")["收支汇总"]
    assert ("收入", "B-6", "罚款：客户投诉服务", 1, 300) in sums
    assert [row[2:] for row in sums if "合计" in str(row[2])] == [("收入合计", 4, 560), ("支出合计", 1, 888)]


def test_the_balance_of_each_day_leads_to_the_closing_one_and_is_drawn(tmp_path: Path, month: Month) -> None:
    fine_fund.write(tmp_path / "fund.xlsx", month())
    days = sheets_of(tmp_path / "fund.xlsx")["每日余额"]
    assert [len(days), str(days[1][0])[:10], str(days[-1][0])[:10]] == [31, "2026-11-01", "2026-11-30"]
    assert days[1][1:] == (0, 0, 1200.5)
    assert days[-1][3] == 872.5
    [chart] = openpyxl.load_workbook(tmp_path / "fund.xlsx")["图表"]._charts
    assert chart.series[0].val.numRef.f == "每日余额!$D$2:$D$31"


def test_both_distributions_count_the_same_people(tmp_path: Path, month: Month) -> None:
    appraisal.write(tmp_path / "appraisal.xlsx", month())
    sheets = sheets_of(tmp_path / "appraisal.xlsx")
    assert sum(row[1] for row in sheets["等级分布"][1:]) == sum(row[2] for row in sheets["分数分布"][1:]) == 10  # type: ignore[misc]


def test_complaints_are_tracked_with_days_overdue_as_numbers(tmp_path: Path, month: Month) -> None:
    report = month()
    assert report.casework is not None
    complaints.write_complaints(tmp_path, report.casework, report)
    rows = sheets_of(tmp_path / "complaints.xlsx")["投诉跟踪"]
    assert rows[0][:11] == (
        "投诉编号", "受理日期", "报告期限", "报告状态", "结案期限", "结案状态", "逾期天数", "应核决人", "实际核决人",
        "核决合规", "提示",
    )  # fmt: skip
    assert [row[6] for row in rows[1:]] == [0, 5, 2, 0]
    assert rows[2][2:4] == (None, "—")


def test_a_complete_month_has_no_draft_sheet(tmp_path: Path, month: Month) -> None:
    pay_adjustment.write(tmp_path / "pay.xlsx", month())
    assert list(sheets_of(tmp_path / "pay.xlsx")) == ["工资调整表", "工资单"]


@pytest.fixture
def draft(month: Month, findings: list[Finding]) -> MonthReport:
    return month(draft=True, held=frozenset({"KF005", "KF006"}), findings=findings)


def test_each_workbook_of_a_draft_says_so_on_its_first_sheet(tmp_path: Path, draft: MonthReport) -> None:
    for room in (pay_adjustment, appraisal, fine_fund):
        path = tmp_path / "draft.xlsx"
        room.write(path, draft)
        name, rows = next(iter(sheets_of(path).items()))
        assert name == "草稿"
        text = "\n".join(str(row[1]) for row in rows)
        assert "不能作为发放工资的依据" in text
        assert "扣分.xlsx · 扣分记录：2 处错误" in text
        assert "KF006 周杰：结果待定，不列金额。“11月31日”不是日期。" in text


def test_each_row_of_a_draft_says_so_and_there_is_nothing_to_sign(tmp_path: Path, draft: MonthReport) -> None:
    for room in (pay_adjustment, appraisal, fine_fund):
        room.write(tmp_path / f"{room.__name__}.xlsx", draft)
    validation.write(tmp_path, draft)
    for path in tmp_path.glob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path).worksheets:
            rows = list(sheet.iter_rows(values_only=True))
            body = rows[1:-1] if rows[-1][0] == "合计" else rows[1:]
            if sheet.title == "图表":
                assert str(rows[0][0]).startswith("草稿")
            else:
                assert sheet.title == "草稿" or all(row[-1] == "草稿" for row in body)
            assert "草稿" in sheet.oddHeader.center.text
            assert "批准人" not in sheet.oddFooter.left.text
            assert sheet.title not in ("工资单", "工资导入")


def test_the_total_of_a_draft_says_who_is_missing_from_it(tmp_path: Path, draft: MonthReport) -> None:
    pay_adjustment.write(tmp_path / "pay.xlsx", draft)
    total = sheets_of(tmp_path / "pay.xlsx")["工资调整表"][-1]
    assert total[0] == "合计"
    assert total[13] == "草稿：合计不含暂缓的 2 人（KF005、KF006）"


def test_a_draft_gives_no_figures_for_those_it_holds_back(tmp_path: Path, draft: MonthReport) -> None:
    pay_adjustment.write(tmp_path / "pay.xlsx", draft)
    rows = sheets_of(tmp_path / "pay.xlsx")["工资调整表"]
    held = next(row for row in rows if row[0] == "KF006")
    assert held[4:13] == (None,) * 9
    assert str(held[13]).startswith("暂缓")
    assert rows[-1][12] == sum(row[12] for row in rows[1:-1] if row[12] is not None)  # type: ignore[misc]


def test_a_draft_gives_no_scores_for_those_it_holds_back(tmp_path: Path, draft: MonthReport) -> None:
    appraisal.write(tmp_path / "appraisal.xlsx", draft)
    held = next(row for row in sheets_of(tmp_path / "appraisal.xlsx")["考核结果"] if row[0] == "KF005")
    assert held[4:14] == (None,) * 10


def test_what_is_held_back_is_not_printed_even_where_the_statement_has_it(tmp_path: Path, month: Month) -> None:
    report = month(draft=True, held=frozenset({"KF001"}))
    report.settled.pay.loc[report.settled.pay["employee_id"] == "KF001", ["merit_pay", "total"]] = 99_900
    pay_adjustment.write(tmp_path / "pay.xlsx", report)
    rows = sheets_of(tmp_path / "pay.xlsx")["工资调整表"]
    assert all(999 not in row for row in rows)


def test_the_filters_of_the_fund_leave_out_its_totals(tmp_path: Path, month: Month) -> None:
    fine_fund.write(tmp_path / "fund.xlsx", month())
    book = openpyxl.load_workbook(tmp_path / "fund.xlsx")
    for name, closing in (("基金台账", ["期末"]), ("收支汇总", ["收入合计", "支出合计"])):
        sheet = book[name]
        last = int(sheet.auto_filter.ref.rpartition(":")[2].lstrip("ABCDEFGHI"))
        assert [str(row[1 if name == "基金台账" else 2].value) for row in sheet.iter_rows(min_row=last + 1)] == closing


def test_the_sheet_says_why_an_amount_is_not_what_the_score_says_in_chinese_in_every_language(tmp_path: Path, month: Month) -> None:
    settlement = month().settled
    settlement.pay.loc[settlement.pay["employee_id"] == "KF001", "merit_pay"] = 0
    settlement.appraisal = settlement.appraisal[settlement.appraisal["employee_id"] != "KF008"]
    report = month(regulations=BOOK, settlement=settlement, wages={"KF006": 400_000})
    with read_in(ENGLISH):
        pay_adjustment.write(tmp_path / "pay.xlsx", report)
    said = {row[0]: row[13] or "" for row in sheets_of(tmp_path / "pay.xlsx")["工资调整表"][1:-1]}
    assert said["KF001"] == "入职第 3 个月起工资才浮动（A-4.4）" and said["KF002"] == ""
    assert said["0010"] == "绩效浮动以 -300.00 元为限（A-4.2）"
    assert said["KF006"] == "扣款 4,735.00 元，大于月工资 4,000.00 元；扣发工资超过月工资的 20%"
    assert said["KF008"].startswith("已离职，只结算前期更正和投诉罚扣")
