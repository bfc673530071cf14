"""Slips: from the base score and the lines on it anybody can follow the result."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.month.report import MonthReport
from pipeline.reports import slips
from tests.reports.conftest import sample_report

Month = Callable[..., MonthReport]


def text_of(page: str) -> str:
    """What a reader sees, cells parted by a bar and rows by a line end."""
    body = page.split("<main", 1)[1].split(">", 1)[1]
    rows = re.sub(r"\s*(?:<t(?:body|foot)>)?\s*(?:<tr>|</table>)", "|\n", body)
    parted = re.sub(r"(?<=[^\n])<t[dh][^>]*>", "|", rows)
    return unescape(re.sub("<[^>]+>", "", parted)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def as_they_are(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the month's slips."""
    folder = tmp_path_factory.mktemp("slips")
    slips.write(folder, sample_report())
    return folder


@pytest.fixture
def slip(tmp_path: Path, month: Month, as_they_are: Path) -> Callable[..., str]:
    def read(employee_id: str, **changes: object) -> str:
        if changes:
            slips.write(tmp_path / "slips", month(**changes))
        folder = tmp_path / "slips" if changes else as_they_are
        return text_of((folder / f"{employee_id}.html").read_text(encoding="utf-8"))

    return read


def test_a_deduction_larger_than_the_wage_says_so_beside_the_total(tmp_path: Path, month: Callable[..., MonthReport]) -> None:
    slips.write(tmp_path, month(wages={"KF006": 400_000, "KF005": 9_999_900}))
    total = (tmp_path / "KF006.html").read_text(encoding="utf-8").split("调整合计")[1].split("</table>")[0]
    assert "扣款 4,735.00 元，大于月工资 4,000.00 元" in total
    assert "大于月工资" not in (tmp_path / "KF005.html").read_text(encoding="utf-8")


def test_everybody_on_the_pay_sheet_has_a_slip(as_they_are: Path, month: Month) -> None:
    assert {path.stem for path in as_they_are.iterdir()} == {*month().settled.pay["employee_id"], "全部"}


def test_all_slips_are_in_one_file_each_as_it_is_alone_with_what_ends_them_all_said_once(as_they_are: Path, month: Month) -> None:
    every = text_of((as_they_are / slips.ALL).read_text())
    alone = [text_of((as_they_are / f"{each}.html").read_text()).rpartition("申诉请在") for each in month().settled.pay["employee_id"]]
    assert every.count("考核与工资调整单\n2026年11月") == len(alone) > 8
    assert all(own in every for own, _begins, _ending in alone)
    [ending] = {ending.strip() for _own, _begins, ending in alone}
    assert "本人签字" in ending and "依据制度" in ending and every.count(ending) == 1


def test_the_slip_of_a_draft_has_nothing_to_sign(tmp_path: Path, month: Month) -> None:
    slips.write(tmp_path, month(draft=True, held=frozenset({"KF005"})))
    assert "本人签字" not in (tmp_path / slips.ALL).read_text()


def test_the_score_is_a_running_sum_from_the_base_in_order_of_date(slip: Callable[..., str]) -> None:
    rows = [line.split("|") for line in slip("KF001").split("\n") if "|A-" in line]
    assert [(row[0], row[1], row[3], row[4]) for row in rows[:-1]] == [
        ("", "A-1.2", "", "80"),
        ("11-03", "A-2.3", "+5", "85"),
        ("11-09", "A-3.1.4", "-2", "83"),
        ("11-20", "A-3.1.9", "-1.5", "81.5"),
        ("11-21", "A-3.1.9", "-1.5", "80"),
        ("11-25", "A-2.6", "+6", "86"),
        ("全月", "A-2.5", "+5", "91"),
    ]


def test_each_line_names_its_source_row_and_what_was_noted(slip: Callable[..., str]) -> None:
    assert "11-09|A-3.1.4|迟到早退|-2|83|考勤 11月.xlsx · 考勤 · 第 35 行|迟到 6 分钟|" in slip("KF001")


def test_the_pay_step_stands_as_settlement_wrote_it(slip: Callable[..., str]) -> None:
    assert "|A-4|按考核分调整|绩效浮动|110.00||（91 − 80）× 10 = 110 元|" in slip("KF001")


def test_the_cap_is_spelled_out_where_it_bites(slip: Callable[..., str]) -> None:
    """A-1.5: seven times 5 on 80 is 115, and 110 counts."""
    assert "|A-1.5|每月最高分||110||各项累计 115 分，每月最多 110 分，按 110 分计。|" in slip("KF003")
    assert "A-1.5" not in slip("KF001")


def test_fines_and_withheld_wages_stand_line_by_line_with_their_total(slip: Callable[..., str]) -> None:
    text = slip("KF006")
    assert "11-14|B-3|未交周总结|罚款|-50.00|—|第 1 次：50 元|" in text
    assert "11-28|B-3|未交周总结|扣发工资|-4,500.00|周总结.xlsx · 周总结 · 第 9 行|第 4 次：扣发当月工资|" in text
    assert "调整合计|-4,735.00|" in text


def test_proposed_actions_are_named_with_their_reason(slip: Callable[..., str]) -> None:
    assert "可解除劳动合同（A-1.3）：本月考核 54.5 分，低于 60 分。" in slip("KF005")
    assert "处理建议" not in slip("KF001")


def test_a_supervisor_is_told_that_there_is_no_score(slip: Callable[..., str]) -> None:
    text = slip("ZG001")
    assert "不参加考核计分" in text
    assert "B-8|上班做与工作无关的事|罚款|-50.00|" in text


def test_there_is_a_place_to_sign_and_to_object(slip: Callable[..., str]) -> None:
    text = slip("KF001")
    assert "本人签字" in text
    assert "异议" in text


def test_names_are_text_whatever_they_look_like(tmp_path: Path, month: Month) -> None:
    slips.write(tmp_path / "slips", month())
    page = (tmp_path / "slips" / "KF009.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;郑爽&lt;/b&gt; &amp; 子" in page


def test_the_slip_of_a_draft_says_so(slip: Callable[..., str]) -> None:
    assert "草稿" in slip("KF001", draft=True)
    assert "暂缓" not in slip("KF001", draft=True, held=frozenset({"KF005"}))


def test_somebody_held_back_gets_a_slip_without_figures(slip: Callable[..., str]) -> None:
    text = slip("KF005", draft=True, held=frozenset({"KF005"}))
    assert "暂缓" in text
    assert not re.search(r"\d+\.\d\d", text)
    assert "不参加考核计分" not in text


def test_a_month_without_a_single_line_still_has_slips(tmp_path: Path, month: Month) -> None:
    whole = month().settled
    empty = {"entries": whole.entries.head(0), "actions": whole.actions.head(0)}
    slips.write(tmp_path / "slips", month(settlement=SimpleNamespace(**{**vars(whole), **empty})))
    assert (tmp_path / "slips" / "KF001.html").exists()


def test_ids_that_differ_in_case_alone_get_files_of_their_own() -> None:
    assert slips.file_names(["a1", "A1", "B2"]) == {"A1": "A1.html", "a1": "a1~2.html", "B2": "B2.html"}


def test_ids_that_windows_keeps_for_itself_get_another_name() -> None:
    assert slips.file_names(["CON", "con", "COM1", "CONS"]) == {
        "COM1": "COM1~2.html",
        "CON": "CON~2.html",
        "con": "con~3.html",
        "CONS": "CONS.html",
    }


def test_file_names_do_not_depend_on_the_order_of_people() -> None:
    assert slips.file_names(["A1", "a1"]) == slips.file_names(["a1", "A1"])
