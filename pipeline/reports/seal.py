"""封存单: the sums of a closed month and the digest of its statements, on one page to sign and to keep."""

from __future__ import annotations

from pathlib import Path

from pipeline.month.report import MonthReport
from pipeline.outputs.mark import SEAL
from pipeline.reports.pages import template

GROUP = 8


def seal_line(seal: str) -> str:
    """The digest as it stands on a foot."""
    return f"校验值 {seal}"


def groups(seal: str) -> list[str]:
    """The digest in groups that can be read aloud and typed."""
    return [seal[start : start + GROUP] for start in range(0, len(seal), GROUP)]


def write(folder: Path, report: MonthReport, seal: str) -> None:
    settlement = report.settled
    pay, ledger = settlement.pay, settlement.fund
    page = template("seal.html.j2").render(
        report=report,
        groups=groups(seal),
        people=len(pay),
        total=int(pay["total"].sum()),
        fines=int(pay["fines"].sum()),
        opening=int(ledger["balance"].iloc[0]),
        closing=int(ledger["balance"].iloc[-1]),
    )
    (folder / SEAL).write_bytes(page.encode())
