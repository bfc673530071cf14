"""index.html: every month that was run, the latest first; no run fails for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.reports import index_page
from pipeline.reports.index_page import listed_months, write_index
from tests.build import STAFF, call_month, person, write_month

FIGURES = {"people": 3, "average": 7650, "pay_up": 0, "pay_down": -3500, "fines": -5000, "fund_closing": 12345, "complaints": None}


def run(output: Path, place: str, **changes: Any) -> None:
    """A run.json as a run leaves it in `place`."""
    kept = {
        "department": "客服部", "draft": False, "findings": {"error": 0, "warning": 1}, "figures": FIGURES,
        "outputs": {"report.html": {}, "pay_adjustment.xlsx": {}},
    }  # fmt: skip
    (output / place).mkdir(parents=True)
    (output / place / "run.json").write_text(json.dumps(kept | changes), encoding="utf-8")


def page(output: Path) -> str:
    assert write_index(output)
    return (output / "index.html").read_text(encoding="utf-8")


def test_the_latest_month_comes_first_with_its_figures_and_links(tmp_path: Path) -> None:
    run(tmp_path, "2026-09")
    run(tmp_path, "2026-10")
    text = page(tmp_path)
    assert text.index(">2026-10</a>") < text.index(">2026-09</a>")
    assert '<a href="2026-10/pay_adjustment.xlsx">工资调整表</a>' in text
    assert "76.5" in text and "123.45" in text
    assert "service.xlsx" not in text, "what is not there is not linked"


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"draft": True}, "草稿"),
        ({"figures": None, "findings": {"error": 2, "warning": 0}}, "有错误"),
        ({"figures": None}, "只校验"),
        ({}, "已算出"),
    ],
)
def test_each_month_says_how_far_it_is(tmp_path: Path, changes: dict[str, Any], state: str) -> None:
    run(tmp_path, "2026-10", **changes)
    [(_, [row])] = listed_months(tmp_path)
    assert row.state == state


def test_a_closed_month_says_so(tmp_path: Path) -> None:
    run(tmp_path, "2026-10")
    (tmp_path / "2026-10" / "已结账.txt").touch()
    assert "已结账" in page(tmp_path)


def test_branches_stand_beside_each_other(tmp_path: Path) -> None:
    run(tmp_path, "2026-10/广州")
    run(tmp_path, "2026-10/上海")
    [(month, rows)] = listed_months(tmp_path)
    assert (month, [row.branch for row in rows]) == ("2026-10", ["上海", "广州"])
    assert '<th class="n">上海</th><th class="n">广州</th>' in page(tmp_path)


def test_branches_are_compared_over_their_months_in_one_table_a_figure(tmp_path: Path) -> None:
    run(tmp_path, "2026-09/上海")
    run(tmp_path, "2026-10/上海", figures=FIGURES | {"average": 8_050, "total": -12_300})
    run(tmp_path, "2026-10/广州", figures=FIGURES | {"complaints": 4})
    tables = {part.split("</h2>")[0]: part.split("</table>")[0] for part in page(tmp_path).split("<h2>各分支各月：")[1:]}
    assert list(tables) == ["调整合计（元）", "平均考核分", "投诉（件）"]
    rows = {title: [re.findall(r">([^<\n]+)<", row) for row in table.split("<tr>")[1:]] for title, table in tables.items()}
    assert rows["平均考核分"] == [["分支", "2026-09", "2026-10"], ["上海", "76.5", "80.5"], ["广州", "—", "76.5"]], "a month without the branch is a dash"
    assert rows["调整合计（元）"][1] == ["上海", "—", "-123.00"] and rows["投诉（件）"][2] == ["广州", "—", "4"]


def test_the_parts_of_a_page_with_many_branches_are_told_apart_by_who_hears_them(tmp_path: Path) -> None:
    for branch in ("上海", "广州"):
        for month, total in (("2026-09", 100), ("2026-10", -12_300)):
            run(tmp_path, f"{month}/{branch}", figures=FIGURES | {"total": total})
    named = re.findall(r'role="region" aria-label="([^"]+)"', page(tmp_path))
    assert {f"{branch} 调整合计（元）：数据表" for branch in ("上海", "广州")} <= set(named)
    assert len(named) == len(set(named))


def test_one_branch_or_one_month_leaves_nothing_to_compare(tmp_path: Path) -> None:
    run(tmp_path, "2026-10/上海")
    run(tmp_path, "2026-10/广州")
    assert "各分支各月" not in page(tmp_path)


def test_folders_that_are_no_months_and_broken_files_are_passed_over(tmp_path: Path) -> None:
    run(tmp_path, "2026-10")
    run(tmp_path, "corrections/2026-09")
    run(tmp_path, ".2026-11.new")
    for place, content in (("2026-08", "{"), ("2026-07", "[]"), ("2026-06", "{}")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "run.json").write_text(content)
    assert [month for month, _ in listed_months(tmp_path)] == ["2026-10"]


def test_a_page_without_months_says_so(tmp_path: Path) -> None:
    assert "还没有算过任何一个月" in page(tmp_path)


def test_an_index_that_cannot_be_written_fails_no_run(tmp_path: Path) -> None:
    run(tmp_path, "2026-10", figures={"people": [], "average": "?"})
    (tmp_path / "index.html").mkdir()
    assert not write_index(tmp_path)
    assert not list(tmp_path.glob(".index*")), "nothing is left behind"


def test_a_run_brings_the_index_up_to_date_with_links_to_all_that_it_wrote_and_says_of_how_many_departments_the_named_ones_are(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1", 部门="乙"), person("2", 部门="丙"), person("3", 部门="丁")]})
    called = call_month(tmp_path)
    assert called.code == 0, called.printed
    text = (tmp_path / "output" / index_page.NAME).read_text(encoding="utf-8")
    assert "客服部、乙、丙等 4 个部门" in text
    documents = [path.name for path in called.folder.iterdir() if path.suffix in (".html", ".xlsx")]
    assert len(documents) > 8 and all(f'href="2026-11/{name}"' in text for name in documents), "every page and workbook of the month is linked"


def test_of_a_large_run_no_more_is_read_than_stands_before_its_inputs(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]})
    assert call_month(tmp_path, slips=False).code == 0
    [(month, [listed])] = listed_months(tmp_path / "output")
    assert {"月报", "工资调整表", "资料检查"} <= listed.links.keys() and listed.figures is not None
    path = tmp_path / "output" / month / "run.json"
    before, inputs, _ = path.read_text(encoding="utf-8").partition('  "inputs": ')
    path.write_text(f"{before}{inputs}not to be read", encoding="utf-8")
    assert listed_months(tmp_path / "output") == [(month, [listed])]
