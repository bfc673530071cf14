"""How a table becomes a sheet: values exactly as they were, in a finance department's dress."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.excel.workbook import BAD, Chart, ReportColumn, ReportSheet, write_workbook

COLUMNS = (
    ReportColumn("工号", "id", "id"),
    ReportColumn("姓名", "name"),
    ReportColumn("日期", "date", "date"),
    ReportColumn("分值", "points", "points"),
    ReportColumn("金额", "amount", "money"),
    ReportColumn("行号", "row", "whole"),
    ReportColumn("转化率", "share", "share"),
    ReportColumn("说明", "note", "note"),
)


def table(**changes: list[object]) -> pd.DataFrame:
    columns: dict[str, object] = {
        "id": ["007", "KF1"],
        "name": ["王小明", None],
        "date": pd.to_datetime(["2026-11-03", None]).astype("datetime64[s]"),
        "points": pd.array([-250, None], dtype="Int64"),
        "amount": [123456, 0],
        "row": pd.array([5, None], dtype="Int64"),
        "share": [0.345, None],
        "note": ["迟到 6 分钟", ""],
    }
    return pd.DataFrame({**columns, **changes})


def written(folder: Path, frame: pd.DataFrame, **options: object) -> Worksheet:
    path = folder / "table.xlsx"
    sheet = ReportSheet("计分明细", COLUMNS, frame, **options)  # type: ignore[arg-type]
    write_workbook(path, [sheet], "2026-11", "客服 & 售后 2026年11月")
    return openpyxl.load_workbook(path, data_only=True).active


def note_of(folder: Path, text: str) -> object:
    return written(folder, table(note=[text, "x"]))["H2"].value


def test_the_header_stands_at_a1_and_the_body_below_it(tmp_path: Path) -> None:
    sheet = written(tmp_path, table())
    assert [cell.value for cell in sheet[1]] == [column.header for column in COLUMNS]
    assert sheet.dimensions == "A1:H3"


def test_values_keep_their_kind_and_missing_ones_are_blank(tmp_path: Path) -> None:
    first, second = written(tmp_path, table()).iter_rows(min_row=2, values_only=True)
    assert first == ("007", "王小明", datetime(2026, 11, 3), -2.5, 1234.56, 5, 0.345, "迟到 6 分钟")
    assert second == ("KF1", None, None, None, 0, None, None, None)


def test_amounts_are_written_to_the_fen(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [ReportSheet("表", COLUMNS, table(amount=[10, -99_999_999_999]))], "2026-11", "客服")
    xml = ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<v>0.1</v>" in xml
    assert "<v>-999999999.99</v>" in xml


def test_formats_show_two_decimals_for_money_and_as_many_as_needed_for_points(tmp_path: Path) -> None:
    sheet = written(tmp_path, table())
    assert sheet["E2"].number_format == "#,##0.00;[Red]-#,##0.00"
    assert sheet["D2"].number_format == "+General;[Red]-General;General"
    assert sheet["C2"].number_format == "yyyy-mm-dd"
    assert sheet["A2"].number_format == sheet["H2"].number_format == "@"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+8613800000000",
        "-1",
        "@SUM(A1)",
        "{=1}",
        "http://example.invalid",
        "<r>x</r>",
        "<b>&amp;</b>",
        "_x0041_",
    ],
)
def test_text_stays_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path, table(note=[text, "x"]))["H2"]
    assert (cell.data_type, cell.value.replace("_x005F_", "_")) == ("s", text)


def test_spaces_and_line_breaks_in_text_are_kept(tmp_path: Path) -> None:
    assert note_of(tmp_path, "  前后 \n第二行 ") == "  前后 \n第二行 "


def test_characters_that_no_sheet_can_hold_are_dropped(tmp_path: Path) -> None:
    assert note_of(tmp_path, "a\x00b\x1bc\ud800d\uffffe\r\nf") == "abcde\nf"


def test_text_longer_than_a_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    value = note_of(tmp_path, "长" * 40_000)
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


def test_the_total_row_sums_the_money_columns_only(tmp_path: Path) -> None:
    sheet = written(tmp_path, table(), total=True)
    assert [cell.value for cell in sheet[4]] == ["合计", None, None, None, 1234.56, None, None, None]
    assert sheet["E4"].font.bold
    assert sheet["E4"].border.top.style == "medium"
    assert sheet.auto_filter.ref == "A1:H3", "sorting by the filter leaves 合计 where it is"


def formulas(folder: Path, frame: pd.DataFrame) -> list[list[object]]:
    """The sheet's body and its row 合计 as they are typed in, formulas as such."""
    columns = (ReportColumn("绩效浮动", "merit", "money"), ReportColumn("罚款", "fine", "money"), ReportColumn("合计", "sum", "money", sums=("merit", "fine")))
    write_workbook(folder / "t.xlsx", [ReportSheet("表", columns, frame, total=True)], "2026-11", "客服")
    return [list(row) for row in openpyxl.load_workbook(folder / "t.xlsx").active.iter_rows(min_row=2, values_only=True)]


