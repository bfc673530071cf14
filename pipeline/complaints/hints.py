"""What somebody should look at in a complaint, in short sentences with their clause."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipeline.base.units import yuan
from pipeline.complaints.authority import NO, amount_wanted, costs_something
from pipeline.complaints.gaps import FORM_FIELDS, gaps
from pipeline.complaints.returns import differs
from pipeline.complaints.words import SEPARATOR, is_no, is_yes

NOT_QUALITY = ("service", "conflict", "transport")

Words = np.ndarray
"""A text for each case, "" for none."""
Hint = Callable[[pd.DataFrame], Words]


def hints(cases: pd.DataFrame) -> pd.Series[str]:
    """All hints of each complaint in a line, the gravest first.

    `cases` is the register as of the day, with the columns of `deadlines`, `authority` and `chains`, and `as_of`.
    """
    lines = [SEPARATOR.join(filter(None, each)) for each in zip(*(hint(cases) for hint in HINTS), strict=True)]
    return pd.Series(lines, index=cases.index, dtype="str")


def beyond_authority(cases: pd.DataFrame) -> Words:
    """Decided by an office below the one that the amount asks for (C-25.6, C-27)."""
    return _where(cases["authority_ok"] == NO, "越权核决，须由{}核决（C-27）", cases["should_approve"])


def amount_missing(cases: pd.DataFrame) -> Words:
    """Without an amount nobody can say who decides (C-27)."""
    return _where(amount_wanted(cases), "未填投诉金额，无法判断应由谁核决（C-27）")


def not_decided(cases: pd.DataFrame) -> Words:
    """Closed without a decision on record: who decided, how, whether the complaint was right (C-25.4, C-27)."""
    named = {"effective": "是否有效", "resolution": "处理方式", "approver_role": "核决人"}
    missing = gaps(cases, named)
    return _where(cases["closed_on"].notna() & (missing != ""), "已结案，未填：{}（C-25.4、C-27）", missing)


def unit_missing(cases: pd.DataFrame) -> Words:
    """Closed without a responsible unit, unless the complaint was not right (C-25.4)."""
    closed = cases["closed_on"].notna() & ~is_no(cases["effective"])
    return _where(closed & cases["responsible_unit"].isna(), "已结案，未定责任部门（C-25.4）")


def not_accepted(cases: pd.DataFrame) -> Words:
    """Closed, not accepted by the customer, and not opened again (C-25.5)."""
    refused = is_no(cases["accepted_by_customer"]) & cases["closed_on"].notna()
    alone = cases["successors"] == ""
    open_again = _where(refused & alone, "客户不接受处理结果，须重新立案（C-25.5）")
    return _plus(open_again, _where(~alone, "已由 {} 重新立案", cases["successors"]))


def opened_again(cases: pd.DataFrame) -> Words:
    """Which complaint this one continues (C-25.5)."""
    return _where(cases["reopens"].notna(), "第 {} 次立案，原编号 {}", cases["round"], cases["reopens"])


def serious_not_reported(cases: pd.DataFrame) -> Words:
    """Especially serious ones go to the vice president at once (C-18)."""
    serious, reported = cases["severity"] == "serious", cases["reported_on"]
    at_once = _where(serious & reported.isna(), "特别严重，须立即报副总经理（C-18）")
    return _plus(at_once, _where(serious & (reported > cases["tell_by"]), "特别严重，没有立即报副总经理（C-18）"))


def accepted_late(cases: pd.DataFrame) -> Words:
    """Accepted later than the day of the rulebook, or not yet; the limit for closing runs from acceptance (C-26)."""
    accepted, closed, by = cases["accepted_on"], cases["closed_on"].notna(), cases["accept_by"]
    late = _where(accepted > by, "受理太晚（C-26）")
    waits = _where(accepted.isna() & ~closed & (cases["as_of"] > by), "还没有受理（C-26）")
    return _plus(late, waits, _where(accepted.isna() & closed, "已结案，未填受理日期（C-26）"))


def nobody_sees_to_it(cases: pd.DataFrame) -> Words:
    """Every complaining customer is dealt with by the manager or somebody whom the manager sends (C-20)."""
    return _where(cases["handled_by"].isna() & (cases["as_of"] > cases["assign_by"]), "未填处理人（C-20）")


def jointly_told(cases: pd.DataFrame) -> Words:
    """Research is told of joint handling at once, with acceptance at the latest (C-25.2)."""
    joint, told = cases["joint_due_on"].notna(), cases["joint_told_on"]
    missing = _where(joint & told.isna(), "未填会办通知日期（C-25.2）")
    return _plus(missing, _where(joint & (told > cases["accepted_on"]), "受理之后才通知会办（C-25.2）"))


def not_investigated(cases: pd.DataFrame) -> Words:
    """Reported or closed, and nobody knows when the investigation ended, from which the report is due (C-25.3)."""
    gone_on = cases["reported_on"].notna() | cases["closed_on"].notna()
    return _where(gone_on & cases["investigated_on"].isna(), "未填调查完成日期，无法判断报告是否按时（C-25.3）")


def decided_afterwards(cases: pd.DataFrame) -> Words:
    """The decision comes before closing (C-25.4, C-27)."""
    return _where(cases["approved_on"] > cases["closed_on"], "结案之后才核决（C-27）")


def not_answered(cases: pd.DataFrame) -> Words:
    """Closed, and the customer has no answer by letter or telephone, or a serious one not by letter (C-18, C-25.6)."""
    closed, how = cases["closed_on"].notna(), cases["notified_by"]
    answered = cases["notified_on"].notna()
    no_answer = _where(closed & ~answered & how.isna(), "已结案，未答复客户（C-25.6）")
    no_day = _where(closed & ~answered & how.notna(), "未填答复日期（C-25.6）")
    no_way = _where(answered & how.isna(), "答复方式不是书信或电话（C-25.6）")
    by_telephone = _where((cases["severity"] == "serious") & (how == "telephone"), "特别严重，须以书信答复（C-18）")
    return _plus(no_answer, no_day, no_way, by_telephone)


def not_upheld(cases: pd.DataFrame) -> Words:
    """Not right, and yet something is given; the money due is collected, an objection goes up (C-25.8)."""
    wrong, right = is_no(cases["effective"]), is_yes(cases["effective"])
    dismissed = cases["resolution"] == "not_upheld"
    money = pd.Series([f"{yuan(amount)} 元" if amount else "" for amount in cases["amount"].fillna(0)], dtype="str")
    given = _where(wrong & costs_something(cases), "认定无效，却给予{}（C-25.8）", cases["resolution_label"])
    contradiction = _where(right & dismissed, "认定有效，处理方式却是不成立（C-25.8）")
    collect = _where(dismissed & ~right, "投诉不成立，{}货款按期收取（C-25.8）", money)
    objects = _where(dismissed & is_no(cases["accepted_by_customer"]), "客户有异议，报上级处理（C-25.8）")
    return _plus(given, contradiction, collect, np.where(objects != "", SEPARATOR + objects, ""))


def form_incomplete(cases: pd.DataFrame) -> Words:
    """Fields of the form that a complaint about quality has to have (C-25.1)."""
    missing = gaps(cases, FORM_FIELDS)
    return _where((cases["category"] == "quality") & (missing != ""), "处理表缺：{}（C-25.1）", missing)


def improvement_not_decided(cases: pd.DataFrame) -> Words:
    """A quality fault of our own, and nobody said whether its improvement is followed up (C-25.4)."""
    ours = (cases["category"] == "quality") & is_yes(cases["effective"])
    return _where(ours & cases["improvement_tracked"].isna(), "未填改善追踪（C-25.4）")


def penalty_waits(cases: pd.DataFrame) -> Words:
    """A penalty is charged once the general manager has approved it (C-28.2)."""
    waiting = (cases["penalty_amount"].fillna(0) > 0) & cases["penalty_approved_on"].isna()
    return _where(waiting, "罚扣待总经理核准，未扣（C-28.2）")


def penalty_without_ground(cases: pd.DataFrame) -> Words:
    """A penalty on a complaint that nobody found effective (C-28.2)."""
    penalised = (cases["penalty_amount"].fillna(0) > 0) | cases["administrative_penalty"].notna()
    return _where(penalised & ~is_yes(cases["effective"]), "投诉没有认定有效，却有处罚（C-28.2）")


def return_differs(cases: pd.DataFrame) -> Words:
    """The quantity that came back is not the one that was approved (C-29.2)."""
    return _where(differs(cases), "核定退货量与实退量不符，不得入账（C-29.2）")


def warehouse_differs(cases: pd.DataFrame) -> Words:
    """What the warehouse counted is not what came back (C-29.3)."""
    differs = (cases["warehouse_qty"] != cases["returned_qty"]).fillna(True) & cases["warehouse_qty"].notna()
    return _where(differs, "仓库收货数量与实退量不符（C-29.3）")


def class_doubtful(cases: pd.DataFrame) -> Words:
    """Class and reason contradict each other (C-23)."""
    quality, reason = cases["category"] == "quality", cases["reason"]
    doubtful = (quality & reason.isin(NOT_QUALITY)) | (~quality & (reason == "product"))
    return _where(doubtful, "投诉类别与原因不一致，请核对（C-23）")


HINTS: tuple[Hint, ...] = (
    beyond_authority,
    serious_not_reported,
    accepted_late,
    not_accepted,
    opened_again,
    not_answered,
    not_upheld,
    not_decided,
    decided_afterwards,
    not_investigated,
    unit_missing,
    amount_missing,
    penalty_waits,
    penalty_without_ground,
    return_differs,
    warehouse_differs,
    nobody_sees_to_it,
    jointly_told,
    form_incomplete,
    improvement_not_decided,
    class_doubtful,
)


def _where(hit: pd.Series[bool], text: str, *told: pd.Series) -> Words:
    """The text where it is to be said, with what is `told` of the case in its places."""
    hits = hit.fillna(False).to_numpy(dtype=bool)
    found = np.full(len(hits), "", dtype=object)
    found[hits] = [text.format(*each) for each in zip(*(column.to_numpy(dtype=object)[hits] for column in told), strict=True)] if told else text
    return found


def _plus(*texts: Words) -> Words:
    whole: Words = sum(texts[1:], texts[0])
    return whole
