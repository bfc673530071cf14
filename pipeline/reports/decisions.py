"""What waits for somebody's decision, one row a person or case, the gravest first: its state, who decides, until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from pipeline.language.translation import N_, _
from pipeline.month.objected import OPEN
from pipeline.month.report import MonthReport
from pipeline.month.review import CONSIDERABLE, ORDINARY, SERIOUS
from pipeline.reports import listing
from pipeline.reports.records import records

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework

SHOWN = 8
DISMISSALS = ("dismissal", "instant_dismissal", "resignation", "referral", "legal_pursuit")
LOOKS = {SERIOUS: "tag bad", CONSIDERABLE: "tag watch", ORDINARY: "tag"}
MANAGER, SUPERVISOR, GENERAL_MANAGER, OFFICE = N_("经理"), N_("主管"), N_("总经理"), N_("总经理室")


@dataclass(frozen=True)
class Due:
    """`case` is a complaint's number, where it is about one; `on` the day by which, or a word."""

    gravity: str
    kind: str
    state: str
    owner: str
    on: str
    employee_id: str = ""
    name: str = ""
    case: str = ""
    said: str = ""

    @property
    def about(self) -> str:
        return self.case or f"{self.employee_id} {self.name}".strip()


def decisions_list(report: MonthReport, slips: dict[str, str]) -> listing.RowList:
    """The list as the page has it."""
    found = decisions(report)
    about = listing.cells(each.about for each in found)
    return listing.RowList("decide-list", _("需要决定的事项"), [
        listing.words(_("重要程度"), [_(each.gravity) for each in found], chosen=True, looks={_(word): look for word, look in LOOKS.items()}),
        listing.words(_("事项"), [_(each.kind) for each in found], chosen=True),
        listing.ListColumn(_("对象"), about, "t p", folder="slips/", files={cell: slips[each.employee_id] for cell, each in zip(about, found, strict=True) if each.employee_id in slips and not each.case}),
        listing.words(_("情况"), [each.said for each in found], is_long=True),
        listing.words(_("状态"), [each.state for each in found]),
        listing.words(_("由谁决定"), [each.owner for each in found], chosen=True),
        listing.ids(_("期限"), [each.on for each in found]),
    ], shown=SHOWN)  # fmt: skip


def decisions(report: MonthReport) -> list[Due]:
    """Actions on people, objections, complaints past their limit or decided beyond authority, penalties, and what labour law says."""
    found = [*_on_people(report), *_objections(report), *_of_labour_law(report)]
    if report.casework is not None:
        found += [*_on_complaints(report.casework), *_penalties(report.casework)]
    gravest = (SERIOUS, CONSIDERABLE, ORDINARY)
    return sorted(found, key=lambda each: (gravest.index(each.gravity), not each.on[:1].isdigit(), each.on, each.employee_id, each.case))


def _on_people(report: MonthReport) -> Iterator[Due]:
    """One row a person, with all that is proposed for them."""
    actions = report.regulations.actions
    grave = {actions[code].label for code in DISMISSALS if code in actions}
    by_person = records(report.settled.actions.sort_values("employee_id", kind="stable"))
    for who, own in groupby(by_person, key=itemgetter("employee_id")):
        rows = list(own)
        acts = list(dict.fromkeys(row["action"] for row in rows))
        said = "；".join(dict.fromkeys(f"{row['clause']} {row['basis'] or ''}".strip() for row in rows))
        gravity = SERIOUS if grave & set(acts) else ORDINARY
        yield Due(gravity, N_("人员处理"), "、".join(acts), _(MANAGER), _("结账前"), who, rows[0]["name"], said=said)


def _objections(report: MonthReport) -> Iterator[Due]:
    open_yet = [] if report.objections is None else records(report.objections[report.objections["state"] == OPEN])
    for row in open_yet:
        said = f"{row['date']} {row['clause']} {row['item']}"
        yield Due(CONSIDERABLE, N_("申诉"), _(OPEN), _(SUPERVISOR), _("结账前"), row["employee_id"], row["name"] or "", said=said)


def _of_labour_law(report: MonthReport) -> Iterator[Due]:
    """One row a person, and one for each topic that concerns everybody."""
    of_person: dict[tuple[str, str], list[str]] = {}
    for notice in report.notices:
        of_person.setdefault((notice.employee_id or "", notice.name or ""), []).append(f"{notice.text}（{notice.basis}）")
    for (who, name), texts in of_person.items():
        for said in ["；".join(texts)] if who else texts:
            yield Due(CONSIDERABLE, N_("劳动法提示"), _("待核实"), _(MANAGER), _("发放前"), who, name, said=said)


def _on_complaints(casework: Casework) -> Iterator[Due]:
    from pipeline.complaints.authority import NO
    from pipeline.complaints.deadlines import OVERDUE

    tracked = casework.tracking
    for row in records(tracked[(tracked["close_status"] == OVERDUE) | (tracked["authority_ok"] == NO)]):
        late, beyond = row["close_status"] == OVERDUE, row["authority_ok"] == NO
        states = [_("逾期 {days} 天未结", days=row["days_overdue"])] if late else []
        said = [_("{decided}越权核决，须由上级重新核决", decided=row["did_approve"])] if beyond else []
        yield Due(
            SERIOUS if beyond else CONSIDERABLE, N_("投诉"), "；".join([*states, *([_("待重新核决")] if beyond else [])]), row["should_approve"] or "—",
            (row["close_due"] or "—") if late else "—", *_person(row), row["complaint_no"], "；".join([row["customer"], *said]),
        )  # fmt: skip
    if len(casework.review):
        yield Due(
            ORDINARY, N_("审核结案"), _("待审核 {count} 件", count=len(casework.review)), _(OFFICE), casework.review_due.isoformat(),
            said=_("上月结案的投诉，见 complaints.xlsx 的审核清单。"),
        )  # fmt: skip


def _penalties(casework: Casework) -> Iterator[Due]:
    from pipeline.base.units import yuan
    from pipeline.complaints.penalties import WAITING

    listed = casework.penalties
    for row in records(listed[listed["status"] == WAITING]):
        said = _("罚扣 {amount} 元", amount=yuan(row["penalty_amount"]))
        yield Due(ORDINARY, N_("投诉罚扣"), _(WAITING), _(GENERAL_MANAGER), "—", *_person(row), row["complaint_no"], said)


def _person(row: dict[str, Any]) -> tuple[str, str]:
    return row["responsible_id"] or "", row["name"] or ""
