"""Months that look back: what was decided, approved or corrected after a close becomes 前期更正, once (B-6, C-28.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.archive.months import FIRST, Books
from tests.archive.shelf import Shelf
from tests.build import Called, Read, Rows, changed_rulebook, logged, person, worked

PEOPLE = [person("1"), person("2", "客服组长")]



def received(month: str, number: int, employee: str | None = "1", day: int = 3, **more: Any) -> dict[str, Any]:
    on = f"{month}-{day:02d}"
    row = {
        "投诉编号": f"KS-{month.replace('-', '')}-{number:04d}", "投诉日期": on, "受理日期": on, "客户名称": "某客户",
        "投诉类别": "非质量", "投诉原因": "服务", "是否有效": "是", "责任人": employee,
    }
    return row | more


def at_work(month: str) -> Rows:
    return [worked(each["工号"], 2) | {"日期": f"{month}-02"} for each in PEOPLE]


def close(books: Books, month: str, register: Rows, people: Rows = PEOPLE, *, slips: bool = False, **more: Rows) -> Called:
    done = books.close(month, people, slips=slips, 投诉登记=register, 考勤=at_work(month), **more)
    assert done.code == 0, done.printed
    return done


def computed(books: Books, month: str, register: Rows, people: Rows = PEOPLE, at: Rows | None = None) -> Read:
    """The month as it would be closed; nothing is written."""
    books.write(month, people, 投诉登记=register, 考勤=at_work(month) if at is None else at)
    read = books.read(month)
    assert read.code == 0, read.findings
    return read


def corrected(month: Called | Read, employee: str = "1") -> float:
    return float(next(row["前期更正"] for row in month.pay if row["工号"] == employee))


def lines(month: Read, employee: str = "1") -> set[tuple[str, float, str, Any]]:
    return {(row["条款"], row["金额"], row["来源文件"], row["行号"]) for row in month.lines if row["工号"] == employee and str(row["事项"]).startswith("前期更正")}


def codes(month: Called | Read) -> list[str]:
    return [finding["代码"] for finding in month.findings]


def nothing_known(books: Books) -> None:
    close(books, "2026-09", [], **FIRST)


def one_undecided(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 是否有效=None)], **FIRST)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Nothing closed yet."""
    return Books.at(tmp_path)


@pytest.fixture
def quiet(shelf: Shelf, tmp_path: Path) -> Books:
    """September closed without a complaint."""
    return shelf.books(nothing_known).copied(tmp_path)


@pytest.fixture
def undecided(shelf: Shelf, tmp_path: Path) -> Books:
    """September closed with a complaint of which nobody knew whether it was effective."""
    return shelf.books(one_undecided).copied(tmp_path)


@pytest.fixture
def decided(shelf: Shelf, tmp_path: Path) -> Books:
    """The same, and October closed, which found it effective."""

    def make(books: Books) -> None:
        shelf.books(one_undecided).copied(books.folder)
        assert corrected(close(books, "2026-10", [received("2026-09", 1)])) == -150

    return shelf.books(make).copied(tmp_path)


def test_found_effective_after_the_close_the_fine_and_the_bonus_are_settled_in_the_open_month(undecided: Books) -> None:
    """B-6 and A-2.5: 100 yuan, and the 50 yuan that the bonus had brought; this month's row is the source."""
    read = computed(undecided, "2026-10", [received("2026-09", 1)])
    assert corrected(read) == -150 and "COMPLAINT_BOOKED" in codes(read)
    assert ("B-6", -100, "all.xlsx", 2) in lines(read)
    assert [row["收入"] for row in read.ledger if row["条款"] == "B-6"] == [100]


def test_what_was_booked_once_is_not_booked_again_in_any_later_month(decided: Books) -> None:
    assert corrected(close(decided, "2026-11", [received("2026-09", 1)])) == 0
    assert corrected(close(decided, "2026-12", [received("2026-09", 1, 是否有效="否")])) == 150
    assert decided.verify().code == 0


def test_a_correction_of_the_closed_months_own_workbook_and_the_later_register_do_not_pay_twice(undecided: Books) -> None:
    undecided.write("2026-09", PEOPLE, 投诉登记=[received("2026-09", 1)], 考勤=at_work("2026-09"), **FIRST)
    assert undecided.correct("2026-09").code == 0
    assert corrected(close(undecided, "2026-10", [received("2026-09", 1)])) == -150
    assert "没有可以入账的" in undecided.correct("2026-09").printed


