"""What report.html shows of complaints and service: figures first, then what is to be done, signed and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.reports.notices import ALL, DISPATCH, FOLDER
from pipeline.reports.records import records

if TYPE_CHECKING:
    from pipeline.complaints.casework import Casework
    from pipeline.service.work import ServiceWork

SHOWN = 300
"""Rows of a list that the page has at most; the workbooks have all of them."""


def complaints_section(casework: Casework | None) -> dict[str, Any] | None:
    """What `_complaints.html.j2` draws; None without a complaint register."""
    from pipeline.complaints.deadlines import PAST_DUE
    from pipeline.complaints.penalties import WAITING

    if casework is None:
        return None
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
        "todo": records(casework.todo.head(SHOWN)),
        "todo_total": len(casework.todo),
        "rows": records(tracked.head(SHOWN)),
        "analysis": records(casework.analysis),
        "forms": [_kind(title, rows) for title, rows in ready.groupby("title", sort=False)],
        "withheld": records(forms[forms["withheld"] != ""].head(SHOWN)),
    }


def service_section(service: ServiceWork | None) -> dict[str, Any] | None:
    """What `_service.html.j2` draws; None without a service register and surveys."""
    from pipeline.service.satisfaction import ALL_MATTERS, TO_VICE_PRESIDENT

    if service is None:
        return None
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
        "vouchers": records(service.vouchers.head(SHOWN)),
        "vouchers_total": len(service.vouchers),
        "people": records(rated[rated["matter"] == ALL_MATTERS]),
        "serious": records(service.comments[service.comments["handling"] == TO_VICE_PRESIDENT].head(SHOWN)),
    }


def _kind(title: object, rows: pd.DataFrame) -> dict[str, Any]:
    """A kind of form with the file that has all of them and who signs."""
    return {
        "title": title, "count": len(rows), "file": f"{FOLDER}/{title}-{ALL}.html", "signers": rows["signers"].iloc[0],
        "copies": int(rows["copies"].iloc[0]),
    }


def _known(share: object) -> object:
    return None if pd.isna(share) else share  # type: ignore[call-overload]
