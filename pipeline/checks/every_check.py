"""Every check across rows and sheets, in the order in which they are made: what it looks at, in words, and whose rows it goes through."""

from __future__ import annotations

from pipeline.checks import attendance, casework, complaints, coverage, departments, log, objections, people
from pipeline.checks.context import Check
from pipeline.language.translation import N_

ANY = ""
"""A check that goes through the rows of every sheet."""

CHECKS: dict[Check, tuple[str, str]] = {
    coverage.required_sheets_are_there: (N_("必需的表都在"), ANY),
    people.people_are_known: (N_("工号在花名册上"), ANY),
    people.people_belong_to_month: (N_("本月在职"), ANY),
    people.people_are_employed_that_day: (N_("当天在职"), ANY),
    people.names_agree: (N_("姓名与工号一致"), ANY),
    people.chosen_names_agree: (N_("下拉选项里的姓名与工号一致"), ANY),
    people.recorders_are_allowed: (N_("记录人有权记录（A-1.4）"), "deductions"),
    departments.departments_are_told_apart: (N_("部门名称不混淆"), "roster"),
    log.items_have_what_they_need: (N_("事项所需的分值、分钟、金额齐全"), "deductions"),
    log.rows_are_not_repeated: (N_("没有重复的行"), "deductions"),
    log.rows_are_recorded_in_time: (N_("及时登记"), "deductions"),
    log.leaders_are_adjusted_within_limits: (N_("组长奖惩在限度以内（A-3.4）"), "leader_adjustments"),
    attendance.somebody_punched: (N_("考勤有打卡（A-3.3.1）"), "attendance"),
    attendance.statuses_agree_with_punches: (N_("考勤结果与打卡一致"), "attendance"),
    attendance.duties_fall_on_working_days: (N_("休息日没有登记值日未做（B-11）"), "attendance"),
    attendance.punches_fit_the_shift: (N_("打卡时间与班次相符（A-3.1.4）"), "attendance"),
    attendance.leaves_lie_in_the_shift: (N_("请假的时间在班次之内"), "attendance"),
    attendance.rest_days_are_rested: (N_("休息日没有打卡（B-1a）"), "attendance"),
    attendance.punches_are_complete: (N_("上下班打卡齐全"), "attendance"),
    attendance.nobody_works_too_long: (N_("一天不超过 8 小时（A-1.1）"), "attendance"),
    attendance.everybody_rests: (N_("每月休息日足够（B-1a）"), "roster"),
    attendance.handovers_are_known: (N_("晚班写明交接记录（B-1c）"), "attendance"),
    attendance.leave_is_asked_beforehand: (N_("请假事先申请（B-7）"), "attendance"),
    attendance.log_agrees_with_attendance: (N_("扣分记录与考勤不矛盾"), "deductions"),
    complaints.numbers_follow_the_scheme: (N_("投诉编号合乎规则（C-21）"), "complaints"),
    complaints.closed_complaints_are_decided: (N_("已结案的投诉有结论"), "complaints"),
    complaints.penalties_can_be_charged: (N_("罚扣有金额和责任人（C-28.2）"), "complaints"),
    casework.reopened_complaints_are_known: (N_("原投诉编号查得到（C-25.5）"), "complaints"),
    casework.reopened_complaints_make_no_loop: (N_("重新立案不循环（C-25.5）"), "complaints"),
    casework.reopened_complaints_were_closed: (N_("重新立案的原投诉已结案（C-25.5）"), "complaints"),
    casework.quality_complaints_have_their_form: (N_("质量投诉的处理表齐全（C-25.1）"), "complaints"),
    casework.requests_are_registered_in_full: (N_("服务登记齐全（C-7）"), "service_jobs"),
    casework.vouchers_are_used_once: (N_("服务凭证不重复（C-11）"), "service_jobs"),
    casework.surveys_belong_to_jobs: (N_("意见调查对得上服务登记（C-16）"), "surveys"),
    casework.surveys_are_taken: (N_("有意见调查（C-14）"), "service_jobs"),
    objections.changes_keep_within_limits: (N_("改分在事项限度以内"), "objections"),
    objections.deciders_are_independent: (N_("裁定人有权且回避"), "objections"),
    objections.decided_once: (N_("申诉不重复裁定"), "objections"),
    objections.raised_in_time: (N_("申诉在期限内提出"), "objections"),
    coverage.everybody_is_examined: (N_("每人参加考试（A-1.6）"), "roster"),
    coverage.everybody_has_attendance: (N_("每人有考勤"), "roster"),
    coverage.every_day_has_a_row: (N_("考勤没有缺天"), "roster"),
    coverage.every_day_has_somebody: (N_("考勤是整个月的"), "roster"),
    coverage.products_are_learned: (N_("新产品上架前学习（B-5）"), "product_training"),
    coverage.weekly_summaries_are_there: (N_("有周总结（B-3）"), "roster"),
    coverage.summaries_say_what_to_improve: (N_("周总结写明改进（B-3）"), "weekly_summaries"),
}
