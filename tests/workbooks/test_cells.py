"""Cells as people type them, and what is refused because it is doubtful."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.schemas.readers import READERS, read_person
from pipeline.workbooks.cells import ErrorValue, Unreadable, Unstored
from pipeline.workbooks.columns import read_column
from pipeline.workbooks.days import read_date, read_datetime, read_time
from pipeline.workbooks.grid import Cells
from pipeline.workbooks.numbers import read_hundredths, read_money, read_whole
from pipeline.workbooks.texts import read_choice, read_id, read_name, read_text, read_yes_no

FULL_WIDTH = str.maketrans("0123456789-/.:,ABCXYZabc ", "０１２３４５６７８９－／．：，ＡＢＣＸＹＺａｂｃ　")


def refused(read, raw: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Unreadable) as problem:
        read(raw)
    return problem.value.code


@given(st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)))
def test_every_way_to_write_a_date_reads_as_that_date(day: dt.date) -> None:
    y, m, d = day.year, day.month, day.day
    for text in (f"{day}", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}年{m}月{d}日", f"{y}{m:02d}{d:02d}", f" {y}/{m:02d}/{d:02d}　"):
        assert read_date(text).value == day
        assert read_date(text.translate(FULL_WIDTH)).value == day
    assert read_date(dt.datetime(y, m, d)).value == read_date(float(f"{y}{m:02d}{d:02d}")).value == day


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (46329, "DATE_SERIAL"), (46329.5, "DATE_UNREADABLE"), ("3/4/2026", "DATE_AMBIGUOUS"), ("03-04-26", "DATE_AMBIGUOUS"),
        ("11月3日", "DATE_AMBIGUOUS"), ("2月29日", "DATE_AMBIGUOUS"), ("11月31日", "DATE_IMPOSSIBLE"), ("13月1日", "DATE_IMPOSSIBLE"), ("26年10月32日", "DATE_IMPOSSIBLE"), ("2026-02-30", "DATE_IMPOSSIBLE"), ("2026-13-01", "DATE_IMPOSSIBLE"),
        (dt.datetime(2026, 11, 3, 8), "DATE_HAS_TIME"), (True, "DATE_UNREADABLE"), ("null", "DATE_UNREADABLE"),
        (dt.date(1900, 1, 5), "DATE_IMPOSSIBLE"), (float("nan"), "DATE_UNREADABLE"), (float("inf"), "DATE_UNREADABLE"),
        (ErrorValue("#N/A"), "CELL_ERROR_VALUE"), (Unstored("A1+1"), "FORMULA_NOT_STORED"), ("2026/11-3", "DATE_UNREADABLE"),
    ],
)
def test_a_doubtful_date_is_refused(raw: object, code: str) -> None:
    assert refused(read_date, raw) == code


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        ("8:00", 28800), ("08:00:00", 28800), (dt.time(8, 0), 28800), ("次日 00:58", 89880), ("次日00:58:30", 89910),
        ("１７：３０", 63000), (dt.timedelta(hours=24, minutes=58), 89880), (dt.datetime(1899, 12, 30, 8, 0), 28800),
    ],
)
def test_times_are_seconds_since_midnight(raw: object, seconds: int) -> None:
    assert read_time(raw).value == seconds


@pytest.mark.parametrize("raw", ["24:00", "8:60", "8", "800", 0.33, "上午8:00", dt.datetime(2026, 11, 3, 8, 0), True, "8:0"])
def test_a_doubtful_time_is_refused(raw: object) -> None:
    assert refused(read_time, raw) == "TIME_UNREADABLE"


@pytest.mark.parametrize(
    "raw", ["2026/10/03 17:00", "2026-10-03 17:00:00", "2026年10月3日 17:00", "2026-10-03T17:00", dt.datetime(2026, 10, 3, 17)]
)
def test_date_times_are_read(raw: object) -> None:
    assert read_datetime(raw).value == dt.datetime(2026, 10, 3, 17)


def test_a_date_without_a_time_is_no_date_time() -> None:
    assert refused(read_datetime, "2026-10-03") == "DATETIME_WITHOUT_TIME"
    assert refused(read_datetime, dt.date(2026, 10, 3)) == "DATETIME_WITHOUT_TIME"


@given(st.integers(-(10**10), 10**10))
def test_amounts_keep_every_fen_however_they_are_written(fen: int) -> None:
    sign, whole = ("-", -fen) if fen < 0 else ("", fen)
    plain = f"{sign}{whole // 100}.{whole % 100:02d}"
    grouped = f"{sign}{whole // 100:,}.{whole % 100:02d}"
    for raw in (plain, f"{plain}元", f"¥{plain}", f"￥{grouped}", grouped, plain.translate(FULL_WIDTH), float(plain), f" {grouped} 元 "):
        assert read_money(raw).value == fen


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1,20", "NUMBER_UNREADABLE"), ("12,34.5", "NUMBER_UNREADABLE"), ("五十", "NUMBER_UNREADABLE"), ("50.005", "TOO_MANY_DECIMALS"),
        (50.005, "TOO_MANY_DECIMALS"), ("1e3", "NUMBER_UNREADABLE"), (float("nan"), "NUMBER_UNREADABLE"), (True, "NUMBER_UNREADABLE"),
        ("50分", "NUMBER_UNREADABLE"), ("--", "NUMBER_UNREADABLE"), ("5 0", "NUMBER_UNREADABLE"), (10**20, "NUMBER_TOO_LARGE"),
    ],
)
def test_a_doubtful_amount_is_refused(raw: object, code: str) -> None:
    assert refused(read_money, raw) == code


def test_the_noise_of_binary_fractions_is_no_part_of_an_amount() -> None:
    assert read_money(0.1 + 0.2).value == 30
    assert read_hundredths(2.5).value == 250


@pytest.mark.parametrize(("raw", "text"), [("001", "001"), (1001.0, "1001"), (7, "7"), (" K-1_a ", "K-1_a"), ("ＫＦ０１", "KF01")])
def test_ids_are_text_and_keep_their_zeros(raw: object, text: str) -> None:
    assert read_id(raw).value == text


@pytest.mark.parametrize("raw", ["K 1", "../x", "a" * 33, 1.5, -3, True, dt.date(2026, 1, 1), "工号1", "a\\b", "=1+1"])
def test_other_ids_are_refused(raw: object) -> None:
    assert refused(read_id, raw) == "ID_UNREADABLE"


@pytest.mark.parametrize(("raw", "value"), [
    ("是", True), ("否", False), ("Y", True), ("n", False), ("√", True), ("×", False), (True, True), (False, False),
])
def test_yes_and_no(raw: object, value: bool) -> None:
    assert read_yes_no(raw).value is value


@pytest.mark.parametrize("raw", [1, 0, "对", "ok", "是的"])
def test_anything_else_is_neither_yes_nor_no(raw: object) -> None:
    assert refused(read_yes_no, raw) == "YES_NO_UNREADABLE"


@pytest.mark.parametrize(("raw", "number"), [(2.0, 2), ("２", 2), ("2次", 2), (3, 3)])
def test_whole_numbers(raw: object, number: int) -> None:
    assert read_whole(raw).value == number


def test_a_fraction_is_not_whole() -> None:
    assert refused(read_whole, 2.5) == refused(read_whole, "2.5") == "NOT_WHOLE"


def test_choices_are_known_by_label_or_code_and_a_misspelt_one_is_suggested() -> None:
    choices = {"早班": "early", "晚班": "late"}
    assert read_choice(" 早班 ", choices).value == "early" and read_choice("LATE", choices).value == "late"
    with pytest.raises(Unreadable) as problem:
        read_choice("晚斑", choices)
    assert str(problem.value.params["hint"]) == "是不是“晚班”？"


def test_text_is_kept_as_it_is_but_for_the_spaces_around_it() -> None:
    assert read_text("　 说明：NA（１） \n").value == "说明：NA（１）"
    assert read_text("=1+1").value == "=1+1" and read_text("NA").value == "NA"
    assert read_text("a\x00b").value == "ab"
    assert read_name("张　三").value == "张三" and read_name("Li  Wei").value == "Li  Wei"


@pytest.mark.parametrize("kind", sorted(READERS))
@pytest.mark.parametrize("raw", [None, "", " ", "　", "\u200b"])
def test_an_empty_cell_is_empty_for_every_kind(kind: str, raw: object) -> None:
    assert READERS[kind](raw).value is None


@given(st.sampled_from(sorted(READERS)), st.one_of(st.text(), st.floats(), st.integers(), st.datetimes(), st.times(), st.booleans(), st.timedeltas()))
def test_no_cell_whatever_is_in_it_raises_anything_but_unreadable(kind: str, raw: object) -> None:
    try:
        READERS[kind](raw)
    except Unreadable as problem:
        assert problem.code


def test_a_column_is_read_cell_by_cell_and_true_is_not_one() -> None:
    reading = read_column(Cells.of([1, True, 1.0, "x", None, "", "１"]), read_whole)
    assert [reading.value(at) for at in range(7)] == [1, None, 1, None, None, None, 1]
    assert [at for at, _ in reading.problems] == [1, 3]
    assert reading.changed == [6]


def test_decimals_are_exact() -> None:
    assert Decimal(read_money("19.99").value) == 1999


@pytest.mark.parametrize("dot", "·•・‧･.．")
def test_whatever_stands_for_the_dot_of_a_name_is_the_same_name(dot: str) -> None:
    assert read_name(f"阿依古丽{dot}买买提").value == "阿依古丽·买买提"


def test_an_id_that_was_read_before_is_not_taken_for_another_cell_that_equals_it() -> None:
    assert [read_person(cell).value for cell in (1, 1.0, "1")] == ["1", "1", "1"]
    for _ in range(2):
        with pytest.raises(Unreadable):
            read_person(True)
