"""What later registers say of a closed month's complaints is settled in the open month, once (A-2.5, A-6.2, B-6, C-28.1, C-28.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.archive.five_months import (
    APPROVED_LATER,
    DECEMBER,
    JANUARY,
    LATE,
    LEAVERS,
    MONTHS,
    NOT_KNOWN,
    NOVEMBER,
    OCTOBER,
    PEOPLE,
    REGISTERS,
    REOPENING,
    SEPTEMBER,
    SPOT,
    STAYED,
    four_months,
)
from tests.archive.months import FIRST, Books
from tests.archive.registers import at_work, charged, codes, corrected, received
from tests.archive.shelf import Shelf
from tests.build import STAFF, Called, Read


@pytest.fixture(scope="module")
def closed(shelf: Shelf) -> Books:
    return shelf.books(four_months)


@pytest.fixture(scope="module")
def months(closed: Books) -> dict[str, Called]:
    return {month: Called(0, "", closed.output / month) for month in MONTHS}


@pytest.fixture(scope="module")
def january(closed: Books, tmp_path_factory: pytest.TempPathFactory) -> tuple[Books, Read]:
    """A fifth month after them, to be closed."""
    books = closed.copied(tmp_path_factory.mktemp("january"))
    books.write(JANUARY, PEOPLE[JANUARY], 投诉登记=list(REGISTERS[JANUARY].values()))
    read = books.read(JANUARY)
    assert read.code == 0, read.findings
    return books, read


@pytest.fixture(scope="module")
def corrected_first(closed: Books, tmp_path_factory: pytest.TempPathFactory) -> tuple[Books, Called]:
    """January closed after September was corrected: one of those who left had stayed. Its register has what no closed month knows, and no more."""
    books, september = closed.copied(tmp_path_factory.mktemp("corrected first")), [STAYED if each is LEAVERS[0] else each for each in PEOPLE[SEPTEMBER]]
    books.write(SEPTEMBER, september, 投诉登记=list(REGISTERS[SEPTEMBER].values()), 考勤=at_work(SEPTEMBER, september), 扣分记录=SPOT, **FIRST)
    assert books.correct(SEPTEMBER).code == 0
    done = books.close(JANUARY, PEOPLE[JANUARY], slips=False, 投诉登记=[REGISTERS[JANUARY][name] for name in NOT_KNOWN])
    assert done.code == 0, done.printed
    return books, done


def row_of(month: str, name: str) -> int:
    """Where this complaint stands in the month's sheet."""
    return list(REGISTERS[month]).index(name) + 2


def told(months: dict[str, Called], month: str, code: str) -> list[tuple[Any, ...]]:
    return places(months[month], code)


def places(month: Called | Read, code: str) -> list[tuple[Any, ...]]:
    return [(finding["行号"], finding["列"]) for finding in month.findings if finding["代码"] == code]


def about(months: dict[str, Called], month: str, number: str) -> set[str]:
    """The codes of what is said of a complaint that the register lacks."""
    return {finding["代码"] for finding in months[month].findings if number in f"{finding['值']} {finding['说明']}"}


def lines(month: Called, employee: str) -> set[tuple[str, float, str, Any]]:
    return {(row["条款"], row["金额"], row["来源文件"], row["行号"]) for row in month.lines if row["工号"] == employee and str(row["事项"]).startswith("前期更正")}


def test_found_effective_after_the_close_the_fine_and_the_bonus_are_settled_in_the_open_month(months: dict[str, Called]) -> None:
    """B-6 and A-2.5: 100 yuan, and the 50 yuan that the bonus had brought; this month's row is the source."""
    october = months[OCTOBER]
    assert corrected(october, "decided") == -150
    assert row_of(OCTOBER, "decided") in [row for row, _ in told(months, OCTOBER, "COMPLAINT_BOOKED")]
    assert ("B-6", -100, "all.xlsx", row_of(OCTOBER, "decided")) in lines(october, "decided")
    assert [row["收入"] for row in october.ledger if (row["条款"], row["工号"]) == ("B-6", "decided")] == [100]


