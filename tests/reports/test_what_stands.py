"""After objections and corrections each part of the reports counts what stands, as the headline does."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from pipeline.compare.change_by_clause import change_by_clause
from tests.build import STAFF, Rows, call_month, day, logged, person, write_month


def objected(employee: str, item: str, on: int, decision: str = "撤销", **more: object) -> dict[str, object]:
    decided = {"结论": decision, "裁定人": "Z1", "提出日期": day(on + 1), "裁定日期": day(28), "裁定理由": "录音", "理由": "不实"}
    return {"工号": employee, "日期": day(on), "事项": item} | decided | more


LOG: Rows = [
    *(logged("LIGHT", item, on) for on, item in enumerate(("A-3.1.1", "A-3.1.2", "A-3.1.5", "A-3.1.12"), 3)),
    *(logged("OFTEN", "A-3.1.3", on) for on in (3, 9, 12)),
    *(logged("MILD", "A-3.1.8", on, 分值=5) for on in (5, 8, 9)),
]
OBJECTIONS: Rows = [
    objected("LIGHT", "A-3.1.12", 6), objected("OFTEN", "A-3.1.3", 9), objected("OFTEN", "A-3.1.3", 12),
    objected("MILD", "A-3.1.8", 5, "改分", 改后分值=2),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stands")
    people = [*STAFF, *(person(each) for each in ("LIGHT", "OFTEN", "MILD"))]
    write_month(root / "inbox", {"花名册": people, "扣分记录": LOG, "申诉": OBJECTIONS})
    done = call_month(root)
    assert done.code == 0, done.printed
    return done.folder


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


def table(page: str, title: str) -> list[list[str]]:
    """The rows below a heading, each cell as it is read."""
    body = page.split(title)[1].split("</table>")[0]
    return [re.findall(r"<td[^>]*>(?:<[^>]*>)*([^<]*)", row) for row in body.split("<tr>")[2:]]


def test_what_an_objection_gave_back_costs_nobody_anything(page: str) -> None:
    costs = {(row[0], row[1]): row[2:] for row in table(page, "扣得最多的条款</h3>")}
    assert costs["B-11", "卫生值日未完成"] == ["1", "1", "-50.00", "0"], "the page's fines are 50 yuan"
    assert costs["A-3.1.8", "客服工作未及时做好"] == ["3", "1", "0.00", "-12"]
    assert {"A-3.1.12", "A-3.3.5"}.isdisjoint(clause for clause, _label in costs)


def test_the_plot_of_clauses_has_the_points_that_were_taken(page: str) -> None:
    assert "全部门共扣 23 分，涉及 5 条" in page


def test_who_was_cleared_is_no_repeat_offender(page: str) -> None:
    assert table(page, 'id="repeats"') == [["MILD", "员工MILD", "A-3.1.8", "客服工作未及时做好", "3", "0", "-12", "0.00"]]


def test_the_slip_says_how_many_clauses_are_left_of_those_that_an_objection_broke_up(folder: Path) -> None:
    assert "轻度 3 项（满 4 项才扣）" in (folder / "slips" / "LIGHT.html").read_text(encoding="utf-8")


def test_the_page_of_the_rules_counts_what_stands(folder: Path) -> None:
    part = (folder / "rulebook.html").read_text(encoding="utf-8").split('id="A-3.1.3"')[1].split("</section>")[0]
    said = re.sub(r"<[^>]*>|\s", "", part)
    assert "1人1次，-2分：员工OFTEN" in said


def test_what_scores_move_and_what_corrects_what_they_moved_are_two_rows_that_add_up() -> None:
    def month(merit: int, corrected: int, fine: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        lines = pd.DataFrame(
            [("A-4.2", "前期更正：绩效浮动", "前期更正", corrected), ("B-11", "前期更正：卫生值日未完成", "前期更正", 5_000), ("B-11", "卫生值日未完成", "罚款", fine)],
            columns=["clause", "label", "category", "amount"],
        ).assign(employee_id="P1", date="2026-11-03", item="x", points=0)  # fmt: skip
        return pd.DataFrame({"merit_pay": [merit]}), lines

    found = change_by_clause(*month(-21_000, -1_000, -40_000), *month(-59_000, 10_000, -55_000), ("A-4.2", "绩效浮动"))
    rows = [tuple(row) for row in found[["label", "amount", "difference"]].itertuples(index=False)]
    assert rows == [("绩效浮动", -21_000, 38_000), ("卫生值日未完成", -40_000, 15_000), ("前期更正：绩效浮动", -1_000, -11_000)]


def test_a_draft_is_compared_with_last_month_of_those_whom_it_does_not_hold_back(tmp_path: Path) -> None:
    """Both were fined 50 in October; in November one is held back, the other fined 50 again: nothing has changed."""
    people = [*STAFF, person("FINED"), person("HELD")]
    october = [logged(who, "B-8") | {"日期": "2026-10-08"} for who in ("FINED", "HELD")]
    write_month(tmp_path / "inbox", {"花名册": people, "扣分记录": october}, "2026-10")
    assert call_month(tmp_path, "2026-10", slips=False).code == 0
    write_month(tmp_path / "inbox", {"花名册": people, "扣分记录": [logged("FINED", "B-8"), logged("HELD", "没有这件事")]})
    draft = call_month(tmp_path, draft=True, slips=False)
    text = (draft.folder / "report.html").read_text(encoding="utf-8")
    cards = {re.sub("<.*?>", "", label): rest for label, rest in re.findall(r'<div class="card">(<span class="label">.*?</span>)(.*?)</div>', text)}
    assert "-50.00" in cards["罚款（元）"] and "与上月持平" in cards["罚款（元）"] and "与上月持平" in cards["调整合计（元）"]
    assert "上月" not in cards["基金余额（元）"] and "不含暂缓的人" in text
    assert 'id="changed"' not in text, "no clause moved the sums"
