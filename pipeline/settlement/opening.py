"""What the fund opens with: the sheet of the first month, else the balance of the month before; and when it falls below 0 (B-14)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.base.units import yuan
from pipeline.findings.finding import Finding


def opening(tables: Mapping[str, pd.DataFrame], carried: int | None) -> tuple[int, list[Finding]]:
    """The opening balance in fen, and what there is to say about it; `carried` is the last closed month's balance."""
    sheet = tables.get("fund_opening")
    given = None if sheet is None or sheet.empty else int(sheet["amount"].iloc[0])
    if given is None and carried is None:
        return 0, [Finding("FUND_OPENING_ABSENT", sheet="基金期初")]
    if given is not None and carried is not None and given != carried:
        row = sheet.iloc[0]  # type: ignore[union-attr]
        params = {"given": yuan(given), "carried": yuan(carried)}
        return carried, [Finding("FUND_OPENING_DIFFERS", row["file"], row["sheet"], int(row["row"]), "金额", params=params)]
    return (given if carried is None else carried), []  # type: ignore[return-value]


def below_zero(ledger: pd.DataFrame) -> list[Finding]:
    """A finding where the fund has been spent below zero: the day that first ended so, lower than the one before, and the balance then."""
    ends = ledger[ledger["date"].notna()].groupby("date", sort=False)["balance"].last()
    before = ends.shift(fill_value=ledger["balance"].iloc[0])
    below = ends[(ends < 0) & (ends < before)]
    if below.empty:
        return []
    params = {"day": f"{below.index[0]:%m-%d}", "balance": yuan(int(below.iloc[0]))}
    return [Finding("FUND_BELOW_ZERO", sheet="基金支出", params=params)]