def test_what_was_booked_once_is_not_booked_again_in_any_later_month(months: dict[str, Called], closed: Books) -> None:
    assert [corrected(months[month], "decided") for month in (NOVEMBER, DECEMBER)] == [0, 150]
    assert closed.verify().code == 0


def test_received_on_the_last_day_and_accepted_on_the_first_it_is_charged(months: dict[str, Called]) -> None:
    # 20 points of and the bonus of: 85 to 60, and 100 yuan of B-6.
    assert corrected(months[OCTOBER], "lastday") == -350


def test_a_form_that_reopens_one_of_a_closed_month_is_the_same_complaint(months: dict[str, Called]) -> None:
    sheet = next(row for row in months[OCTOBER].pay if row["工号"] == "again")
    assert (sheet["罚款"], sheet["前期更正"]) == (0, 0)
    assert corrected(months[NOVEMBER], "again") == 150


def test_each_line_says_which_row_it_follows_from_and_what_that_row_changed(months: dict[str, Called]) -> None:
    """One complaint turns out to be somebody else's, and an objection of the first person is granted in the same month."""
    rows = [row for row in months[OCTOBER].lines if row["类别"] == "前期更正" and row["工号"] in ("told1", "told2")]
    reasons = {(row["工号"], row["条款"], row["工作表"]): row["说明"].partition("结账后有变化：")[2] for row in rows}
    form = "投诉 KS-202610-0003：就 KS-202609-0013 重新立案，以这一次的认定为准，责任人有更改"
    objected = "申诉 2026-09-04 A-3.1.8：撤销"
    assert reasons == {
        ("told1", "A-2.5", "投诉登记"): f"{form}）", ("told1", "B-6", "投诉登记"): f"{form}）", ("told1", "A-3.1.8", "申诉"): f"{objected}）",
        ("told1", "A-4.2", "投诉登记"): f"{form}；{objected}）",
        ("told2", "A-2.5", "投诉登记"): f"{form}）", ("told2", "B-6", "投诉登记"): f"{form}）", ("told2", "A-4.2", "投诉登记"): f"{form}）",
    }
    booked = [(row["代码"], row["单元格"]) for row in months[OCTOBER].findings if "BOOKED" in row["代码"]]
    assert ("COMPLAINT_BOOKED", f"A{row_of(OCTOBER, 'told')}") in booked and ("OBJECTION_BOOKED", "C2") in booked


def test_what_changes_of_a_complaint_that_concerns_nobody_is_booked_nowhere_and_told_nowhere(months: dict[str, Called]) -> None:
    row = row_of(OCTOBER, "nobody")
    assert row not in [at for at, _ in told(months, OCTOBER, "COMPLAINT_BOOKED")]
    assert not [line for line in months[OCTOBER].lines if line["类别"] == "前期更正" and (line["工作表"], line["行号"]) == ("投诉登记", row)]


def test_a_corrected_grade_stands_in_the_line_that_moves_the_pay(months: dict[str, Called]) -> None:
    [note] = [row["说明"] for row in months[OCTOBER].lines if (row["条款"], row["工号"]) == ("A-4.2", "graded")]
    assert "考核分 85 → 60，等级 B → E，绩效浮动 50.00 → -200.00" in note


def test_a_penalty_approved_in_a_closed_month_that_did_not_charge_it_is_charged_later_and_once(months: dict[str, Called]) -> None:
    assert charged(months[OCTOBER], "late") == -80
    assert row_of(OCTOBER, "late") in [row for row, _ in told(months, OCTOBER, "PENALTY_CHARGED_LATE")]
    assert charged(months[NOVEMBER], "late") == 0
    assert row_of(NOVEMBER, "late") in [row for row, _ in told(months, NOVEMBER, "PENALTY_CHARGED_BEFORE")]


