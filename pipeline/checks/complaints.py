"""投诉登记: numbers, decisions and penalties (C-21, B-6, C-28.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.checks.context import Context, marks, of_rows
from pipeline.checks.table import Mark
from pipeline.findings.message import Phrase
from pipeline.language.translation import N_


@of_rows("complaints")
def numbers_follow_the_scheme(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """PREFIX-YYYYMM-NNNN, the month being that of receipt (C-21)."""
    prefix = context.rulebook.complaints.number_prefix.prefix
    numbers, received = frame["complaint_no"], frame["received_on"]
    well_formed = numbers.str.fullmatch(rf"{prefix}-\d{{6}}-\d{{4}}").astype("boolean").fillna(True)
    scheme = Phrase(N_("{prefix}-年月-四位序号"), prefix=prefix)
    yield from marks("COMPLAINT_NO_MALFORMED", "complaints", ~well_formed, "complaint_no", scheme=scheme)
    other_month = numbers.str[len(prefix) + 1 : -5] != received.dt.strftime("%Y%m")
    wrong = well_formed & numbers.notna() & received.notna() & other_month
    yield from marks("COMPLAINT_NO_OTHER_MONTH", "complaints", wrong, "complaint_no")


@of_rows("complaints")
def closed_complaints_are_decided(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """Closed but neither effective nor not: a warning; effective about conduct but nobody responsible: a warning."""
    yield from marks("CLOSED_UNDECIDED", "complaints", frame["closed_on"].notna() & frame["effective"].isna(), "effective")
    conduct = frame["reason"].isin([*context.rulebook.complaints.service_reasons, *context.rulebook.complaints.conflict_reasons])
    nobody = frame["effective"].fillna(False).astype(bool) & conduct & frame["responsible_id"].isna()
    yield from marks("EFFECTIVE_WITHOUT_PERSON", "complaints", nobody, "responsible_id")


@of_rows("complaints")
def penalties_can_be_charged(context: Context, frame: pd.DataFrame) -> Iterator[Mark]:
    """An approved penalty has an amount and names somebody (C-28.2)."""
    approved = (frame["penalty_approved_on"] >= context.month.start) & (frame["penalty_approved_on"] <= context.month.end)
    yield from marks("PENALTY_AMOUNT_MISSING", "complaints", approved & frame["penalty_amount"].isna(), "penalty_amount")
    yield from marks("PENALTY_WITHOUT_PERSON", "complaints", approved & frame["responsible_id"].isna(), "responsible_id")