def test_a_later_correction_of_something_else_keeps_what_the_later_register_decided(decided: Books) -> None:
    log = [logged("1", "B-8") | {"日期": "2026-09-04"}]
    decided.write("2026-09", PEOPLE, 投诉登记=[received("2026-09", 1, 是否有效=None)], 考勤=at_work("2026-09"), 扣分记录=log, **FIRST)
    assert decided.correct("2026-09").code == 0
    assert corrected(close(decided, "2026-11", [])) == -50
    assert decided.verify().code == 0


def test_received_on_the_last_day_and_accepted_on_the_first_it_is_charged(quiet: Books) -> None:
    row = received("2026-09", 1, day=30, 受理日期="2026-10-01", 投诉原因="冲突")
    # 20 points of and the bonus of: 85 to 60, and 100 yuan of B-6.
    assert corrected(computed(quiet, "2026-10", [row])) == -350


def test_a_form_that_reopens_one_of_a_closed_month_is_the_same_complaint(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 结案日期="2026-09-05", 客户接受="否")], **FIRST)
    done = close(books, "2026-10", [received("2026-10", 1, 原投诉编号="KS-202609-0001")])
    sheet = next(row for row in done.pay if row["工号"] == "1")
    assert (sheet["罚款"], sheet["前期更正"]) == (0, 0)
    assert corrected(computed(books, "2026-11", [received("2026-10", 1, 原投诉编号="KS-202609-0001", 是否有效="否")])) == 150


def test_each_line_says_which_row_it_follows_from_and_what_that_row_changed(books: Books) -> None:
    """One complaint turns out to be somebody else's, and an objection of the first person is granted in the same month."""
    spot: Rows = [logged("1", "A-3.1.8", 分值=3) | {"日期": "2026-09-04"}]
    close(books, "2026-09", [received("2026-09", 1, 客户接受="否")], 扣分记录=spot, **FIRST)
    granted = {"工号": "1", "日期": "2026-09-04", "事项": "A-3.1.8", "理由": "不符", "结论": "撤销", "裁定人": "Z1", "裁定理由": "查实"}
    done = close(books, "2026-10", [received("2026-10", 1, "2", 原投诉编号="KS-202609-0001")], 申诉=[granted])
    rows = [row for row in done.lines if row["类别"] == "前期更正"]
    reasons = {(row["工号"], row["条款"], row["工作表"]): row["说明"].partition("结账后有变化：")[2] for row in rows}
    form = "投诉 KS-202610-0001：就 KS-202609-0001 重新立案，以这一次的认定为准，责任人有更改"
    objected = "申诉 2026-09-04 A-3.1.8：撤销"
    assert reasons == {
        ("1", "A-2.5", "投诉登记"): f"{form}）", ("1", "B-6", "投诉登记"): f"{form}）", ("1", "A-3.1.8", "申诉"): f"{objected}）",
        ("1", "A-4.2", "投诉登记"): f"{form}；{objected}）",
        ("2", "A-2.5", "投诉登记"): f"{form}）", ("2", "B-6", "投诉登记"): f"{form}）", ("2", "A-4.2", "投诉登记"): f"{form}）",
    }
    assert {row["代码"]: row["单元格"] for row in done.findings if "BOOKED" in row["代码"]} == {"COMPLAINT_BOOKED": "A2", "OBJECTION_BOOKED": "C2"}


TOLD: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"是否有效": None}, {}, "未认定 → 有效"),
    ({}, {"是否有效": "否"}, "有效 → 无效"),
    ({"责任人": None}, {}, "已查明责任人"),
    ({}, {"责任人": "other"}, "责任人有更改"),
    ({"投诉原因": "服务"}, {"投诉原因": "冲突"}, "原因 服务 → 冲突"),
    ({}, {"发生日期": "2026-09-02"}, "发生日期 空 → 2026-09-02"),
]
"""What a closed month's register had of a complaint, what the next one has, and what is said of it."""
NUMBERED = dict(enumerate(TOLD, 1))
CONCERNED = {number: (f"A{number}", f"B{number}") for number in NUMBERED}
"""Of each complaint who answers for it, and somebody else who may."""


