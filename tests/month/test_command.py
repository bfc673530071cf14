"""The command as people and other programs use it: exit codes, files, lines, bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from tests.build import (
    MONTH,
    STAFF,
    TWELVE_A_POINT,
    Called,
    call_month,
    day,
    logged,
    person,
    read_month,
    worked,
    write_month,
    write_workbook,
)
from tests.corpus.base import month, spoiled
from tests.typed import typed

OUTPUTS = {
    "pay_adjustment.xlsx", "appraisal.xlsx", "fine_fund.xlsx", "complaints.xlsx", "report.html", "fund.html", "run.json",
    "validation.xlsx", "validation.html", "validation.csv", "slips",
}


ONE = {"花名册": [*STAFF, person("1")]}
"""A month of one person of whom nothing is said."""


def options(tmp_path: Path) -> list[str]:
    return ["--inbox", str(tmp_path / "inbox"), "--output", str(tmp_path / "output")]


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """A month without errors after its command; nobody changes it."""
    folder = tmp_path_factory.mktemp("good")
    write_month(folder / "inbox", month())
    done = typed("month", MONTH, *options(folder))
    return Called(done.returncode, done.stdout, folder / "output" / MONTH)


def test_a_good_month_ends_with_0_and_everything_of_the_contract(good: Called) -> None:
    assert good.code == 0 and "pay_adjustment.xlsx" in good.printed
    assert {path.name for path in good.folder.iterdir()} >= OUTPUTS
    assert {path.stem for path in (good.folder / "slips").iterdir()} == {"Z1", "T1", "1", "2", "3", "9", "全部"}


def test_without_a_month_the_latest_folder_is_taken(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE)
    (tmp_path / "inbox" / "2026-09").mkdir()
    (tmp_path / "inbox" / "notes").mkdir()
    assert typed("month", *options(tmp_path)).returncode == 0
    assert (tmp_path / "output" / MONTH).is_dir()


def test_errors_end_with_1_and_take_away_the_pay_sheet_of_an_earlier_run(good: Called, tmp_path: Path) -> None:
    assert (good.moved(tmp_path).folder / "pay_adjustment.xlsx").exists()
    write_month(tmp_path / "inbox", spoiled("扣分记录", 0, {"日期": "2026-10-03"}))
    called = call_month(tmp_path)
    assert called.code == 1
    assert {path.name for path in called.folder.iterdir()} <= OUTPUTS - {"pay_adjustment.xlsx", "slips"} | {"annotated"}
    assert "validation.html" in called.printed and len(called.printed.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["month", "2026-12"], "没有 2026-12 的文件夹"),
        (["month", "2026-13"], "月份应写成"),
        (["month", "十一月"], "月份应写成"),
        (["month", MONTH, "--rulebook", "nowhere.yaml"], "nowhere.yaml"),
        (["month", "2019-12"], "没有"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    write_month(tmp_path / "inbox", ONE)
    done = typed(*arguments, *options(tmp_path))
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain"], "缺少“工号”。写法请看 kaohe explain --help。"),
        (["month", "--drat"], "没有选项“--drat”，相近的有 --draft。写法请看 kaohe month --help。"),
        (["month", "--nothing"], "没有选项“--nothing”。写法请看 kaohe month --help。"),
        (["check", "--inbox"], "选项“--inbox”后面缺少内容。写法请看 kaohe --help。"),
        (["month", "--as-of", "明天"], "“--as-of”后面的内容不对。写法请看 kaohe month --help。"),
        (["close", MONTH, "2026-12"], "后面多写了内容。写法请看 kaohe close --help。"),
        (["rulebook", "export", "a", "b", "c"], "后面多写了内容。写法请看 kaohe rulebook export --help。"),
        (["nothing"], "没有这个命令。写法请看 kaohe --help。"),
    ],
)
def test_a_call_that_cannot_be_understood_ends_with_2_and_one_sentence(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = typed(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n")
    assert not list(tmp_path.iterdir())


def test_an_empty_inbox_ends_with_2_and_says_what_to_do(tmp_path: Path) -> None:
    done = typed("month", *options(tmp_path))
    assert done.returncode == 2 and "请建立当月文件夹" in done.stderr


def test_an_empty_month_folder_lacks_the_four_required_sheets(tmp_path: Path) -> None:
    (tmp_path / "inbox" / MONTH).mkdir(parents=True)
    read = read_month(tmp_path)
    assert read.code == 1
    missing = [finding["工作表"] for finding in read.findings if finding["代码"] == "SHEET_MISSING"]
    assert sorted(missing) == sorted(["花名册", "扣分记录", "考勤", "投诉登记"])


def test_an_output_that_cannot_be_written_ends_in_a_sentence(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE)
    (tmp_path / "output").write_text("a file where a folder belongs")
    done = typed("month", MONTH, *options(tmp_path))
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_check_validates_and_leaves_the_pay_sheet_of_an_earlier_run(good: Called, tmp_path: Path) -> None:
    before = hashes(good.moved(tmp_path).folder)
    assert "pay_adjustment.xlsx" in before
    assert typed("check", MONTH, *options(tmp_path)).returncode == 0
    after = hashes(tmp_path / "output" / MONTH)
    assert after.keys() == before.keys()
    differ = {name for name in before if before[name] != after[name]}
    assert differ <= {"run.json", "validation.html"}


def test_check_alone_writes_the_validation_report_and_no_pay_sheet(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE)
    done = typed("check", MONTH, *options(tmp_path))
    assert done.returncode == 0
    folder = tmp_path / "output" / MONTH
    assert (folder / "validation.html").exists() and not (folder / "pay_adjustment.xlsx").exists()


def test_the_same_input_gives_the_same_bytes(good: Called, tmp_path: Path) -> None:
    shutil.copytree(good.folder.parents[1] / "inbox", tmp_path / "inbox")
    again = call_month(tmp_path)
    assert hashes(again.folder) == hashes(good.folder)


def test_a_slip_that_stays_as_it_was_is_the_last_runs_file_and_any_other_is_written(good: Called, tmp_path: Path) -> None:
    slips, at_first = good.moved(tmp_path / "again").folder / "slips", hashes(good.folder / "slips")
    (slips / "2.html").write_text("画上去的")
    (slips / "3.html").rename(tmp_path / "3.html")
    (slips / "3.html").symlink_to(tmp_path / "3.html")
    before = {path.name: path.stat().st_ino for path in slips.iterdir()}
    for folder in (tmp_path / "again", tmp_path / "anew"):
        write_month(folder / "inbox", month() | {"扣分记录": [logged("1", "未登记交接记录", 5)]})
        assert call_month(folder).code == 0
    now = hashes(slips)
    assert now == hashes(tmp_path / "anew" / "output" / MONTH / "slips")
    kept = {path.name for path in slips.iterdir() if path.stat().st_ino == before[path.name]}
    assert kept == {name for name in now if now[name] == at_first[name]} - {"2.html", "3.html"} != set()


def test_run_json_names_the_inputs_the_rulebook_and_every_output(good: Called) -> None:
    [path] = (good.folder.parents[1] / "inbox" / MONTH).iterdir()
    run = json.loads((good.folder / "run.json").read_text(encoding="utf-8"))
    assert run["month"] == MONTH and run["rulebook"]["date"] == "2020-01-01"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest in json.dumps(run["inputs"])
    recorded = json.dumps(run["outputs"])
    for name, digest in hashes(good.folder).items():
        assert name == "run.json" or digest in recorded, name


def test_a_draft_goes_on_and_holds_back_those_whom_an_error_concerns_in_the_log_or_in_the_roster(tmp_path: Path) -> None:
    sheets = spoiled("扣分记录", 0, {"日期": "2026-10-03"})
    sheets["花名册"][3] |= {"月工资": "五千"}
    write_month(tmp_path / "inbox", sheets)
    called = call_month(tmp_path, draft=True)
    assert called.code == 0
    rows = {row["工号"]: row for row in called.table("pay_adjustment.xlsx", "工资调整表")}
    assert [who for who, row in rows.items() if who != "合计" and row["调整合计"] is None] == ["1", "2"]
    assert "暂缓" in rows["1"]["提示"]
    assert "草稿" in (called.folder / "report.html").read_text(encoding="utf-8")


def test_a_roster_whose_rows_lie_under_a_merged_cell_counts_nobody_and_is_no_fault_of_the_program(tmp_path: Path) -> None:
    path = write_month(tmp_path / "inbox", {**ONE, "扣分记录": [logged("1", "A-3.1.1")]})
    book = openpyxl.load_workbook(path)
    book["花名册"].merge_cells("C2:C4")
    book.save(path)
    for options in ({}, {"draft": True}):
        called = call_month(tmp_path, slips=False, **options)
        assert called.code == (0 if options else 1)
        assert [each["代码"] for each in called.findings if each["级别"] == "错误"] == ["CELLS_MERGED"]


def test_not_even_a_draft_is_made_without_a_roster(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"扣分记录": [logged("1", "A-3.1.1")]})
    called = call_month(tmp_path, slips=False, draft=True)
    assert called.code == 1 and "处错误" in called.printed and not (called.folder / "pay_adjustment.xlsx").exists()


def test_without_slips_none_are_written(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE)
    assert not (call_month(tmp_path, slips=False).folder / "slips").exists()


def write_small(tmp_path: Path, log: list[list[object]]) -> None:
    """A month whose deduction log is given cell by cell, in a workbook of its own."""
    write_month(tmp_path / "inbox", ONE, file="a.xlsx")
    write_workbook(tmp_path / "inbox" / MONTH / "扣分.xlsx", {"扣分记录": log})


def small(tmp_path: Path, log: list[list[object]]) -> Called:
    write_small(tmp_path, log)
    return call_month(tmp_path, slips=False)


HEADERS = ["日期", "工号", "事项"]


def test_titles_blank_rows_and_totals_are_passed_over_and_counted(tmp_path: Path) -> None:
    log = [
        ["2026年11月扣分记录"], [None], [*HEADERS, "次数"], [day(3), "1", "A-3.1.1", 1], [None], ["　"],
        [day(4), "1", "A-3.1.2", 1], ["合计", None, None, 2],
    ]
    called = small(tmp_path, log)
    assert called.code == 0
    lines = called.table("appraisal.xlsx", "计分明细")
    assert [(line["条款"], line["行号"]) for line in lines] == [("A-3.1.1", 4), ("A-3.1.2", 7)]
    run = json.loads((called.folder / "run.json").read_text(encoding="utf-8"))
    sheet = run["inputs"]["扣分.xlsx"]["rows"]["扣分记录"]
    assert sheet["read"] == sheet["used"] + sheet["rejected"] + sheet["passed_over"]
    assert sheet["used"] == 2


def test_english_names_are_headers_too_and_marks_of_required_columns_do_not_matter(tmp_path: Path) -> None:
    write_small(tmp_path, [["date *", "employee_id", "事项（必填）"], [day(3), "1", "A-3.1.1"]])
    read = read_month(tmp_path)
    assert read.code == 0 and len(read.lines) == 1


def test_a_sheet_under_another_name_is_known_by_its_headers(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE, file="a.xlsx")
    headers = ["日期", "工号", "事项", "次数", "分值", "超时分钟", "记录人"]
    rows = [headers, [day(3), "1", "A-3.1.1", None, None, None, "T1"]]
    write_workbook(tmp_path / "inbox" / MONTH / "b.xlsx", {"Sheet1": rows})
    assert len(read_month(tmp_path).lines) == 1


def test_one_sheet_may_come_in_several_workbooks(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {**ONE, "扣分记录": [logged("1", "A-3.1.1")]}, file="a.xlsx")
    write_workbook(tmp_path / "inbox" / MONTH / "b.xlsx", {"扣分记录": [HEADERS, [day(5), "1", "A-3.1.2"]]})
    lines = read_month(tmp_path).lines
    assert [(line["条款"], line["来源文件"]) for line in lines] == [("A-3.1.1", "a.xlsx"), ("A-3.1.2", "b.xlsx")]


def test_lock_files_hidden_files_and_others_are_passed_over_with_a_line(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", ONE)
    folder = tmp_path / "inbox" / MONTH
    for name in ("~$all.xlsx", ".hidden.xlsx", "说明.docx"):
        (folder / name).write_bytes(b"x")
    read = read_month(tmp_path)
    assert read.code == 0
    codes = {finding["文件"]: finding["代码"] for finding in read.findings if finding["文件"]}
    assert codes["~$all.xlsx"] == "LOCK_FILE" and codes[".hidden.xlsx"] == "HIDDEN_FILE" and codes["说明.docx"] == "OTHER_FILE"


def test_what_is_tidied_on_the_way_in_is_counted(tmp_path: Path) -> None:
    called = small(tmp_path, [[*HEADERS, "次数"], ["2026年11月3日", "　１ ", "A-3.1.1", "２"]])
    assert called.code == 0
    run = json.loads((called.folder / "run.json").read_text(encoding="utf-8"))
    sheet = run["inputs"]["扣分.xlsx"]["rows"]["扣分记录"]
    assert sheet["cleaned"] == 3
    assert called.table("appraisal.xlsx", "计分明细")[0]["分值"] == -4


def test_another_rulebook_changes_the_figures(tmp_path: Path) -> None:
    book = tmp_path / "mine.yaml"
    book.write_text(TWELVE_A_POINT, encoding="utf-8")
    write_month(tmp_path / "inbox", {**ONE, "考勤": [worked("1", 2)]})
    assert typed("month", MONTH, *options(tmp_path), "--rulebook", str(book)).returncode == 0
    rows = Called(0, "", tmp_path / "output" / MONTH).table("pay_adjustment.xlsx", "工资调整表")
    assert next(row for row in rows if row["工号"] == "1")["绩效浮动"] == 60
