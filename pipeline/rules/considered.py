"""What was looked at and did not apply, and why: the answers to "why did I not get that?".

Columns: employee_id, clause, text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.translation import _
from pipeline.rulebook.model import Rulebook
from pipeline.rulebook.pay_columns import CHARGE, WITHHELD
from pipeline.rules.complaints import is_effective, received_in_month
from pipeline.rules.entries import DEDUCTION
from pipeline.rules.firsts import compared_in, places
from pipeline.rules.month_entries import MonthLines, Tables
from pipeline.rules.neglect import counted
from pipeline.rules.objections import standing
from pipeline.rules.punches import lacks_punch, worked

COLUMNS = ["employee_id", "clause", "text"]
Row = tuple[str, str, str]


def considered(made: MonthLines, tables: Tables, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    """One row for each thing considered, by person, in order of clauses, by the rules of the own department."""
    found = _considered(made, tables, month, rulebook)
    roster = tables["roster"]
    for department, own in rulebook.of_departments.items():
        theirs = roster.loc[roster["department"] == department, "employee_id"]
        other = _considered(made, tables, month, own)
        found = pd.concat([found[~found["employee_id"].isin(theirs)], other[other["employee_id"].isin(theirs)]])
    return found.sort_values("employee_id", kind="stable", ignore_index=True)


def _considered(made: MonthLines, tables: Tables, month: Month, rulebook: Rulebook) -> pd.DataFrame:
    roster = tables["roster"]
    appraised = roster[roster["role"] != "supervisor"]
    entries = standing(made.entries)
    rows = [
        *_not_first(entries, tables["workload"], roster, rulebook),
        *_not_full_marks(tables["exams"], appraised, rulebook),
        *_complaint_bonus(entries, tables, appraised, month, rulebook),
        *_replaced(made.replaced, rulebook),
        *_one_punch(tables["attendance"]),
        *_not_neglect(entries, made.events, rulebook),
        *_leaving(entries, roster, month, rulebook),
        *_undecided(tables.get("complaints"), month, rulebook),
        *_waiting_penalties(tables.get("complaints")),
    ]
    found = pd.DataFrame(rows, columns=COLUMNS).astype("str")
    return found[found["employee_id"].isin(roster["employee_id"])].sort_values("employee_id", kind="stable", ignore_index=True)


def _not_first(entries: pd.DataFrame, workload: pd.DataFrame, roster: pd.DataFrame, rulebook: Rulebook) -> Iterator[Row]:
    """A-2.1: who is first in one of the two only, in none, or in both with a violation."""
    clause = rulebook.best.clause
    given = set(entries.loc[entries["clause"] == clause, "employee_id"])
    where = _(compared_in(rulebook))
    said = {
        (True, True): _("接待量和质量分都是{where}第一，但当月有扣分、罚款或处理，不加分", where=where),
        (True, False): _("接待量是{where}第一，质量分不是，不加分", where=where),
        (False, True): _("质量分是{where}第一，接待量不是，不加分", where=where),
        (False, False): _("接待量和质量分都不是{where}第一，不加分", where=where),
    }
    if len(workload):
        standing = places(workload, roster, rulebook)
        firsts = zip(standing["employee_id"], standing["first_in_contacts"], standing["first_in_quality"], strict=True)
        yield from ((who, clause, said[bool(contacts), bool(quality)]) for who, contacts, quality in firsts if who not in given)
    without = roster.loc[(roster["role"] != "supervisor") & ~roster["employee_id"].isin(workload["employee_id"]), "employee_id"]
    yield from ((who, clause, _("没有工作量记录，不加分")) for who in without)


def _not_full_marks(exams: pd.DataFrame, appraised: pd.DataFrame, rulebook: Rulebook) -> Iterator[Row]:
    """A-2.2: an exam that was passed without full marks, or none."""
    rule = rulebook.exam
    clause = rule.full_marks.clause
    between = exams[(exams["score"] >= rule.pass_mark.points) & (exams["score"] < rule.full_marks.points)]
    for who, score in zip(between["employee_id"], between["score"], strict=True):
        yield who, clause, _("考试 {score} 分，不是满分 {full_marks} 分，不加分", score=plain(score), full_marks=plain(rule.full_marks.points))
    absent = appraised.loc[~appraised["employee_id"].isin(exams["employee_id"]), "employee_id"]
    yield from ((who, clause, _("没有考试成绩，不加分")) for who in absent)


def _complaint_bonus(
    entries: pd.DataFrame, tables: Tables, appraised: pd.DataFrame, month: Month, rulebook: Rulebook
) -> Iterator[Row]:
    """A-2.5: those it is for who did not get it."""
    rule, register = rulebook.no_complaint, tables.get("complaints")
    given = set(entries.loc[entries["clause"] == rule.clause, "employee_id"])
    meant = appraised.loc[appraised["role"].isin(list(rule.roles)) & ~appraised["employee_id"].isin(given), "employee_id"]
    if register is None:
        yield from ((who, rule.clause, _("没有投诉登记，不能证明没有投诉，不加分")) for who in meant)
        return
    received = received_in_month(register, month)
    effective = received[is_effective(received)]
    numbers: dict[str, list[str]] = defaultdict(list)
    for who, number in zip(effective["responsible_id"], effective["complaint_no"], strict=True):
        numbers[who].append(number)
    at_work = set(tables["attendance"].loc[worked(tables["attendance"]), "employee_id"].unique())
    for who in meant:
        if who in numbers:
            yield who, rule.clause, _("有有效投诉 {numbers}，不加分", numbers="、".join(numbers[who]))
        elif who not in at_work:
            yield who, rule.clause, _("当月没有上班的考勤，不加分")


def _replaced(replaced: pd.DataFrame, rulebook: Rulebook) -> Iterator[Row]:
    """Derived events for which a log row of the same day stands."""
    for who, day, code in zip(replaced["employee_id"], replaced["date"], replaced["item"], strict=True):
        item = rulebook.items[code]
        yield who, item.sets_off[0].clause, _("{day} {label}已由评分人登记，以登记为准，不再自动计算", day=f"{day:%m-%d}", label=item.label)


def _one_punch(attendance: pd.DataFrame) -> Iterator[Row]:
    """A-3.3.1: a shift with one of its two punches is no deduction."""
    days = attendance[["employee_id", "date"]][lacks_punch(attendance)]
    for who, rows in days.sort_values("date").groupby("employee_id"):
        yield str(who), "A-3.3.1", _("{day} 缺一次打卡，只提醒，不扣分", day="、".join(f"{day:%m-%d}" for day in rows["date"]))


def _not_neglect(entries: pd.DataFrame, happened: pd.DataFrame, rulebook: Rulebook) -> Iterator[Row]:
    """A-3.3.5: how many different clauses there are of how many."""
    rule = rulebook.neglect
    deductions = entries[(entries["category"] == DEDUCTION) & (entries["points"] < 0)]
    charged = set(deductions.loc[deductions["clause"] == rule.clause, "employee_id"])
    distinct = rule.counted == "clauses"
    counts = {level.label: counted(entries, happened, level, rulebook).groupby("employee_id").size() for level in rule.levels}
    people = sorted(set().union(*(count.index for count in counts.values())) - charged)
    found = {label: dict(zip(count.index, count.tolist(), strict=True)) for label, count in counts.items()}
    for who in people:
        parts = [_("{label} {counts} 项（满 {at_least} 项才扣）", label=level.label, counts=found[level.label].get(who, 0), at_least=level.at_least) for level in rule.levels]
        counts_said = "、".join(parts)
        yield who, rule.clause, _("不同的违规条款：{counts_said}，不另扣分", counts_said=counts_said) if distinct else _("违规次数：{counts_said}，不另扣分", counts_said=counts_said)


def _leaving(entries: pd.DataFrame, roster: pd.DataFrame, month: Month, rulebook: Rulebook) -> Iterator[Row]:
    """A-6.1, A-6.2: who resigned this month and is not charged."""
    rule = rulebook.resignation
    gone = (roster["leave_reason"] == "resignation") & (roster["leave_date"] >= month.start) & (roster["leave_date"] <= month.end)
    for who in roster.loc[gone, "employee_id"]:
        own = entries[entries["employee_id"] == who]
        if not ((own["clause"] == rule.wage_withheld.clause) & (own["category"] == WITHHELD)).any():
            yield who, rule.wage_withheld.clause, _("辞职不在培训结束后一个月内（或没有培训结束日期），工资照常结算")
        if not ((own["clause"] == rule.training_charge.clause) & (own["category"] == CHARGE)).any():
            yield who, rule.training_charge.clause, _("辞职不在试用期内（或没有转正日期），不扣培训费")


def _undecided(complaints: pd.DataFrame | None, month: Month, rulebook: Rulebook) -> Iterator[Row]:
    if complaints is None:
        return
    received = received_in_month(complaints, month)
    open_ones = received[received["effective"].isna() & received["responsible_id"].notna()]
    for who, number in zip(open_ones["responsible_id"], open_ones["complaint_no"], strict=True):
        yield who, rulebook.complaints.clause, _("投诉 {number} 还没有认定是否有效，暂不计", number=number)


def _waiting_penalties(complaints: pd.DataFrame | None) -> Iterator[Row]:
    """C-28.2: proposed penalties without approval."""
    if complaints is None:
        return
    waiting = complaints[["responsible_id", "complaint_no", "penalty_amount"]][(complaints["penalty_amount"] > 0) & complaints["penalty_approved_on"].isna() & complaints["responsible_id"].notna()]
    for who, number, amount in zip(waiting["responsible_id"], waiting["complaint_no"], waiting["penalty_amount"], strict=True):
        yield who, "C-28.2", _("投诉 {number} 的罚扣 {amount} 元还没有核准，本月不扣", number=number, amount=yuan(amount))
