"""The largest department that a sheet has room for: whether it runs, in what time and memory."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from bench.contenders import kaohe
from bench.measure import ROOT, machine, measured
from bench.months import MONTH, write_month

PEOPLE = 35_000
TEXT = """# The largest department

Written by `make bench SIZES=LARGEST`: `kaohe month` without slips over {people:,} people in one set of workbooks, whose attendance
has {rows:,} of the 1,048,576 rows of a sheet; {machine}.

| wall (s) | CPU (s) | memory of the largest process (MB) | people on the pay sheet | errors |
|---|---|---|---|---|
| {taken.wall:.0f} | {taken.cpu:.0f} | {taken.memory:,.0f} | {paid:,} | {errors} |
"""


def main() -> None:
    """Measure it and write docs/largest.md."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write_month(work / "inbox", PEOPLE, seed=3)
        taken = measured([*kaohe("month", work / "inbox", work / "output"), "--no-slips"])
        run = json.loads((work / "output" / MONTH / "run.json").read_text(encoding="utf-8"))
    [rows] = [each["read"] for file in run["inputs"].values() for name, each in file["rows"].items() if name == "考勤"]
    paid = run["outputs"].get("pay_adjustment.xlsx", {"rows": {}})["rows"].get("工资调整表", 0)
    text = TEXT.format(people=PEOPLE, rows=rows + 1, machine=machine(), taken=taken, paid=paid, errors=run["findings"]["error"])
    (ROOT / "docs" / "largest.md").write_text(text, encoding="utf-8")
