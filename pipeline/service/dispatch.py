"""优先派工: what was not dispatched on the day of its registration, to be dispatched first on the next (C-7, C-11)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.service.jobs import KIND_LABELS, is_finished, names_of

WAITING = "待派工"
DISPATCHED = "已派工"
COLUMNS = [
    "job_no", "registered_on", "days_waiting", "state", "dispatched_on", "kind_label", "customer", "address", "phone",
    "model", "specification", "technician_id", "name",
]  # fmt: skip


def dispatch(jobs: pd.DataFrame, roster: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Jobs not dispatched on the day of registration: those that wait on `as_of`, oldest first, then those sent out late.

    `days_waiting` runs from registration to dispatch, or to `as_of`. A job that was done without a dispatch on record
    waits for nobody.
    """
    known = jobs.assign(dispatched_on=jobs["dispatched_on"].where(jobs["dispatched_on"] <= as_of))
    waits = known["dispatched_on"].isna() & (known["registered_on"] <= as_of) & ~is_finished(known)
    late = known["dispatched_on"] > known["registered_on"]
    waited = (known["dispatched_on"].fillna(as_of) - known["registered_on"]).dt.days
    listed = known.assign(
        waits=waits,
        state=pd.Series(np.where(waits, WAITING, DISPATCHED), index=known.index, dtype="str"),
        days_waiting=waited,
        kind_label=known["kind"].map(KIND_LABELS),
        name=names_of(known["technician_id"], roster),
    )[[*COLUMNS, "waits"]][waits | late]
    ordered = listed.sort_values(["waits", "registered_on", "job_no"], ascending=[False, True, True], ignore_index=True)
    return ordered[COLUMNS]
