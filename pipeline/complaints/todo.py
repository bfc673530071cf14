"""待办事项: what each complaint still needs, from whom and by when; the manager names who sees to it (C-20)."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.complaints.authority import NO, amount_wanted
from pipeline.complaints.deadlines import LATE, ON_TIME, as_known_on
from pipeline.complaints.returns import differs
from pipeline.complaints.words import UNKNOWN, is_no

MANAGER = "经理或经理指派的人"
JOINTLY = "会办部门，并立即通知研发部门"
GENERAL_MANAGER = "总经理"


class NextStep(NamedTuple):
    """What is to be done in the cases `of`, by `who` and until when; NaT where the regulation sets no day."""

    text: str
    of: pd.Series[bool]
    who: str | pd.Series[str]
    due: pd.Series


@nothing_of_nothing
def todo(cases: pd.DataFrame, tracked: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """A row for each next step, the most overdue first: complaint_no, customer, step, who, due, days_over.

    `days_over` is 0 when the day is not past, missing where there is none; `assigned` is left for the manager to fill in.
    """
    known = as_known_on(cases, as_of)
    steps = [*_of_open(known, tracked), *_besides(known, tracked)]
    rows = pd.concat([_rows(cases, step) for step in steps if step.of.any()] or [_rows(cases, steps[0])], ignore_index=True)
    over = (as_of - rows["due"]).dt.days.clip(lower=0).astype("Int64")
    return rows.assign(days_over=over, assigned="").sort_values(
        ["days_over", "due", "complaint_no"], ascending=[False, True, True], kind="stable", na_position="last",
        ignore_index=True,
    )


def _of_open(cases: pd.DataFrame, tracked: pd.DataFrame) -> list[NextStep]:
    """The one thing that an open complaint waits for."""
    never_closed = tracked["closed_on"].isna()
    still_open = never_closed & tracked["accepted_on"].notna()
    investigated = still_open & tracked["report_due"].notna()
    reported = tracked["report_status"].isin([ON_TIME, LATE])
    decided = cases["approver_role"].notna()
    unknown, joint = still_open & ~investigated, tracked["joint_due"].notna()
    decider = tracked["should_approve"].replace(UNKNOWN, "先补填投诉金额")
    return [
        NextStep("受理", never_closed & tracked["accepted_on"].isna(), MANAGER, tracked["accept_by"]),
        NextStep("接待客户，查明原因", unknown & ~joint, MANAGER, tracked["close_due"]),
        NextStep("会办，查明原因", unknown & joint, JOINTLY, tracked["joint_due"]),
        NextStep("报副总经理批示", investigated & ~reported, MANAGER, tracked["report_due"]),
        NextStep("核决", investigated & reported & ~decided, decider, tracked["close_due"]),
        NextStep("答复客户，结案", investigated & reported & decided, MANAGER, tracked["close_due"]),
    ]


def _besides(cases: pd.DataFrame, tracked: pd.DataFrame) -> list[NextStep]:
    """What a complaint needs whether it is open or closed."""
    closed = tracked["closed_on"].notna()
    refused = closed & is_no(cases["accepted_by_customer"]) & (cases["successors"] == "")
    at_once = (cases["severity"] == "serious") & cases["reported_on"].isna() & tracked["report_due"].isna()
    waiting = (cases["penalty_amount"].fillna(0) > 0) & cases["penalty_approved_on"].isna()
    no_day = pd.Series(pd.NaT, index=cases.index, dtype="datetime64[s]")
    return [
        NextStep("特别严重，立即报副总经理", at_once, MANAGER, cases["received_on"]),
        NextStep("补填投诉金额", amount_wanted(cases), MANAGER, no_day),
        NextStep("重新核决", tracked["authority_ok"] == NO, tracked["should_approve"], no_day),
        NextStep("以书信或电话答复客户", closed & cases["notified_on"].isna(), MANAGER, no_day),
        NextStep("重新立案", refused, MANAGER, no_day),
        NextStep("核准罚扣", waiting, GENERAL_MANAGER, no_day),
        NextStep("查清退货数量", differs(cases), "财务、仓库", no_day),
    ]


def _rows(cases: pd.DataFrame, step: NextStep) -> pd.DataFrame:
    wanted = cases[["complaint_no", "customer"]].assign(step=step.text, who=step.who, due=step.due)
    return wanted[step.of.fillna(False).astype(bool)]