@pytest.fixture(scope="module")
def retold(shelf: Shelf) -> Read:
    """October, whose register has something else of each of them."""

    def case(number: int, said: dict[str, Any]) -> dict[str, Any]:
        first, other = CONCERNED[number]
        return received("2026-09", number, first, **{header: other if value == "other" else value for header, value in said.items()})

    people = [person(who) for pair in CONCERNED.values() for who in pair]

    def make(books: Books) -> None:
        at = [worked(each["工号"], 2) | {"日期": "2026-09-02"} for each in people]
        assert books.close("2026-09", people, 投诉登记=[case(number, was) for number, (was, _now, _said) in NUMBERED.items()], 考勤=at, **FIRST).code == 0
        at = [row | {"日期": "2026-10-02"} for row in at]
        books.write("2026-10", people, 投诉登记=[case(number, now) for number, (_was, now, _said) in NUMBERED.items()], 考勤=at)

    read = shelf.books(make).read("2026-10")
    assert read.code == 0, read.findings
    return read


@pytest.mark.parametrize(("number", "said"), [(number, said) for number, (_was, _now, said) in NUMBERED.items()], ids=[said for *_, said in TOLD])
def test_a_slip_tells_what_the_register_says_otherwise_and_names_nobody_else(retold: Read, number: int, said: str) -> None:
    notes = [row["说明"] for row in retold.lines if row["类别"] == "前期更正" and row["工号"] in CONCERNED[number]]
    assert notes and all(note.endswith(f"（结账后有变化：投诉 KS-202609-{number:04d}：{said}）") for note in notes)


def test_what_changes_of_a_complaint_that_concerns_nobody_is_booked_nowhere_and_told_nowhere(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, None, 是否有效=None, 投诉原因="运输")], **FIRST)
    done = computed(books, "2026-10", [received("2026-09", 1, None, 投诉原因="运输")])
    assert "COMPLAINT_BOOKED" not in codes(done) and corrected(done) == 0


def test_a_corrected_grade_stands_in_the_line_that_moves_the_pay(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 是否有效=None, 投诉原因="冲突")], **FIRST)
    done = computed(books, "2026-10", [received("2026-09", 1, 投诉原因="冲突")])
    [note] = [row["说明"] for row in done.lines if row["条款"] == "A-4.2"]
    assert "考核分 85 → 60，等级 B → E，绩效浮动 50.00 → -200.00" in note


def test_the_register_told_only_says_so_and_books_nothing(undecided: Books, tmp_path: Path) -> None:
    undecided.write("2026-10", PEOPLE, 投诉登记=[received("2026-09", 1)], 考勤=at_work("2026-10"))
    read = undecided.read("2026-10", changed_rulebook(tmp_path, ("counted: booked", "counted: told")).source)
    assert corrected(read) == 0 and "COMPLAINT_CHANGED" in codes(read)


PENALTY = {"罚扣金额": 80, "罚扣核准日期": "2026-09-30", "投诉原因": "产品"}


def charged(month: Called | Read, employee: str = "1") -> float:
    return float(next(row["投诉罚扣"] for row in month.pay if row["工号"] == employee))


def test_a_penalty_approved_in_a_closed_month_that_did_not_charge_it_is_charged_later_and_once(quiet: Books) -> None:
    late = close(quiet, "2026-10", [received("2026-09", 1, day=28, **PENALTY)])
    assert charged(late) == -80 and "PENALTY_CHARGED_LATE" in codes(late)
    again = computed(quiet, "2026-11", [received("2026-09", 1, day=28, **PENALTY | {"罚扣核准日期": "2026-11-05"})])
    assert charged(again) == 0 and "PENALTY_CHARGED_BEFORE" in codes(again)


def test_a_charged_penalty_that_stands_otherwise_in_a_later_register_is_told_and_one_that_stands_the_same_is_not(books: Books) -> None:
    close(books, "2026-09", [], **FIRST)
    late = [received("2026-09", number, day=28, **PENALTY) for number in (1, 2, 3, 4)]
    assert charged(close(books, "2026-10", late)) == -4 * 80
    otherwise: Rows = [{}, {"罚扣金额": 120}, {"罚扣金额": 0}, {"罚扣核准日期": "2026-10-02"}]
    done = close(books, "2026-11", [row | said for row, said in zip(late, otherwise, strict=True)])
    assert charged(done) == 0
    told = [(finding["行号"], finding["列"]) for finding in done.findings if finding["代码"] == "PENALTY_CHARGED_BEFORE"]
    assert told == [(3, "罚扣金额"), (4, "罚扣金额"), (5, "罚扣核准日期")]


