"""The law of months that look back: whatever was known when, in the end everybody has been paid as one who knew all from the start."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.archive.months import FIRST, Books
from tests.build import Rows, person, worked
from tests.often import examples

MONTHS = ("2026-09", "2026-10", "2026-11")
PEOPLE = [person("1"), person("2", "客服组长"), person("3", "现场接待")]
UNKNOWN = {"是否有效": None, "责任人": None}


@dataclass(frozen=True)
class Case:
    """A complaint received in a month, with what was said of it in each month from then on; the last word is the truth."""

    received: int
    day: int
    reason: str
    said: tuple[tuple[str | None, str | None], ...]
    penalty_in: int | None

    def row(self, number: int, knowing: int, now: int) -> dict[str, Any]:
        """The register's row in the month `now`, of one who knows what is said by `knowing`; an approval is entered when it is given."""
        month = MONTHS[self.received]
        effective, who = self.said[knowing - self.received]
        on = f"{month}-{self.day:02d}"
        row = {
            "投诉编号": f"KS-{month.replace('-', '')}-{number:04d}", "投诉日期": on, "受理日期": on, "客户名称": "某客户",
            "投诉类别": "非质量", "投诉原因": self.reason, "是否有效": effective, "责任人": who,
        }
        if self.penalty_in is not None and self.penalty_in <= now and who is not None:
            row |= {"罚扣金额": 60, "罚扣核准日期": f"{MONTHS[self.penalty_in]}-20"}
        return row


@st.composite
def cases(draw: st.DrawFn) -> Case:
    received = draw(st.integers(0, len(MONTHS) - 1))
    people = st.sampled_from(["1", "2", "3"])
    words = [draw(st.tuples(st.sampled_from(["是", "否"]), people)) for _ in range(len(MONTHS) - received)]
    undecided = draw(st.integers(0, len(words) - 1))
    said = tuple((None, None) if at < undecided else word for at, word in enumerate(words))
    reason = draw(st.sampled_from(["服务", "冲突", "产品"]))
    penalised = reason == "产品" and len({who for _, who in said[undecided:]}) == 1 and draw(st.booleans())
    return Case(received, draw(st.integers(2, 28)), reason, said, received + undecided if penalised else None)


def closed(folder: Path, told: list[Case], knowing_all: bool) -> tuple[Counter[str], int]:
    """What everybody was paid over all months in fen, and what the fund has in the end."""
    books = Books(folder, f"sqlite:///{folder / 'a.sqlite'}")
    paid: Counter[str] = Counter()
    balance = 0
    for now, month in enumerate(MONTHS):
        register: Rows = [
            case.row(number, len(MONTHS) - 1 if knowing_all else now, now) for number, case in enumerate(told, 1) if case.received <= now
        ]
        rows = [worked(each["工号"], 2) | {"日期": f"{month}-02"} for each in PEOPLE]
        done = books.close(month, PEOPLE, 投诉登记=register, 考勤=rows, **(FIRST if now == 0 else {}))
        assert done.code == 0, (done.printed, done.findings)
        for row in done.table("pay_adjustment.xlsx", "工资调整表")[:-1]:
            paid[row["工号"]] += round(row["调整合计"] * 100)
        balance = done.table("fine_fund.xlsx", "基金台账")[-1]["余额"]
    assert books.verify().code == 0
    return paid, balance


@examples(3)
@given(told=st.lists(cases(), min_size=1, max_size=5))
def test_in_the_end_everybody_has_been_paid_as_by_one_who_knew_all_from_the_start(told: list[Case]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        late, at_once = closed(Path(folder) / "late", told, False), closed(Path(folder) / "once", told, True)
    assert late == at_once