def test_sums_are_formulas_that_one_can_follow(tmp_path: Path) -> None:
    frame = pd.DataFrame({"merit": [1000, -500], "fine": [-3000, 0], "sum": [-2000, -500]})
    assert formulas(tmp_path, frame) == [
        [10, -30, "=SUM(A2:B2)"], [-5, 0, "=SUM(A3:B3)"], ["=SUM(A2:A3)", "=SUM(B2:B3)", "=SUM(C2:C3)"],
    ]  # fmt: skip
    cached = openpyxl.load_workbook(tmp_path / "t.xlsx", data_only=True).active.iter_rows(min_row=2, values_only=True)
    assert [row[2] for row in cached] == [-20, -5, -25]


def test_what_is_held_back_has_no_formula_and_no_rows_have_none(tmp_path: Path) -> None:
    held = pd.DataFrame({"merit": [None], "fine": [None], "sum": [None]}, dtype=object)
    assert formulas(tmp_path, held)[0] == [None, None, None]
    assert formulas(tmp_path, held.head(0)) == [[0, 0, 0]]


def test_a_table_without_rows_is_a_header_with_a_total_of_zero(tmp_path: Path) -> None:
    sheet = written(tmp_path, table().head(0), total=True)
    assert [cell.value for cell in sheet[2]] == ["合计", None, None, None, 0, None, None, None]


def test_the_sheet_prints_as_a_form(tmp_path: Path) -> None:
    sheet = written(tmp_path, table(), frozen=2)
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0), "one page wide, as many high as needed"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.oddHeader.center.text == "客服 && 售后 2026年11月　计分明细"
    assert [word in sheet.oddFooter.left.text for word in ("制表人", "审核人", "批准人")] == [True] * 3
    assert sheet.oddFooter.right.text == "第 &P 页 共 &N 页"
    assert not sheet.merged_cells.ranges


def test_columns_are_as_wide_as_their_content_within_bounds(tmp_path: Path) -> None:
    sheet = written(tmp_path, table(note=["很长的说明" * 40, "短"], name=["欧阳震华欧阳震华", "李"]))
    widths = {letter: sheet.column_dimensions[letter].width for letter in "BH"}
    assert 16 < widths["B"] < 26
    assert 40 < widths["H"] < 50


def test_rows_with_wrapped_text_are_higher(tmp_path: Path) -> None:
    sheet = written(tmp_path, table(note=["很长的说明" * 20, "短"]))
    assert sheet.row_dimensions[2].height >= 3 * sheet.row_dimensions[3].height


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, [ReportSheet("表", COLUMNS, table())], "2026-11", "客服")
        contents.append((tmp_path / name).read_bytes())
    assert contents[0] == contents[1]


def test_the_properties_are_those_of_the_month_not_of_the_hour(tmp_path: Path) -> None:
    written(tmp_path, table())
    properties = openpyxl.load_workbook(tmp_path / "table.xlsx").properties
    assert (properties.creator, properties.title, properties.created) == ("kaohe", "kaohe", datetime(2026, 11, 1))