def test_a_penalty_taken_back_by_a_correction_can_be_charged_anew(books: Books) -> None:
    charged_by_mistake = received("2026-09", 1, **PENALTY)
    close(books, "2026-09", [charged_by_mistake], **FIRST)
    books.write("2026-09", PEOPLE, 投诉登记=[received("2026-09", 1, 投诉原因="产品")], 考勤=at_work("2026-09"), **FIRST)
    assert books.correct("2026-09").code == 0
    done = close(books, "2026-10", [charged_by_mistake | {"罚扣金额": 90, "罚扣核准日期": "2026-10-08"}])
    assert (corrected(done), charged(done)) == (80, -90)
    assert charged(close(books, "2026-11", [charged_by_mistake | {"罚扣金额": 90, "罚扣核准日期": "2026-10-08"}])) == 0


def test_a_penalty_approved_after_the_month_is_charged_from_the_archive_where_this_register_lacks_it(books: Books) -> None:
    known = received("2026-09", 1, 罚扣金额=80, 罚扣核准日期="2026-10-08", 投诉原因="产品", 结案日期="2026-09-20")
    assert charged(close(books, "2026-09", [known], **FIRST)) == 0
    done = close(books, "2026-10", [])
    assert charged(done) == -80 and "COMPLAINT_LEFT_OUT" in codes(done)
    assert charged(computed(books, "2026-11", [known])) == 0


def test_where_the_archive_does_not_reach_nobody_knows_and_nothing_is_charged(books: Books) -> None:
    books.write("2026-10", PEOPLE, 投诉登记=[received("2026-09", 1, **PENALTY)], 考勤=at_work("2026-10"), **FIRST)
    read = books.read("2026-10")
    assert read.code == 0 and charged(read) == 0 and "PENALTY_NOT_KNOWN" in codes(read)


def test_a_penalty_of_somebody_who_has_left_is_a_line_at_the_end_of_the_pay_sheet(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 投诉原因="产品")], **FIRST)
    books.write("2026-10", PEOPLE[1:], 投诉登记=[received("2026-09", 1, 投诉原因="产品", 罚扣金额=80, 罚扣核准日期="2026-10-09")], 考勤=at_work("2026-10")[1:])
    done = books.close("2026-10")
    assert done.code == 0, done.findings
    sheet = done.pay
    assert sheet[-2]["工号"] == "1" and (sheet[-2]["投诉罚扣"], sheet[-2]["调整合计"]) == (-80, -80)
    found_otherwise = received("2026-09", 1, 投诉原因="产品", 是否有效="否", 罚扣金额=80, 罚扣核准日期="2026-10-09")
    books.write("2026-11", PEOPLE[1:], 投诉登记=[found_otherwise], 考勤=at_work("2026-11")[1:])
    assert corrected(books.run("2026-11")) == 50, "the bonus comes back, and the penalty stays"
    assert books.verify().code == 0


def test_an_open_case_that_the_next_register_lacks_is_told_and_keeps_its_deadlines(books: Books) -> None:
    close(books, "2026-09", [received("2026-09", 1, 是否有效=None, day=28)], **FIRST)
    done = close(books, "2026-10", [])
    assert "COMPLAINT_LEFT_OUT" in codes(done)
    row = next(row for row in done.table("complaints.xlsx", "投诉跟踪") if row["投诉编号"] == "KS-202609-0001")
    assert row["结案状态"] == "逾期未结"


LEAVER = person("3", 离职日期="2026-09-30", 离职原因="辞职", 提出辞职日期="2026-09-20", 转正日期="2026-12-01")


def test_a_leave_date_retyped_after_the_close_does_not_charge_twice(books: Books) -> None:
    """A-6.2: half a month's wage, once."""
    first = close(books, "2026-09", [], [*PEOPLE, LEAVER], **FIRST)
    assert next(row["赔偿"] for row in first.pay if row["工号"] == "3") == -2500
    done = computed(books, "2026-10", [], [*PEOPLE, LEAVER | {"离职日期": "2026-10-02"}])
    assert next(row["赔偿"] for row in done.pay if row["工号"] == "3") == 0
    assert "LEFT_BEFORE" in codes(done)


def test_the_funds_opening_of_the_first_month_can_be_corrected(quiet: Books) -> None:
    quiet.write("2026-09", PEOPLE, 考勤=at_work("2026-09"), 基金期初=[{"金额": 1200}])
    assert quiet.correct("2026-09").code == 0
    ledger = close(quiet, "2026-10", []).ledger
    assert (ledger[0]["余额"], ledger[-1]["余额"]) == (1000, 1200)
    assert "没有可以入账的" in quiet.correct("2026-09").printed