def test_a_charged_penalty_that_stands_otherwise_in_a_later_register_is_told_and_one_that_stands_the_same_is_not(months: dict[str, Called]) -> None:
    assert (charged(months[OCTOBER], "four"), charged(months[NOVEMBER], "four")) == (-4 * 80, 0)
    first = row_of(NOVEMBER, "four 0")
    of_four = [(row, column) for row, column in told(months, NOVEMBER, "PENALTY_CHARGED_BEFORE") if first <= row < first + 4]
    assert of_four == [(first + 1, "罚扣金额"), (first + 2, "罚扣金额"), (first + 3, "罚扣核准日期")]


def test_a_penalty_approved_after_the_month_is_charged_from_the_archive_where_this_register_lacks_it(months: dict[str, Called]) -> None:
    assert [charged(months[month], "approved") for month in (SEPTEMBER, OCTOBER, NOVEMBER)] == [0, -80, 0]
    assert "COMPLAINT_LEFT_OUT" in about(months, OCTOBER, APPROVED_LATER["投诉编号"])


def test_a_penalty_of_somebody_who_has_left_is_a_line_at_the_end_of_the_pay_sheet(months: dict[str, Called]) -> None:
    *_, last, _total = [row for row in months[OCTOBER].pay if row["工号"] != "id@2026-09"]
    assert last["工号"] == "left" and (last["投诉罚扣"], last["调整合计"]) == (-80, -80)
    [named] = [row["责任人姓名"] for row in months[OCTOBER].table("complaints.xlsx", "奖罚通知") if row["责任人"] == "left"]
    assert named == "员工left", "the notice is made out to a name"
    assert corrected(months[NOVEMBER], "left") == 50, "the bonus comes back, and the penalty stays"


def test_an_open_case_that_the_next_register_lacks_is_told_and_keeps_its_deadlines(months: dict[str, Called]) -> None:
    assert "COMPLAINT_LEFT_OUT" in about(months, OCTOBER, "KS-202609-0007")
    row = next(row for row in months[OCTOBER].table("complaints.xlsx", "投诉跟踪") if row["投诉编号"] == "KS-202609-0007")
    assert row["结案状态"] == "逾期未结"


def test_a_leave_date_retyped_after_the_close_does_not_charge_twice(months: dict[str, Called]) -> None:
    """A-6.2: half a month's wage, once."""
    assert [next(row["赔偿"] for row in months[month].pay if row["工号"] == "leaver") for month in (SEPTEMBER, OCTOBER)] == [-2500, 0]
    assert "LEFT_BEFORE" in codes(months[OCTOBER])


def test_who_was_charged_for_leaving_and_stays_is_told_and_gets_the_charge_back_by_the_advice(
    months: dict[str, Called], january: tuple[Books, Read], corrected_first: tuple[Books, Called],
) -> None:
    """A-6.2: without a leave date in a later month, or with one after it, the half wage was for nothing."""
    assert all(next(row["赔偿"] for row in months[SEPTEMBER].pay if row["工号"] == each["工号"]) == -2500 for each in LEAVERS)
    stayed, later, _back = (len(STAFF) + PEOPLE[JANUARY].index(each) + 2 for each in PEOPLE[JANUARY][-3:])
    assert places(january[1], "STAYED_AFTER_LEAVING") == [(stayed, "离职日期"), (later, "离职日期")]
    back = corrected_first[1]
    assert places(back, "STAYED_AFTER_LEAVING") == [(later, "离职日期")] and corrected(back, "leaver") == 2500