def test_rows_of_each_sheet_are_counted(tmp_path: Path) -> None:
    sheets = [ReportSheet("一", COLUMNS, table(), total=True), ReportSheet("二", COLUMNS, table().head(0))]
    assert write_workbook(tmp_path / "t.xlsx", sheets, "2026-11", "客服") == {"一": 2, "二": 0}


def test_a_sheet_of_many_thousand_rows_keeps_their_order(tmp_path: Path) -> None:
    count = 5_001
    frame = pd.DataFrame({"row": range(count), "note": [f"第 {n} 项" for n in range(count)]})
    columns = (ReportColumn("行号", "row", "whole"), ReportColumn("说明", "note", "note"))
    write_workbook(tmp_path / "t.xlsx", [ReportSheet("表", columns, frame)], "2026-11", "客服")
    rows = list(
        openpyxl.load_workbook(tmp_path / "t.xlsx", read_only=True)["表"].iter_rows(min_row=2, values_only=True)
    )
    assert rows == [(n, f"第 {n} 项") for n in range(count)]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=40), min_size=1, max_size=8), fen=st.integers(-(10**12), 10**12))
def test_any_text_and_amount_can_be_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], fen: int
) -> None:
    path = tmp_path_factory.mktemp("any") / "t.xlsx"
    frame = pd.DataFrame({"note": texts, "amount": fen})
    columns = (ReportColumn("说明", "note", "note"), ReportColumn("金额", "amount", "money"))
    write_workbook(path, [ReportSheet("表", columns, frame)], "2026-11", "客服")
    rows = list(openpyxl.load_workbook(path)["表"].iter_rows(min_row=2, values_only=True))
    assert [round(amount * 100) for _, amount in rows] == [fen] * len(texts)
    for text, (value, _) in zip(texts, rows, strict=True):
        if text.isprintable() and "_x" not in text:
            assert (value or "") == text


def test_charts_stand_on_a_sheet_of_their_own_and_words_have_their_colours(tmp_path: Path) -> None:
    frame = pd.DataFrame({"grade": ["A", "E"], "people": [3, 1]})
    sheet = ReportSheet("等级分布", (ReportColumn("等级", "grade"), ReportColumn("人数", "people", "whole")), frame, colours={"grade": {"E": BAD}})
    write_workbook(tmp_path / "a.xlsx", [sheet], "2026-11", "客服部", [Chart("等级分布（人）", "column", sheet, "grade", "people")])
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["等级分布", "图表"]
    [chart] = book["图表"]._charts
    assert chart.series[0].val.numRef.f == "等级分布!$B$2:$B$3"
    [(area, [rule])] = [(str(each.sqref), each.rules) for each in book["等级分布"].conditional_formatting]
    assert area == "A2:A3" and rule.formula == ['"E"']
    assert book.defined_names["等级分布"].attr_text == "'等级分布'!$A$1:$B$3"


@pytest.mark.parametrize(("notes", "pages"), [(2, 1), (5, 2), (9, 3)])
def test_a_sheet_too_wide_for_one_page_prints_on_several_with_the_frozen_columns_on_each(tmp_path: Path, notes: int, pages: int) -> None:
    columns = [ReportColumn("工号", "id", "id"), *(ReportColumn(f"说明{number}", "text", "note") for number in range(notes))]
    sheet = ReportSheet("宽表", columns, pd.DataFrame({"id": ["KF001"], "text": ["很长的说明" * 20]}), frozen=1)
    write_workbook(tmp_path / "wide.xlsx", [sheet], "2026-11", "部门")
    written = openpyxl.load_workbook(tmp_path / "wide.xlsx")["宽表"]
    assert int(written.page_setup.fitToWidth or 1) == pages
    assert written.print_title_cols == ("$A:$A" if pages > 1 else None)


def test_writing_that_is_interrupted_says_so_and_leaves_no_workbook(tmp_path: Path) -> None:
    class Interrupting:
        def __str__(self) -> str:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(tmp_path, table(note=[Interrupting(), "x"]))
    assert list(tmp_path.iterdir()) == []
