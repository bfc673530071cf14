"""complaints.html and service.html: figures first, then what is to be done, signed and looked at, and every case of the month (C-6 to C-29)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.language.translation import _
from pipeline.month.report import MonthReport
from pipeline.reports import listing
from pipeline.reports.month_plots import complaints_plot
from pipeline.reports.navigation import COMPLAINTS, SERVICE, write_page
from pipeline.reports.notices import ALL, DISPATCH, FOLDER
from pipeline.reports.records import records

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework
    from pipeline.service.work import ServiceWork


def write(folder: Path, report: MonthReport) -> None:
    """Write each page for which there is a register into `folder`."""
    if report.casework is not None:
        write_page(folder / COMPLAINTS, report, complaints=_complaints(report.casework), plot=complaints_plot(report))
    if report.service is not None:
        write_page(folder / SERVICE, report, service=_service(report.service))


def _complaints(casework: Casework) -> dict[str, Any]:
    from pipeline.complaints.deadlines import PAST_DUE
    from pipeline.complaints.penalties import WAITING

    tracked, forms, listed = casework.tracking, casework.forms, casework.penalties
    ready = forms[forms["withheld"] == ""]
    return {
        "total": len(tracked),
        "open": int(tracked["closed_on"].isna().sum()),
        "overdue": int(tracked["close_status"].isin(PAST_DUE).sum()),
        "report_overdue": int(tracked["report_status"].isin(PAST_DUE).sum()),
        "beyond_authority": int((tracked["authority_ok"] == "否").sum()),
        "charged": int(listed["charged"].sum()),
        "waiting": int((listed["status"] == WAITING).sum()),
        "on_time": None if casework.analysis.empty else _known(casework.analysis["close_on_time"].iloc[0]),
        "review": len(casework.review),
        "review_due": casework.review_due.isoformat(),
        "todo": _todo(casework.todo),
        "rows": _tracked(tracked),
        "analysis": records(casework.analysis),
        "forms": [_kind(title, rows) for title, rows in ready.groupby("title", sort=False)],
        "withheld": records(forms[forms["withheld"] != ""]),
    }


def _service(service: ServiceWork) -> dict[str, Any]:
    from pipeline.service.satisfaction import ALL_MATTERS, TO_VICE_PRESIDENT

    rated, whole = service.satisfaction, service.by_kind.iloc[-1]
    return {
        "jobs": service.jobs,
        "finished": service.finished,
        "waiting": len(service.waiting),
        "dispatch_list": f"{FOLDER}/{DISPATCH}.html",
        "income": int(whole["income"]),
        "cost": int(whole["cost"]),
        "surveys": service.surveys,
        "unsurveyed": len(service.unsurveyed),
        "vouchers": _vouchers(service.vouchers),
        "people": _rated(rated[rated["matter"] == ALL_MATTERS]),
        "serious": records(service.comments[service.comments["handling"] == TO_VICE_PRESIDENT]),
    }


def matters_of_satisfaction(service: ServiceWork | None) -> list[dict[str, Any]]:
    """How customers rate each of the four matters, and all together: matter, ratings, good (share), poor; nothing without ratings."""
    if service is None or service.satisfaction.empty:
        return []
    sums = service.satisfaction.groupby("matter", sort=False)[["very_satisfied", "satisfied", "average", "poor"]].sum()
    ratings = sums.sum(axis=1)
    return records(sums.assign(ratings=ratings, good=(sums["very_satisfied"] + sums["satisfied"]) / ratings).reset_index())


def _todo(todo: pd.DataFrame) -> listing.RowList:
    return listing.RowList("todo", _("待办事项"), [
        listing.ids(_("投诉编号"), todo["complaint_no"]), listing.words(_("客户"), todo["customer"]),
        listing.words(_("下一步"), todo["step"], chosen=True), listing.words(_("由谁办理"), todo["who"], chosen=True),
        listing.days(_("期限"), todo["due"]), listing.late(_("已过天数"), todo["days_over"]),
    ], file="complaints.xlsx")  # fmt: skip


def _tracked(tracked: pd.DataFrame) -> listing.RowList:
    from pipeline.complaints.deadlines import PAST_DUE

    late = dict.fromkeys(PAST_DUE, "tag bad")
    return listing.RowList("cases", _("全部投诉"), [
        listing.ids(_("投诉编号"), tracked["complaint_no"]), listing.words(_("客户"), tracked["customer"]),
        listing.words(_("责任人"), tracked["name"]), listing.days(_("受理日期"), tracked["accepted_on"]),
        listing.days(_("报告期限"), tracked["report_due"]), listing.words(_("报告状态"), tracked["report_status"], chosen=True, looks=late),
        listing.days(_("结案期限"), tracked["close_due"]), listing.words(_("结案状态"), tracked["close_status"], chosen=True, looks=late),
        listing.late(_("逾期天数"), tracked["days_overdue"]),
        listing.money(_("投诉金额"), tracked["amount"]), listing.words(_("应核决人"), tracked["should_approve"]),
        listing.words(_("实际核决人"), tracked["did_approve"]), listing.words(_("核决合规"), tracked["authority_ok"], chosen=True, looks={"否": "tag bad"}),
        listing.words(_("提示"), tracked["hint"], is_long=True),
    ], file="complaints.xlsx", shown=50)  # fmt: skip


def _vouchers(vouchers: pd.DataFrame) -> listing.RowList | None:
    if vouchers.empty:
        return None
    return listing.RowList("vouchers", _("凭证核对"), [
        listing.ids(_("登记编号"), vouchers["job_no"]), listing.ids(_("凭证编号"), vouchers["voucher_no"]),
        listing.words(_("类别"), vouchers["kind_label"], chosen=True), listing.days(_("登记日期"), vouchers["registered_on"]),
        listing.words(_("服务人员"), vouchers["name"].fillna(vouchers["technician_id"]), chosen=True), listing.words(_("问题"), vouchers["problem"], is_long=True),
    ], file="service.xlsx")  # fmt: skip


def _rated(rated: pd.DataFrame) -> listing.RowList | None:
    if rated.empty:
        return None
    return listing.RowList("rated", _("满意度（四项合计）"), [
        listing.ids(_("工号"), rated["employee_id"]), listing.words(_("姓名"), rated["name"]),
        listing.numbers(_("非常满意"), rated["very_satisfied"]), listing.numbers(_("满意"), rated["satisfied"]),
        listing.numbers(_("一般"), rated["average"]), listing.numbers(_("较差"), rated["poor"]),
        listing.numbers(_("满意率"), rated["good"], "{:.0%}".format), listing.points(_("平均分"), rated["mean"]),
    ], file="service.xlsx", shown=50)  # fmt: skip


def _kind(title: object, rows: pd.DataFrame) -> dict[str, Any]:
    """A kind of form with the file that has all of them and who signs."""
    return {
        "title": title, "count": len(rows), "file": f"{FOLDER}/{title}-{ALL}.html", "signers": rows["signers"].iloc[0],
        "copies": int(rows["copies"].iloc[0]),
    }


def _known(share: object) -> object:
    return None if pd.isna(share) else share  # type: ignore[call-overload]
