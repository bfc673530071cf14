"""Which forms a month's complaints call for, their numbers, and what keeps one back (C-25.1, C-25.8, C-28.1, C-28.2, C-29.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pipeline.base.once import nothing_of_nothing
from pipeline.base.order import in_order
from pipeline.base.period import Month
from pipeline.complaints.authority import IN_GOODS, IN_MONEY, NO
from pipeline.complaints.penalties import approved_in
from pipeline.complaints.review import closed_in
from pipeline.complaints.words import SEPARATOR, is_no

Selection = Callable[[pd.DataFrame, Month], "pd.Series"]


@dataclass(frozen=True)
class FormKind:
    """`day` gives each case's day of the form, missing where none is due; `copies` say whose each one is."""

    code: str
    title: str
    prefix: str
    clause: str
    day: Selection
    withheld: Callable[[pd.DataFrame], pd.Series[str]]
    copies: tuple[str, ...]
    signers: tuple[str, ...]


@nothing_of_nothing
def forms(cases: pd.DataFrame, tracked: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Every form of the month by kind and number; those withheld come last in their kind, without a number.

    kind, title, number, complaint_no, day, recipient, copies, signers, file, withheld ("" when it is to be printed).
    """
    judged = cases.assign(authority_ok=tracked["authority_ok"])
    days = {kind: kind.day(judged, month) for kind in KINDS}
    due = [kind for kind, day in days.items() if day.notna().any()] or [COMPLAINT]
    return pd.concat([_of_kind(kind, judged, days[kind], month) for kind in due], ignore_index=True)


def _of_kind(kind: FormKind, cases: pd.DataFrame, day: pd.Series, month: Month) -> pd.DataFrame:
    person = cases["name"].fillna(cases["responsible_id"]).fillna(cases["responsible_unit"])
    to_customer = kind.code in ("complaint", "discount", "return", "petition")
    withheld = kind.withheld(cases)
    every = {"complaint_no": cases["complaint_no"], "day": day, "recipient": cases["customer"] if to_customer else person, "withheld": withheld, "waits": withheld != ""}
    due = in_order(pd.DataFrame(every)[day.notna()], ["waits", "day", "complaint_no"])
    place = (due.index + 1).to_series(index=due.index).astype("str").str.zfill(3)
    number = (f"{kind.prefix}-{month.year:04d}{month.month:02d}-" + place).mask(due["waits"])
    return pd.DataFrame(
        {
            "kind": kind.code,
            "title": kind.title,
            "number": number.astype("str"),
            "complaint_no": due["complaint_no"],
            "day": due["day"],
            "recipient": due["recipient"],
            "copies": len(kind.copies),
            "signers": "、".join(kind.signers),
            "file": (f"{kind.title}-" + place + "-" + due["complaint_no"] + ".html").mask(due["waits"]).astype("str"),
            "withheld": due["withheld"],
        }
    )


def _received_day(cases: pd.DataFrame, month: Month) -> pd.Series:
    """Every complaint of the register has its form, from the day on which it came in (C-25.1)."""
    return cases["received_on"]


def _objection_day(cases: pd.DataFrame, month: Month) -> pd.Series:
    """Not upheld, and the customer objects: on the day of closing in the month, or as long as it is open (C-25.8)."""
    not_upheld = (cases["resolution"] == "not_upheld") | is_no(cases["effective"])
    day = cases["closed_on"].fillna(cases["received_on"])
    due = cases["closed_on"].isna() | closed_in(cases, month)
    return day.where(not_upheld & is_no(cases["accepted_by_customer"]) & due)


def _penalty_day(cases: pd.DataFrame, month: Month) -> pd.Series:
    return cases["penalty_approved_on"].where(approved_in(cases))


def _personnel_day(cases: pd.DataFrame, month: Month) -> pd.Series:
    """The day of review where it is in the month; without one, the first month after closing that knows the penalty (C-28.1)."""
    reviewed = cases["reviewed_on"]
    in_month = (reviewed >= month.start) & (reviewed <= month.end)
    due = reviewed.isna() & (cases["closed_on"] < month.start) & ~cases["reviewed_before"]
    day = reviewed.where(in_month).fillna(pd.Series(month.start, index=cases.index).where(due))
    return day.where(cases["administrative_penalty"].notna())


def _settled_by(outcomes: tuple[str, ...]) -> Selection:
    """Cases with one of these outcomes that were closed in the month, on that day (C-29.1)."""

    def day(cases: pd.DataFrame, month: Month) -> pd.Series:
        return cases["closed_on"].where(closed_in(cases, month) & cases["resolution"].isin(outcomes))

    return day


def _always(cases: pd.DataFrame) -> pd.Series[str]:
    return pd.Series("", index=cases.index, dtype="str")


def _without_person(cases: pd.DataFrame) -> pd.Series[str]:
    return _joined(_reason(cases["responsible_id"].isna(), "未填责任人"), _of_held(cases))


def _of_held(cases: pd.DataFrame) -> pd.Series[str]:
    return _reason(cases["held"], "责任人的资料有错误，暂缓")


def _without_amount(cases: pd.DataFrame) -> pd.Series[str]:
    return _joined(_not_allowed(cases), _reason(cases["amount"].fillna(0) == 0, "未填投诉金额"))


def _without_quantity(cases: pd.DataFrame) -> pd.Series[str]:
    return _joined(_not_allowed(cases), _reason(cases["approved_qty"].fillna(0) == 0, "未填核定退货量"))


def _not_allowed(cases: pd.DataFrame) -> pd.Series[str]:
    wrong = _reason(is_no(cases["effective"]), "投诉认定无效")
    return _joined(_reason(cases["authority_ok"] == NO, "越权核决"), wrong)


def _reason(hit: pd.Series[bool], text: str) -> pd.Series[str]:
    return pd.Series(text, index=hit.index, dtype="str").where(hit.fillna(False).astype(bool), "")


def _joined(first: pd.Series[str], second: pd.Series[str]) -> pd.Series[str]:
    return (first + SEPARATOR + second).str.strip(SEPARATOR)


COMPLAINT = FormKind(
    "complaint", "客户投诉处理表", "CL", "C-25.1", _received_day, _always, ("存根", "责任部门", "销售部门", "财务"),
    ("处理人", "责任部门", "核决人"),
)
"""The fourth copy is finance's, which checks quantities by it (C-29.2)."""
PETITION = FormKind("petition", "签呈", "QC", "C-25.8", _objection_day, _always, ("呈报",), ("呈报人", "部门经理", "上级"))
PENALTY = FormKind(
    "penalty", "奖罚通知单", "JF", "C-28.2", _penalty_day, _without_person, ("受通知人",), ("总经理", "责任部门主管", "本人")
)
PERSONNEL = FormKind("personnel", "人事公布单", "RS", "C-28.1", _personnel_day, _of_held, ("公布",), ("总经理室", "人事部门"))
DISCOUNT = FormKind(
    "discount", "销货折扣证明单", "ZK", "C-29.1", _settled_by(IN_MONEY), _without_amount, ("销售", "财务"),
    ("销售副总经理", "客户"),
)
RETURN = FormKind(
    "return", "产品退货单", "TH", "C-29.1", _settled_by(IN_GOODS), _without_quantity, ("存根", "仓库", "财务", "销售"),
    ("销售副总经理", "仓库", "财务"),
)
KINDS = (COMPLAINT, PENALTY, PERSONNEL, DISCOUNT, RETURN, PETITION)
