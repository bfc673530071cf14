"""凭证核对: the service register against the vouchers, job by job (C-8 to C-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np
import pandas as pd

from pipeline.service.jobs import KIND_LABELS, PAID, is_finished, is_yes, left_on, names_of

SEPARATOR = "；"
COLUMNS = ["job_no", "voucher_no", "kind_label", "registered_on", "dispatched_on", "technician_id", "name", "problem"]

Problem = tuple["pd.Series[bool]", "str | pd.Series[str]"]


def vouchers(jobs: pd.DataFrame, roster: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """A row for each job on which register and voucher do not agree, with all that is wrong in `problem`."""
    lines = np.full(len(jobs), "", dtype=object)
    for wrong, text in [*chain.from_iterable(check(jobs) for check in CHECKS), _not_followed_up(jobs, as_of)]:
        hits = wrong.fillna(False).to_numpy(dtype=bool)
        lines[hits] += SEPARATOR + (text if isinstance(text, str) else text.to_numpy(dtype=object)[hits])
    problem = pd.Series(lines, jobs.index, dtype="str").str.removeprefix(SEPARATOR)
    listed = jobs.assign(problem=problem, kind_label=jobs["kind"].map(KIND_LABELS), name=names_of(jobs["technician_id"], roster))[COLUMNS]
    return listed[problem != ""].sort_values(["registered_on", "job_no"], ignore_index=True)


def on_site(jobs: pd.DataFrame) -> Iterator[Problem]:
    """A finished job has a voucher with the customer's signature, which is archived (C-8)."""
    done = is_finished(jobs)
    yield done & jobs["voucher_no"].isna(), "缺服务凭证（C-8）"
    yield done & ~is_yes(jobs["signed"]), "客户未签字（C-8）"
    yield done & jobs["archived_on"].isna(), "凭证未归档（C-8）"


def times_and_content(jobs: pd.DataFrame) -> Iterator[Problem]:
    """Actual time and content of the work, who did it, and the manager's countersignature (C-10)."""
    done = is_finished(jobs)
    yield done & jobs["content"].isna(), "未填服务内容（C-10）"
    yield done & (jobs["started_at"].isna() | jobs["ended_at"].isna()), "未填起止时间（C-10）"
    yield done & jobs["technician_id"].isna(), "未填服务人员（C-10）"
    yield done & ~is_yes(jobs["countersigned"]), "经理未核签（C-10）"


def charges(jobs: pd.DataFrame) -> Iterator[Problem]:
    """A finished paid job has a charge and a way of collecting it; the other kinds have none (C-6, C-9)."""
    paid, charged = jobs["kind"] == PAID, (jobs["charge"].fillna(0) > 0).astype(bool)
    finished_paid = paid & is_finished(jobs)
    yield finished_paid & ~charged, "有偿服务没有收费金额（C-9）"
    yield finished_paid & jobs["charge_method"].isna(), "未填收费方式：现场或开票（C-9）"
    yield ~paid & charged, jobs["kind"].map(KIND_LABELS) + "服务不应收费（C-6）"


def out_of_town(jobs: pd.DataFrame) -> Iterator[Problem]:
    """The manager approves out-of-town work before anybody leaves, and with it the cost of travel (C-12)."""
    away, approved = is_yes(jobs["out_of_town"]), jobs["out_of_town_approved_on"]
    left, costly = left_on(jobs), (jobs["travel_cost"].fillna(0) > 0).astype(bool)
    yield away & approved.isna() & (left.notna() | is_finished(jobs)), "异地服务未经核准（C-12）"
    yield approved > left, "异地服务出发后才核准（C-12）"
    yield costly & approved.isna(), "差旅费没有核准（C-12）"
    yield costly & ~away, "有差旅费，没有登记为异地（C-12）"


def dispatched(jobs: pd.DataFrame) -> Iterator[Problem]:
    """Somebody was sent by the manager to whatever was done (C-7)."""
    yield is_finished(jobs) & jobs["dispatched_on"].isna(), "未填派工日期（C-7）"


def used_once(jobs: pd.DataFrame) -> Iterator[Problem]:
    """A voucher belongs to one job (C-11)."""
    given = jobs["voucher_no"].notna()
    twice = given & jobs["voucher_no"].duplicated(keep=False)
    others = jobs[twice].sort_values("job_no").groupby("voucher_no")["job_no"].agg("、".join)
    yield twice, "凭证编号重复：" + jobs["voucher_no"].map(others).astype("str") + "（C-11）"


def _not_followed_up(jobs: pd.DataFrame, as_of: pd.Timestamp) -> tuple[pd.Series[bool], pd.Series[str]]:
    """Dispatched before today, and nothing shows since that anybody did the work (C-11)."""
    days = (as_of - jobs["dispatched_on"]).dt.days
    silent = ((days > 0) & ~is_finished(jobs)).fillna(False).astype(bool)
    return silent, "已派工 " + days.astype("Int64").astype("str") + " 天，没有完工记录（C-11）"


CHECKS: tuple[Callable[[pd.DataFrame], Iterator[Problem]], ...] = (
    used_once,
    dispatched,
    on_site,
    times_and_content,
    charges,
    out_of_town,
)
