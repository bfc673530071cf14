"""A rulebook goes out as a workbook, is changed by people in Excel and comes back whole, every mistake at its cell (A-5.2, A-5.3)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date, time
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.amendment.book import Amended, amended, workbook
from pipeline.app import rulebook as commands
from pipeline.base.exits import Stop
from pipeline.base.once import once_for_each
from pipeline.base.text import display_width
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError, figures_of, load_rulebook, rulebook_from
from pipeline.rulebook.model import Rulebook
from tests.build import BOOK, RULES_ALONE, Called, called
from tests.often import examples
from tests.rulebook.test_every_figure import as_yaml, filled

pytestmark = pytest.mark.long

APART = {"source", "sha256", "text"}
MIDDLE = ["middle", "中班", "客服中班、B班", "B-1a", time(11, 0), "20:00", None, 60, "否", None]


exported = once_for_each(workbook)
ALONE = rulebook_from(figures_of(BOOK) | {"examples": []}, BOOK.source, RULES_ALONE)
"""The shipped rules without their examples, which take as long to try as all else of reading a workbook."""


def edited(folder: Path, change: Callable[[Any], None], book: Rulebook = BOOK) -> Path:
    """The exported workbook after somebody has changed it in a spreadsheet program."""
    path = folder / "规则.xlsx"
    path.write_bytes(exported(book))
    sheets = openpyxl.load_workbook(path)
    change(sheets)
    sheets.save(path)
    return path


def row_of(sheet: Any, *values: object) -> Any:
    """The cells of the first row that has all the values, by their headers."""
    headers = [str(cell.value).rstrip("*") for cell in sheet[1]]
    found = next(row for row in sheet.iter_rows(min_row=2) if set(values) <= {cell.value for cell in row})
    return dict(zip(headers, found, strict=True))


def at(sheets: Any, path: str) -> Any:
    return row_of(sheets["数值"], path)["值"]


def back(folder: Path, change: Callable[[Any], None]) -> Amended:
    return amended(ALONE, edited(folder, change, ALONE))


def imported(folder: Path, workbook: Path) -> Called:
    return called(lambda: commands.import_(workbook, None, folder / "新.yaml", date(2027, 1, 1)), folder)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Rulebooks with items, ladders, shifts, posts, grades, reasons and rules of departments of their own."""
    figures = draw(filled())
    words = st.text("甲乙丙A1（）%", min_size=1, max_size=5)
    for code in draw(st.lists(st.sampled_from(["A-3.1.1", "A-3.2.2", "B-2", "B-13"]), unique=True)):
        del figures["deductions"][code]
    consequence = st.one_of(
        st.fixed_dictionaries({"clause": st.just("B-8"), "points": st.one_of(st.integers(0, 30), st.sampled_from([0.5, 2.25]))}),
        st.fixed_dictionaries({"clause": st.just("B-8"), "fine": st.integers(0, 500)}),
        st.just({"clause": "B-1c", "ladder": "handover"}), st.just({"clause": "B-2", "charge": "price"}),
        st.just({"clause": "A-3.1.8", "points_between": [1, 4]}), st.just({"clause": "B-13", "action": "referral", "when": "serious"}),
        st.just({"clause": "A-3.1.13", "points": 5, "minutes": [3, None]}), st.just({"clause": "A-3.1.13", "points": 1, "minutes": [1, 2], "decided": "短的轻些"}),
    )  # fmt: skip
    for number, sets_off in enumerate(draw(st.lists(st.lists(consequence, min_size=1, max_size=3), max_size=3))):
        figures["deductions"][f"X-{number}"] = {"label": f"{draw(words)}{number}", "sets_off": sets_off, **draw(st.sampled_from([{}, {"decided": "试行"}]))}
    for number in draw(st.lists(st.integers(1, 3), unique=True)):
        figures["roles"][f"r{number}"] = {"label": f"岗位{number}"}
        figures["shifts"][f"s{number}"] = {
            "clause": "B-1a", "label": f"班{number}", "called": draw(st.lists(st.just(f"叫法{number}"), max_size=1)), "start": f"0{number}:30",
            "end": draw(st.sampled_from(["17:30", "次日 01:00"])), "leave_from": "17:30", "break_minutes": 60, "handover": draw(st.booleans()),
        }  # fmt: skip
    figures["grades"]["bands"] = draw(st.sampled_from([figures["grades"]["bands"], [{"grade": "A", "from": 85.5}, {"grade": "B", "over": 60}]]))
    if draw(st.booleans()):
        own = {"lateness": {"clause": "A-3.1.4", "item": "A-3.1.4", "steps": [{"up_to": 5, "points": 2}], "over": 5, "decided": "从严"}}
        ladder = {"clause": "B-1c", "counted_by": figures["ladders"]["handover"]["counted_by"], "steps": [{"fine": 10}, {"action": "dismissal"}]}
        figures["departments"] = {draw(st.sampled_from(["客服二部", "夜班"])): draw(st.sampled_from([own, {**own, "ladders": {"handover": ladder}}]))}
    if draw(st.booleans()):
        exam, weekly = deepcopy(figures["exam"]), deepcopy(figures["weekly_summary"])
        exam["pass_mark"]["points"], weekly["due_time"], weekly["owed_by"] = draw(st.sampled_from([70, 60.5])), "18:30", ["agent"]
        figures.setdefault("departments", {}).setdefault("夜班", {}).update({"exam": exam, "weekly_summary": weekly})
    if draw(st.booleans()):
        figures.setdefault("departments", {}).setdefault("夜班", {}).update({
            "roles": {"guard": {"label": "保安"}}, "deductions": {"G-1": {"label": "没有巡更", "sets_off": [{"clause": "B-8", "fine": 20}, {"clause": "B-2", "charge": "price", "decided": "照价"}]}},
            "shifts": {"night": {"clause": "B-1a", "label": "早班", "called": ["夜里"], "start": "20:00", "end": "次日 04:30", "leave_from": "次日 04:30", "break_minutes": 30, "handover": False, "decided": "试行"}},
            "derived": {"B-6": figures["derived"]["B-6"] | {"decided": "从严"}},
        })  # fmt: skip
    figures["examples"] = draw(st.sampled_from([[], [{"clause": "A-1.2", "fact": "全月共加 0 分", "result": f"考核分 {figures['score']['base']['points']:g}", "decided": "约定"}]]))
    columns = [{"header": "编号", "of": "employee_id"}, {"header": "扣款", "of": "fines", "opposite": True}, {"header": "合计", "of": "total"}, {"header": "类别", "constant": "考核"}]
    figures["payroll"] = draw(st.sampled_from([figures["payroll"], {"clause": "A-4.1", "software": "own", "columns": columns}]))
    figures["comments"] = draw(st.sampled_from([{}, {"pay.max_up": "试行\n一年", "shifts.early.start": "夏天", "clauses.A-1.1": "=1", "pay.max_down#name": "不变", "pay.fit": "没有格子"}]))
    figures["pay"]["decided"] = draw(st.sampled_from(["另有约定", "=1+1"]))
    try:
        return rulebook_from(figures, Path("规则.yaml"), as_yaml(figures))
    except RulebookError:
        return BOOK