def test_whoever_was_not_on_the_closed_months_roster_is_told_and_nothing_is_booked_for_them(months: dict[str, Called], closed: Books, tmp_path: Path) -> None:
    """Somebody came from another branch, or joined later and handled the form that reopened the case: whom it was before is still set right."""
    assert [corrected(months[OCTOBER], who) for who in ("here1", "here2", "came")] == [150, 80 + 50, 0]
    said = [(finding["行号"], finding["列"], finding["值"]) for finding in months[OCTOBER].findings if finding["代码"] == "RESPONSIBLE_NOT_THERE"]
    assert said == [(row_of(OCTOBER, name), "责任人", "came") for name in ("of another branch", "first seen", "penalised")]
    books = closed.copied(tmp_path)
    assert books.correct(SEPTEMBER).code == 0 and books.verify().code == 0


def test_whoever_is_on_no_roster_any_more_is_responsible_for_what_began_in_a_closed_month_alone(
    closed: Books, january: tuple[Books, Read], tmp_path: Path,
) -> None:
    """B-6: a complaint of this month was a fault of the program; a form that reopens one of a closed month is settled there."""
    books = closed.copied(tmp_path)
    of_no_archive = received(JANUARY, 3, "left", 原投诉编号="KS-202608-0009")
    without_number = received(JANUARY, 4, "left", 投诉编号=None)
    books.write(JANUARY, PEOPLE[DECEMBER], 投诉登记=[received(JANUARY, 1, "left"), REOPENING, of_no_archive, without_number])
    assert places(books.read(JANUARY), "NOT_EMPLOYED_THAT_DAY") == [(row, "责任人") for row in (2, 4, 5)]
    assert january[1].code == 0, "nor does it matter that the roster says when"


def test_a_number_that_stood_for_another_customer_is_told_and_gone_with_a_number_of_its_own(january: tuple[Books, Read]) -> None:
    """COMPLAINT_NO_USED: it would be settled as a change of the person, in silence. A customer with a word more is the same one."""
    assert [row for row, _ in places(january[1], "COMPLAINT_NO_USED")] == [row_of(JANUARY, "used")]
    booked = {row for row, _ in places(january[1], "COMPLAINT_BOOKED")}
    assert booked >= {row_of(JANUARY, name) for name in ("used", "a word more", "its own")}


def test_what_nobody_had_registered_by_the_close_says_so_and_what_no_closed_month_knows_is_told_once(
    months: dict[str, Called], corrected_first: tuple[Books, Called], tmp_path: Path,
) -> None:
    """B-6: a complaint of a month that the archive has is booked with its reason; of one that it has not, nobody knows whether it was fined."""
    notes = [line["说明"] for line in months[OCTOBER].lines if line["工号"] == "late"]
    assert notes and all(f"投诉 {LATE['投诉编号']}：结账时还没有登记" in note for note in notes if "结账后有变化" in note)
    books, closed = corrected_first
    assert [each["值"] for each in closed.findings if each["代码"] == "COMPLAINT_NOT_KNOWN"] == ["KS-202608-0002"]
    later = books.copied(tmp_path)
    later.write("2027-02", PEOPLE[DECEMBER], 投诉登记=[REGISTERS[JANUARY][NOT_KNOWN[1]]])
    assert "COMPLAINT_NOT_KNOWN" not in codes(later.read("2027-02"))


def test_an_id_that_somebody_else_has_now_does_not_get_the_first_ones_correction(months: dict[str, Called]) -> None:
    sheet = {row["工号"]: row for row in months[OCTOBER].pay}
    assert sheet["id"]["前期更正"] == 0 and sheet["id@2026-09"]["前期更正"] == -150


def test_a_personnel_notice_is_published_once_in_the_first_month_after_closing(months: dict[str, Called]) -> None:
    """C-28.1, where no day of review is filled in; whether later registers still have the case or not."""
    printed = []
    for month in MONTHS:
        notices = months[month].folder / "notices"
        printed.append(len([path for path in notices.iterdir() if path.name.startswith("人事公布单-0")]) if notices.exists() else 0)
        assert not [number for number in ("KS-202609-0008", "KS-202609-0009") if "COMPLAINT_LEFT_OUT" in about(months, month, number)]
    assert printed == [0, 2, 0, 0]
