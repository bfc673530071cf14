"""A rulebook with gaps, overlaps, things said twice or out of anybody's reach is refused with the place (A-5.2)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rulebook.decision_tables import gaps_and_shadows
from pipeline.rulebook.load import RulebookError, rulebook_as_kept
from tests.build import BOOK, changed_rulebook

WRONG = [
    ("minutes: [11, 30]", "minutes: [12, 30]", "deductions.emergency_overrun.sets_off.1.minutes：从 11 到 11 分钟没有写"),
    ("minutes: [11, 30]", "minutes: [10, 30]", "10 分钟与前一档重叠"),
    ("minutes: [1, 10]", "minutes: [2, 10]", "从 1 到 1 分钟没有写"),
    ("minutes: [31, null]", "minutes: [31, 60]", "超过 60 分钟没有写"),
    ("[{clause: B-8, fine: 50}]}", "[{clause: B-8, fine: 50}, {clause: B-8, fine: 50}]}", "deductions.B-8.sets_off.1.clause：同样的后果写了两次"),
    ("[{clause: B-8, fine: 50}]}", "[{clause: B-8, fine: 50}, {clause: B-8, fine: 60}]}", "deductions.B-8.sets_off.1.clause：同一条款在同样的情形下写了两种"),
    ("{grade: C, from: 70}", "{grade: B, from: 70}", "grades.bands.2：等级 B 写了两次"),
    ("filed_on: 2019-12-25", "filed_on: 2019-12-19", "approval.filed_on：备案日期早于批准日期"),
    ("  referral: 移送有关机关处理\n", "  referral: 移送有关机关处理\n  warning: 口头警告\n", "actions.warning：没有事项或递进会有这种处理"),
    ("ladders:\n", "ladders:\n  spare: {clause: B-6, counted_by: month, steps: [{fine: 1}]}\n", "ladders.spare：没有事项用到这种递进"),
    ("      - {fine: 200}\n      - {action: resignation}\n", "      - {fine: 200}\n      - {action: resignation}\n      - {action: dismissal}\n", "轮不到这一级"),
    ("text: 服务信条。", 'text: " "', "clauses.C-5：条款 C-5 没有条文"),
    ('    start: "16:00"\n    end: 次日 01:00\n    leave_from: 次日 00:00', '    start: "08:00"\n    end: "17:30"\n    leave_from: "17:00"', "shifts.late.start：起止时间与早班相同"),
    ("  A-6.2: {kind", "  X-6.2: {kind", "resignation.training_charge.clause：用到的条款 A-6.2 没有定义"),
    ("  early:\n    clause: B-1a", "  early:\n    clause: B-1z", "shifts.early.clause：用到的条款 B-1z 没有定义"),
    ("  early_confirmation: 可申请提前转正\n", "", "actions：用到的处理 可申请提前转正（early_confirmation） 没有定义"),
    ("{role: vice_president, up_to: 5000}", "{role: vice_president, below: 6000, up_to: 5000}", "authority.offices.1：“低于”和“不超过”只写一个"),
    ("software: general", "software: own\n  columns: [{header: 编号, of: name}, {header: 合计, of: total}]", "payroll.columns：没有取自“工号”的列"),
    ("software: general", "software: own\n  columns: [{header: 编号, of: employee_id}, {header: 罚款, of: fines}, {header: 更正, of: corrections}]",
     "payroll.columns：没有取自“绩效浮动、扣发工资、投诉罚扣、赔偿”的列，这些金额进不了工资"),
    ("  regions: {}", "  regions: {上海: {minimum_wage: [{from: 2026-07-01, yuan: 2740}, {from: 2026-07-01, yuan: 2800}]}}",
     "labour_law.regions.上海.minimum_wage.1：从 2026-07-01 起的最低工资写了两次"),
    ("clause_prefix: A-3.2., at_least: 2", "clause_prefix: A-3.2., at_least: 9", "只有 8 条，没有人能达到 9 项"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_what_a_decision_table_would_show_is_refused_with_its_place(tmp_path: Path, before: str, after: str, said: str) -> None:
    with pytest.raises(RulebookError) as refused:
        changed_rulebook(tmp_path, (before, after))
    assert said in str(refused.value)


def test_the_shipped_rulebook_leaves_nothing_out() -> None:
    assert list(gaps_and_shadows(BOOK)) == []


def test_the_rules_of_a_closed_month_are_read_whatever_their_tables_leave_out() -> None:
    text = BOOK.text.replace("minutes: [11, 30]", "minutes: [12, 30]")
    assert rulebook_as_kept("旧", text).items["emergency_overrun"].sets_off[1].minutes == (12, 30)