@given(rulebooks())
@examples(25)
def test_whatever_a_rulebook_says_comes_back_from_its_workbook(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> None:
    path = tmp_path_factory.mktemp("book") / "规则.xlsx"
    path.write_bytes(workbook(book))
    found = amended(book, path)
    assert found.rulebook is not None, [(each.sheet, each.cell, each.message) for each in found.findings]
    assert found.rulebook.model_dump(exclude=APART) == book.model_dump(exclude=APART)


@given(rulebooks())
@examples(10)
def test_its_workbook_makes_the_same_rulebook_of_any_other(tmp_path_factory: pytest.TempPathFactory, book: Rulebook) -> None:
    """All that tables hold is in the workbook itself; figures that stand by themselves are found by their paths in the other."""
    path = tmp_path_factory.mktemp("book") / "规则.xlsx"
    path.write_bytes(workbook(book))
    found = amended(BOOK, path)
    tables = ("roles", "shifts", "ladders", "lateness", "actions", "deductions", "bonuses", "derived", "clauses", "grades")
    if found.rulebook is None:
        assert {each.code for each in found.findings} == {"RULE_PATH_UNKNOWN"}
    else:
        assert {name: getattr(found.rulebook, name) for name in tables} == {name: getattr(book, name) for name in tables}


def test_the_same_rulebook_gives_the_same_workbook() -> None:
    assert workbook(BOOK) == workbook(BOOK)


def add_an_item_a_shift_a_post_and_a_scale(sheets: Any) -> None:
    sheets["条文"].append(["B-15", "计算", "上班不佩戴工牌，每次扣 2 分，第三次罚 50 元。", None])
    sheets["递进"].append([None, "工牌", "B-15", "自然月", 0, None, None, None])
    sheets["递进"].append([None, "工牌", "B-15", "自然月", "0元", None, None, None])
    sheets["递进"].append([None, "工牌", "B-15", "自然月", 50, None, None, None])
    sheets["事项"].append(["B-15", "未佩戴工牌", "扣分记录", None, "B-15", 2])
    sheets["事项"].append(["B-15", None, None, None, "B-15", None, None, None, None, "工牌"])
    sheets["班次"].append(MIDDLE)
    sheets["岗位"].append(["保安", "保安"])
    for row in ([5, 3], [15, "４"], [None, 5]):
        sheets["迟到早退"].append(["客服二部", *row])


def add_rows_of_one_department(sheets: Any) -> None:
    def append(title: str, **values: object) -> None:
        headers = [str(cell.value).rstrip("*") for cell in sheets[title][1]]
        sheets[title].append([values.get(header) for header in headers])

    append("岗位", 代码="guard", 名称="巡逻", 部门="物业部")
    append("班次", 代码="guards", 名称="早班", 条款="B-1a", 开始=time(9, 0), 结束="18:00", 休息分钟=60, 部门="物业部")
    append("事项", 代码="A-3.1.1", 名称=BOOK.items["A-3.1.1"].label, 条款="A-3.1.1", 每次分值=4, 部门="物业部")
    append("事项", 代码="G-1", 名称="没有巡更", 登记在="扣分记录", 条款="B-8", 每次罚款=20, 部门="物业部")


def add_a_region_and_a_department_s_figures(sheets: Any) -> None:
    sheets["地区"].append(["某市", date(2025, 9, 1), "2,200元", "是"])
    sheets["地区"].append(["某市", date(2026, 9, 1), 2360])
    at(sheets, "labour_law.region").value = "某市"
    sheets["部门数值"].append(["客服二部", "及格分", 70])
    sheets["部门数值"].append(["客服二部", "周六最晚提交时间", time(18, 30)])


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The rulebook after somebody has added all these rows."""
    adding = (add_an_item_a_shift_a_post_and_a_scale, add_rows_of_one_department, add_a_region_and_a_department_s_figures)
    found = back(tmp_path_factory.mktemp("added"), lambda sheets: [add(sheets) for add in adding])
    assert found.rulebook is not None, [each.message for each in found.findings]
    return found.rulebook


def test_an_item_a_shift_a_post_and_a_department_s_scale_are_rows_that_somebody_adds(added: Rulebook) -> None:
    badge = added.items["B-15"]
    assert (badge.label, badge.fixed_points, badge.sets_off[1].ladder) == ("未佩戴工牌", 200, "工牌")
    assert [step.fine for step in added.ladders["工牌"].steps] == [0, 0, 5000]
    middle = added.shifts["middle"]
    assert (middle.label, middle.called, middle.start, middle.end, middle.leave_from) == ("中班", ("客服中班", "B班"), 11 * 3600, 20 * 3600, 20 * 3600)
    assert added.role_codes["保安"] == "保安"
    assert [added.of_departments["客服二部"].lateness.points_for(minutes) for minutes in (5, 15, 16)] == [300, 400, 500]


def test_a_shift_a_post_an_item_and_other_points_of_one_department_are_rows_with_its_name(added: Rulebook) -> None:
    own = added.of_departments["物业部"]
    assert (added.items["A-3.1.1"].fixed_points, own.items["A-3.1.1"].fixed_points, own.items["G-1"].sets_off[0].fine) == (200, 400, 2000)
    assert (own.role_codes["巡逻"], own.shift_codes["早班"], added.shift_codes["早班"]) == ("guard", "guards", "early") and "巡逻" not in added.role_codes
    assert any(line == "B-1a 物业部：早班：班次开始：新增 09:00" for line in changes(BOOK, added)), changes(BOOK, added)


def test_a_region_and_a_department_s_own_pass_mark_are_rows_that_somebody_adds(added: Rulebook) -> None:
    here, own = added.labour_law.here, added.of_departments["客服二部"]
    assert here is not None and here.fines_forbidden and [here.minimum_on(day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [220000, 236000]
    assert (own.exam.pass_mark.points, own.weekly_summary.due_time, own.exam.full_marks.points) == (7000, 18 * 3600 + 1800, 10000)
    assert added.exam.pass_mark.points == 6000


def test_the_columns_of_the_company_s_payroll_software_are_rows_that_somebody_adds(tmp_path: Path) -> None:
    def add(sheets: Any) -> None:
        for row in (["编号", "工号"], ["扣款", "罚款", None, "是"], ["合计", "调整合计"], ["类别", None, "考核"], ["部门", "部门"]):
            sheets["工资软件"].append(row)

    found = back(tmp_path, add)
    assert [(each.code, each.sheet, each.cell) for each in found.findings] == [("RULE_WRONG", "工资软件", "A2")], "the figure still says another software"

    def add_and_say_so(sheets: Any) -> None:
        add(sheets)
        at(sheets, "payroll.software").value = "自己的列名"

    book = back(tmp_path, add_and_say_so).rulebook
    assert book is not None and book.payroll is not None
    assert [(each.header, each.of, each.constant, each.opposite) for each in book.payroll.mapping] == [
        ("编号", "employee_id", None, False), ("扣款", "fines", None, True), ("合计", "total", None, False), ("类别", None, "考核", False),
        ("部门", "department", None, False),
    ], "a column of theirs may be called like a total or a signature"  # fmt: skip
    neither = back(tmp_path, lambda sheets: (add_and_say_so(sheets), sheets["工资软件"].append(["空列"])))
    assert [(each.sheet, each.cell) for each in neither.findings] == [("工资软件", "A7")]


def test_rows_taken_away_and_renamed_are_gone_and_renamed(tmp_path: Path) -> None:
    def change(sheets: Any) -> None:
        items = sheets["事项"]
        items.delete_rows(row_of(items, "B-8", "上班做与工作无关的事")["代码"].row)
        row_of(items, "A-3.1.10")["名称"].value = "办公室喧哗"
        steps = sheets["递进"]
        steps.delete_rows(row_of(steps, "交接记录的次数", 80)["递进"].row)

    book = back(tmp_path, change).rulebook
    assert book is not None and "B-8" not in book.items and book.items["A-3.1.10"].label == "办公室喧哗"
    assert [step.fine for step in book.ladders["handover"].steps] == [3000, 5000, None, None]


TYPED: list[tuple[str, object, Callable[[Rulebook], bool]]] = [
    ("pay.max_down", 312, lambda book: book.pay.max_down == 31200), ("pay.max_down", " ３１２.５ ", lambda book: book.pay.max_down == 31250),
    ("pay.max_up", "1,300", lambda book: book.pay.max_up == 130000),
    ("weekly_summary.due_time", time(18, 30), lambda book: book.weekly_summary.due_time == 18 * 3600 + 1800),
    ("weekly_summary.due_time", "9:05", lambda book: book.weekly_summary.due_time == 9 * 3600 + 300),
    ("best.within", "部门内", lambda book: book.best.within == "department"), ("cleaning.desk_fined", "是", lambda book: book.cleaning.desk_fined),
    ("weekly_summary.owed_by", "客服、主管", lambda book: book.weekly_summary.owed_by == ("agent", "supervisor")),
    ("resignation.training_charge.wage_share", "1/3", lambda book: str(book.resignation.training_charge.wage_share) == "1/3"),
    ("survey.points_per_rating", "非常满意 1、较差 -2", lambda book: book.survey.points_per_rating == {"very_satisfied": 100, "poor": -200}),
    ("company_tables.penalty_scale.content", "每次 50 元", lambda book: book.company_tables["penalty_scale"].content == "每次 50 元"),
]  # fmt: skip


@pytest.fixture(scope="module")
def typed_in(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, object], Amended]:
    """What is read of each value; those of different figures are typed into one workbook."""
    rounds: list[dict[str, object]] = [{} for _ in range(max(Counter(path for path, _typed, _wanted in TYPED).values()))]
    for path, typed, _wanted in TYPED:
        next(each for each in rounds if path not in each)[path] = typed

    def type_in(values: dict[str, object]) -> Callable[[Any], None]:
        return lambda sheets: [setattr(at(sheets, path), "value", typed) for path, typed in values.items()] and None

    read = [(values, back(tmp_path_factory.mktemp("typed"), type_in(values))) for values in rounds]
    return {(path, typed): found for values, found in read for path, typed in values.items()}


@pytest.mark.parametrize(("path", "typed", "wanted"), TYPED)
def test_values_are_read_as_people_type_them_and_as_excel_keeps_them(
    typed_in: dict[tuple[str, object], Amended], path: str, typed: object, wanted: Callable[[Rulebook], bool],
) -> None:  # fmt: skip
    found = typed_in[path, typed]
    assert found.rulebook is not None, [each.message for each in found.findings]
    assert wanted(found.rulebook)


def test_a_reason_is_rewritten_and_kept(tmp_path: Path) -> None:
    book = back(tmp_path, lambda sheets: setattr(row_of(sheets["裁量"], "best")["裁量和理由"], "value", "按部门比较更公平。")).rulebook
    assert book is not None and book.best.decided == "按部门比较更公平。"


def test_all_that_is_wrong_is_said_at_once_each_in_its_cell_and_marked_in_a_copy(tmp_path: Path) -> None:
    def spoil(sheets: Any) -> None:
        at(sheets, "pay.max_up").value = "很多"
        at(sheets, "score.cap.points").value = 70
        row_of(sheets["班次"], "late")["名称"].value = "早班"
        sheets["事项"].append(["B-16", "某事", "扣分记录", None, "B-99", 2])

    done = imported(tmp_path, edited(tmp_path, spoil))
    assert done.code == 1 and not (tmp_path / "新.yaml").exists()
    assert "数值 · C" in done.printed and "应为数字" in done.printed
    at_first = openpyxl.load_workbook(tmp_path / "annotated" / "规则.xlsx")
    assert at_first.active.title == "检查结果" and at_first.active.max_row == 2, "what kind a figure is comes before how figures fit"

    done = imported(tmp_path, edited(tmp_path, lambda sheets: (spoil(sheets), setattr(at(sheets, "pay.max_up"), "value", 300))))
    for said in ("班次 · B", "名称重复：早班", "事项 · E", "用到的条款 B-99 没有定义"):
        assert said in done.printed
    copy = openpyxl.load_workbook(tmp_path / "annotated" / "规则.xlsx")
    assert "没有定义" in row_of(copy["事项"], "B-16")["条款"].comment.text


Wrong = tuple[Callable[[Any], object], str]
"""A change of the workbook, and what is said of it; `{row}` is the row that it adds."""


def row(sheet: str, cells: list[object], said: str) -> Wrong:
    return lambda sheets: sheets[sheet].append(cells), f"{sheet} · {said}"


def second_sheet(sheets: Any) -> None:
    sheets.copy_worksheet(sheets["等级"]).title = "等级 (2)"
    row_of(sheets["等级"], "C")["从"].value = 72


OF_A_KIND: dict[str, Wrong] = {
    "a clock in words": row("班次", ["x", "中班", None, "B-1a", "十一点", "20:00", None, 60], "E{row}："),
    "a shift without a name": row("班次", ["y", None, None, "B-1a", "11:00", "20:00", None, 60], "B{row}："),
    "a post twice": row("岗位", ["agent", "客服二"], "A{row}："), "a sheet that is none": row("事项", ["B-16", "某事", "扣分", None, "B-8", 2], "C{row}："),
    "a period that is none": row("递进", [None, "某种", "B-8", "每周", 5], "D{row}："), "a day that is none": row("地区", ["上海", "去年", 2690], "B{row}：“最低工资日期”去年 不是日期"),
    "a sheet twice": (second_sheet, "等级 (2)：“等级 (2)”和“等级”是同一张表的两份"),
    "merged": (lambda sheets: sheets["等级"].merge_cells("B2:B3"), "等级 · B2：数据区有合并单元格 B2:B3"),
    "a day in two readings": (lambda sheets: setattr(sheets["批准"]["A2"], "value", "1/12/2026"), "批准 · A2：“施行日期”1/12/2026 有不止一种读法"),
    "a column that is none": (lambda sheets: setattr(sheets["事项"]["F1"], "value", "分"), "事项 · F1：不认识列“分”，没有采用"),
}
"""What is told before it is asked how rows fit together."""
PLACES: dict[str, Wrong] = {
    "a clause's code": row("事项", ["A-2.3", "某事三", "扣分记录", None, "B-8", 1], "B{row}：规则在这里不成立：代码 A-2.3 已经是"),
    "no such figure": row("部门数值", ["客服二部", "及格线", 70], "B{row}：规则在这里不成立：没有这样的项目；可以是 满分、及格分"),
    "approved twice": row("批准", [date(2027, 2, 1), "王总"], "A{row}：规则在这里不成立：只写一行"),
    "no such path": row("数值", ["A-4.2", "新的", 3, None, None, "pay.bonus"], "F{row}：“路径”pay.bonus 不是这份规则里的一项"),
    "no last step": (lambda sheets: sheets["迟到早退"].delete_rows(5), "迟到早退 · B4：规则在这里不成立：缺少最后一档"),
}
"""What is told before the rows are held against each other."""
FIGURES: dict[str, Wrong] = {
    "no consequence": row("事项", ["B-16", "某事", "扣分记录", None, "B-8"], "E{row}：规则在这里不成立：一条后果应当且只应有"),
    "two consequences": row("事项", ["B-17", "某事二", "扣分记录", None, "B-8", 2, None, None, 50], "E{row}：规则在这里不成立：一条后果应当且只应有"),
    "a negative figure": (lambda sheets: setattr(at(sheets, "score.cap.points"), "value", -5), "应不小于 0，现为 “-5”"),
    "an empty figure": (lambda sheets: setattr(at(sheets, "score.base.points"), "value", None), "应为数字，现为空"),
}
"""What is told of a figure or a consequence by itself."""
RULES: dict[str, Wrong] = {
    "a grade out of order": (lambda sheets: setattr(row_of(sheets["等级"], "C")["从"], "value", 85), "等级 · C4：规则在这里不成立：等级 C 的界限不低于前一行 B 的"),
    "a step out of order": (lambda sheets: setattr(sheets["迟到早退"]["B3"], "value", 40), "迟到早退 · B4：规则在这里不成立：不超过 30 分钟，不多于前一档的 40 分钟"),
    "authority out of order": (lambda sheets: setattr(row_of(sheets["核决权限"], "副总经理")["不超过"], "value", 500), "核决权限 · A3："),
    "nobody decides all": (lambda sheets: setattr(row_of(sheets["核决权限"], "总经理")["不超过"], "value", 90_000), "核决权限 · A4：规则在这里不成立：最后一行 总经理 不应有上限"),
}
"""What is told of the rows of a rule."""
FITTING: dict[str, Wrong] = {"a pass mark over full marks": row("部门数值", ["客服二部", "及格分", 101], "C{row}：规则在这里不成立：及格分 101 高于满分")}
"""What is told when each rule by itself is right."""
TOGETHER: dict[str, dict[str, Wrong]] = {"kinds": OF_A_KIND, "places": PLACES, "figures": FIGURES, "rules": RULES, "how they fit": FITTING}


@pytest.fixture(scope="module", params=TOGETHER)
def refused(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Called]:
    """One workbook with all that is wrong of its kind, and what is said of it."""
    folder, said = tmp_path_factory.mktemp("refused"), dict[str, str]()

    def spoil(sheets: Any) -> None:
        for name, (change, wanted) in TOGETHER[request.param].items():
            change(sheets)
            said[name] = wanted.format(row=sheets[wanted.partition(" ")[0]].max_row) if "{row}" in wanted else wanted

    return said, imported(folder, edited(folder, spoil))


def test_what_cannot_be_is_told_where_it_stands_and_as_it_stands(refused: tuple[dict[str, str], Called]) -> None:
    said, done = refused
    assert done.code == 1 and [name for name, each in said.items() if each not in done.printed] == [], done.printed


def test_words_beside_a_figure_that_are_not_its_own_are_refused_since_a_moved_value_would_count_for_another(tmp_path: Path) -> None:
    def move(sheets: Any) -> None:
        here, there = (row_of(sheets["数值"], path) for path in ("pay.max_up", "pay.yuan_per_point"))
        for column in ("项目", "值"):
            here[column].value = there[column].value
        row_of(sheets["数值"], "working_time.tolerance_minutes")["单位"].value = "小时"

    done = imported(tmp_path, edited(tmp_path, move))
    assert done.code == 1 and not (tmp_path / "新.yaml").exists()
    assert "“pay.max_up”这一项这里是“每月最多上浮”，写的是“每分金额”" in done.printed
    assert "这里是“分钟”，写的是“小时”" in done.printed


def test_a_post_of_one_department_alone_may_be_the_one_that_scores_everybody(tmp_path: Path) -> None:
    made = back(tmp_path, lambda sheets: setattr(row_of(sheets["岗位"], "trainer")["部门"], "value", "培训部"))
    assert made.rulebook is not None, made.findings
    assert "trainer" not in made.rulebook.roles and made.rulebook.every_role["trainer"].label == "培训专员"


def test_what_an_import_does_not_take_and_which_clause_moved_is_said(tmp_path: Path) -> None:
    def change(sheets: Any) -> None:
        sheets["裁量"]["B1"].value = "说明"
        row_of(sheets["班次"], "early")["条款"].value = "B-1b"
        row_of(sheets["批准"], "总裁（示例）")["批准人"].value = None

    done = imported(tmp_path, edited(tmp_path, change))
    assert done.code == 0, done.printed
    assert "裁量 · B1：不认识列“说明”，没有采用" in done.printed
    assert "早班：依据的条款 B-1a → B-1b" in done.printed
    assert "A-5.2 批准人：总裁（示例） → （没有）" in done.printed


def test_a_new_version_says_in_words_what_differs_and_is_a_layer_on_the_shipped_one(tmp_path: Path) -> None:
    done = imported(tmp_path, edited(tmp_path, lambda sheets: setattr(at(sheets, "pay.max_down"), "value", 250)))
    assert done.code == 0 and "A-4.2 每月最多下浮：300 元 → 250 元" in done.printed and "批准和备案后" in done.printed
    kept = yaml.safe_load((tmp_path / "新.yaml").read_text(encoding="utf-8"))
    assert set(kept) == {"based_on", "effective_from", "approval", "pay"} and kept["pay"] == {"max_down": 250}
    new = load_rulebook(tmp_path / "新.yaml")
    assert new.effective_from == date(2027, 1, 1) and not new.approval.complete
    assert figures_of(new)["clauses"] == figures_of(BOOK)["clauses"]


def test_a_sheet_that_was_copied_is_one_finding_whatever_is_in_it(tmp_path: Path) -> None:
    def copied(sheets: Any) -> None:
        for name in ("事项", "例子", "数值", "地区"):
            sheets.copy_worksheet(sheets[name])

    found = amended(BOOK, edited(tmp_path, copied))
    assert [(each.code, each.sheet) for each in found.findings] == [("RULE_SHEET_TWICE", f"{name} Copy") for name in ("事项", "例子", "数值")]
    assert found.rulebook is None


def test_a_sheet_without_a_row_is_told_where_a_rulebook_cannot_be_without_and_a_sheet_that_is_gone_stays_as_it_was(tmp_path: Path) -> None:
    never_empty = ["批准", "事项", "迟到早退", "等级", "班次", "岗位", "核决权限", "处理", "条文"]

    def emptied(sheets: Any) -> None:
        for name in never_empty:
            sheets[name].delete_rows(2, sheets[name].max_row)

    found = back(tmp_path, emptied)
    assert sorted((each.code, each.sheet) for each in found.findings) == sorted(("RULE_SHEET_EMPTY", name) for name in never_empty)

    def gone(sheets: Any) -> None:
        for name in never_empty:
            del sheets[name]

    assert back(tmp_path, gone).rulebook is not None


def test_points_and_names_of_an_item_and_the_kind_of_a_clause_are_told_as_what_they_were_and_are(tmp_path: Path) -> None:
    """Nothing else seems to change: points that stand at the item stay there."""

    def change(sheets: Any) -> None:
        item = row_of(sheets["事项"], "A-3.1.1", 2)
        item["每次分值"].value, item["名称"].value = 3, "不讲普通话"
        row_of(sheets["条文"], "A-3.1.9")["种类"].value = "说明"

    new = back(tmp_path, change).rulebook
    assert new is not None and changes(ALONE, new) == [
        "A-3.1.1 事项的名称：工作时间不讲普通话 → 不讲普通话", "A-3.1.1 不讲普通话：每次分值：2 分 → 3 分", "A-3.1.9 种类：计算 → 说明",
    ]  # fmt: skip


def test_an_import_says_which_clause_s_text_still_has_a_figure_that_was_changed(tmp_path: Path) -> None:
    """Not of A-4.2, where pay still goes down by the old figure, nor of C-26, whose text is changed too."""

    def change(sheets: Any) -> None:
        row_of(sheets["事项"], "A-3.1.1", 2)["每次分值"].value = 3
        row_of(sheets["核决权限"], "副总经理")["不超过"].value = 6000
        for path, value in (("pay.max_up", 250), ("complaints.closing.days", 7), ("complaints.reporting.days", 4)):
            at(sheets, path).value = value
        row_of(sheets["条文"], "C-26")["条文"].value = "受理之日起 7 天内结案，各部门另有时限。"

    done = imported(tmp_path, edited(tmp_path, change))
    assert done.code == 0, done.printed
    assert sorted(re.findall(r"^(\S+) 的条文还写着“(.*?)”，数值已改为 (.*?)；", done.printed, re.MULTILINE)) == [
        ("A-3.1.1", "2 分", "3 分"), ("C-25.3", "3 天", "4 天"), ("C-27", "5000 元", "6000 元"),
    ]  # fmt: skip


def test_a_sheet_of_others_is_told_as_not_read(tmp_path: Path) -> None:
    done = imported(tmp_path, edited(tmp_path, lambda sheets: sheets.create_sheet("备注").append(["明年再说"])))
    assert done.code == 0 and "备注：“备注”不是本系统的工作表，没有读取" in done.printed


def test_an_approval_of_its_own_makes_it_ready_to_close_with(tmp_path: Path) -> None:
    def sign(sheets: Any) -> None:
        for cell, value in zip(sheets["批准"][2], (date(2027, 2, 1), "总裁", date(2026, 12, 1), "2026年12月10日"), strict=True):
            cell.value = value

    path = edited(tmp_path, sign)
    done = called(lambda: commands.import_(path, None, tmp_path / "二月.yaml", None), tmp_path)
    assert done.code == 0, done.printed
    assert load_rulebook(tmp_path / "二月.yaml").approval.complete


def test_a_date_that_is_not_new_and_files_that_are_there_or_no_rulebook_are_refused(tmp_path: Path) -> None:
    path = edited(tmp_path, lambda sheets: None)
    with pytest.raises(Stop, match="施行日期还是"):
        commands.import_(path, None, tmp_path / "新.yaml", None)
    with pytest.raises(Stop, match="已经存在"):
        commands.import_(path, None, BOOK.source, date(2027, 1, 1))
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    assert imported(tmp_path, other).code == 1


def test_every_text_has_room_in_its_cell_so_that_it_can_be_read_and_signed_on_paper() -> None:
    for sheet in openpyxl.load_workbook(BytesIO(exported(BOOK))).worksheets[:-1]:
        for row in sheet.iter_rows(min_row=2):
            height = sheet.row_dimensions[row[0].row].height or 20
            for cell in row:
                letters = display_width(cell.value) if isinstance(cell.value, str) else 0
                lines = letters / sheet.column_dimensions[cell.column_letter].width
                assert lines <= 1 or (cell.alignment.wrap_text and height >= 15 * lines), (sheet.title, cell.coordinate, letters)