def test_a_correction_says_of_which_complaints_another_months_register_decides(books: Books) -> None:
    """One was decided by October's register, one began in September: what September's and October's own sheets say now books nothing."""
    undecided = received("2026-09", 1, 是否有效=None)
    first, again = received("2026-09", 2, 结案日期="2026-09-05", 客户接受="否"), received("2026-10", 1, "2", 原投诉编号="KS-202609-0002", 是否有效=None)
    close(books, "2026-09", [undecided, first], **FIRST)
    close(books, "2026-10", [received("2026-09", 1), again])
    for month, register, row in (("2026-09", [undecided | {"是否有效": "否"}, first], 2), ("2026-10", [received("2026-09", 1), again | {"是否有效": "否"}], 3)):
        more = FIRST if month == "2026-09" else {}
        said = f"投诉登记第 {row} 行和结账时不同"
        assert said not in books.correct(month, booked=False).printed
        books.write(month, PEOPLE, 投诉登记=register, 考勤=at_work(month), **more)
        called = books.correct(month)
        assert called.code == 0 and "没有差异" in called.printed and said in called.printed


def test_whoever_was_not_on_the_closed_months_roster_is_told_and_nothing_is_booked_for_them(books: Books) -> None:
    """Somebody came from another branch, or joined later and handled the form that reopened the case: whom it was before is still set right."""
    penalised = received("2026-09", 3, "2", **PENALTY)
    close(books, "2026-09", [received("2026-09", 1, 结案日期="2026-09-05", 客户接受="否"), penalised], **FIRST)
    came = [*PEOPLE, person("7")]
    reopened = received("2026-10", 1, "7", 原投诉编号="KS-202609-0001")
    done = close(books, "2026-10", [reopened, received("2026-09", 2, "7"), penalised | {"责任人": "7"}], came)
    assert (corrected(done), corrected(done, "2"), corrected(done, "7")) == (150, 80 + 50, 0)
    told = [(finding["行号"], finding["列"], finding["值"]) for finding in done.findings if finding["代码"] == "RESPONSIBLE_NOT_THERE"]
    assert told == [(2, "责任人", "7"), (3, "责任人", "7"), (4, "责任人", "7")]
    assert books.correct("2026-09").code == 0 and books.verify().code == 0


def test_an_id_that_somebody_else_has_now_does_not_get_the_first_ones_correction(undecided: Books) -> None:
    other = [person("1", 姓名="新人", 入职日期="2026-10-08"), PEOPLE[1]]
    read = computed(undecided, "2026-10", [received("2026-09", 1)], other, [worked("2", 2) | {"日期": "2026-10-02"}])
    sheet = {row["工号"]: row for row in read.pay}
    assert sheet["1"]["前期更正"] == 0 and sheet["1@2026-09"]["前期更正"] == -150


def test_what_is_shown_is_what_is_booked(quiet: Books) -> None:
    log = [logged("1", "B-8") | {"日期": "2026-09-04"}]
    quiet.write("2026-09", PEOPLE, 考勤=at_work("2026-09"), 扣分记录=log, **FIRST)
    assert quiet.correct("2026-09", booked=False).code == 0
    quiet.write("2026-09", PEOPLE, 考勤=at_work("2026-09"), 扣分记录=[*log, *log], **FIRST)
    changed = quiet.correct("2026-09")
    assert changed.code == 3 and "有了变化，没有入账" in changed.printed
    assert quiet.correct("2026-09").code == 0
    assert corrected(computed(quiet, "2026-10", [])) == -100


def test_a_personnel_notice_is_published_once_in_the_first_month_after_closing(books: Books) -> None:
    """C-28.1, where no day of review is filled in; whether later registers still have the case or not."""
    case, only_then = (received("2026-09", number, 投诉原因="产品", 结案日期="2026-09-20", 行政处分="警告") for number in (1, 2))
    printed = []
    for month in ("2026-09", "2026-10", "2026-11", "2026-12"):
        first = month == "2026-09"
        done = close(books, month, [case, only_then] if first else [case], slips=True, **(FIRST if first else {}))
        printed.append(len([path for path in (done.folder / "notices").iterdir() if path.name.startswith("人事公布单-0")]))
        assert "COMPLAINT_LEFT_OUT" not in codes(done)
    assert printed == [0, 2, 0, 0]
