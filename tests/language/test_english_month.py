"""A month read in English: pages, prose, findings and the terminal; what HR typed and what programs rely on stay."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path

import openpyxl
import pytest
import yaml

from pipeline.language.chosen import VARIABLE, choose
from pipeline.outputs.mark import SEAL
from pipeline.rulebook.parameters import parameters
from pipeline.schemas.registry import SHEETS
from tests.build import BOOK, STAFF, Called, call_month, complaint, day, full_month, logged, person, worked, write_month
from tests.language.test_catalogue import HAN, NAMES
from tests.sample.october import INBOX, OCTOBER, october
from tests.typed import typed

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
TEXT = re.compile(r'>([^<>]+)<|(?:aria-label|data-h|data-search|data-shown|title)="([^"]*)"')
SHIPPED = ROOT / "pipeline" / "rulebook" / "2020-01-01.yaml"
LAW = ROOT / "pipeline" / "labour_law" / "national.yaml"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "zh")
    choose("en")


@cache
def handed_in(inbox: Path) -> set[str]:
    """Everything Chinese in the workbooks that HR handed in: names, cells, titles, headers."""
    found = set(NAMES) | {column.header for sheet in SHEETS for column in sheet.columns} | {sheet.title for sheet in SHEETS}
    found.update(choice for sheet in SHEETS for column in sheet.columns for choice in column.choices)
    found.update(item.label for item in BOOK.items.values())
    found.update(named.label for named in (*BOOK.roles.values(), *BOOK.shifts.values()))
    for path in inbox.rglob("*.xlsx"):
        found.add(path.stem)
        for sheet in openpyxl.load_workbook(path, read_only=True):
            found.add(sheet.title)
            found.update(cell.strip() for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
    return {text for text in found if HAN.search(text)}


@cache
def recorded(folder: Path) -> set[str]:
    """Every Chinese word and sentence of the workbooks that came out, of the rules and of labour law: Chinese for everybody."""
    found = set(rules())
    for path in folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            found.update(cell.strip() for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
    return {text for text in found if HAN.search(text)}


@cache
def rules() -> set[str]:
    """What the rules say, and how their figures are named."""
    said = {text for source in (SHIPPED, LAW) for text in strings(yaml.safe_load(source.read_text(encoding="utf-8")))}
    said |= {text for each in parameters(BOOK) for text in (each.name, each.unit, each.words)}
    return {text for text in said if HAN.search(text)}


def strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from strings(child)


def left(text: str, known: set[str]) -> str:
    """What is Chinese in a text beside what is known; the longest known goes first."""
    if not HAN.search(text):
        return ""
    for each in sorted((each for each in known if each in text), key=len, reverse=True):
        text = text.replace(each, "")
    return text if HAN.search(text) else ""


def said_on(page: Path) -> Iterator[str]:
    """Each text and label of a page, but for notices about labour law, which are recorded as hints of the pay sheet."""
    content = re.sub(r"<script>.*?</script>|<style>.*?</style>|\"[^\"]*（《[^\"]*\"", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for text, label in TEXT.findall(content):
        yield unescape(text or label)


def pages(folder: Path) -> list[Path]:
    """All but forms and the rules, which are Chinese for everybody."""
    return [path for path in folder.rglob("*.html") if "notices" not in path.parts and path.name != "rulebook.html"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Called:
    work = tmp_path_factory.mktemp("english")
    shutil.copytree(INBOX, work / "inbox")
    patch = pytest.MonkeyPatch()
    patch.setenv(VARIABLE, "en")
    called = call_month(work, OCTOBER)
    patch.undo()
    assert called.code == 0
    return called


def test_pages_have_no_chinese_but_what_hr_handed_in_and_what_is_recorded(demo: Called) -> None:
    known = handed_in(INBOX) | recorded(demo.folder)
    said = {text: page.name for page in pages(demo.folder.parent) for text in said_on(page)}
    found = {page: rest for text, page in said.items() if (rest := left(text, known))}
    assert found == {} and len(pages(demo.folder)) > 20


def test_pages_say_their_language_and_forms_stay_chinese(demo: Called) -> None:
    assert '<html lang="en">' in (demo.folder / "report.html").read_text(encoding="utf-8")
    forms = list((demo.folder / "notices").glob("*.html"))
    assert forms and all('<html lang="zh-CN">' in form.read_text(encoding="utf-8") for form in forms)
    assert any("奖罚通知单" in form.read_text(encoding="utf-8") for form in forms)


def test_sheets_headers_and_words_that_programs_rely_on_are_the_same_in_every_language(demo: Called) -> None:
    lines = demo.table("appraisal.xlsx", "计分明细")
    assert {"工号", "条款", "类别", "说明"} <= set(lines[0])
    assert {line["类别"] for line in lines} <= {"加分", "扣分", "组长奖惩", "罚款", "扣发工资", "投诉罚扣", "赔偿", "处理", "前期更正"}
    assert demo.table("fine_fund.xlsx", "基金台账")[0]["摘要"] == "期初"
    late = next(line for line in lines if line["条款"] == "A-3.1.4" and line["来源文件"].startswith("考勤"))
    assert re.search(r"迟到 \d+ 分钟", late["说明"]), "the note of a line is recorded, and what is recorded is Chinese"


def test_amounts_and_points_are_those_of_the_chinese_run(demo: Called, tmp_path_factory: pytest.TempPathFactory) -> None:
    chinese = replace(demo, folder=october(tmp_path_factory) / OCTOBER)
    assert chinese.table("pay_adjustment.xlsx", "工资调整表")[0]["工号"]
    figures = ("工号", "考核分", "等级", "绩效浮动", "罚款", "调整合计")
    ours, theirs = ([[row[name] for name in figures] for row in each.table("pay_adjustment.xlsx", "工资调整表")] for each in (demo, chinese))
    assert ours == theirs
    assert (demo.folder / "lines.json").read_bytes() == (chinese.folder / "lines.json").read_bytes()


WRONG = {
    "花名册": [*STAFF, person("1"), person("2", 入职日期="20261"), person("3", "经理"), person("1")],
    "扣分记录": [
        logged("1", "A-3.1.1"), logged("9", "A-3.1.1"), logged("1", "没有的事项"), logged("1", "A-3.1.8"),
        logged("1", "A-3.1.4", 分值=9), logged("2", "B-3"), logged("1", "A-3.1.1", 40), logged("1", "A-3.1.1", 次数="两"),
    ],
    "考勤": [*full_month("1"), worked("1", 3), worked("2", 4, 上班时间="9:70"), worked("2", 5, 请假类型="病假"), worked("2", 6, 考勤结果="旷工")],
    "投诉登记": [complaint(1, "1"), complaint(1, "2", 受理日期=day(1)), complaint(2, "1", 投诉编号="X")],
}


def test_findings_are_in_english_with_the_names_that_hr_sees(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", WRONG)
    called = call_month(tmp_path)
    assert called.code == 1 and "errors" in called.printed and "validation.html" in called.printed
    known = handed_in(tmp_path / "inbox") | {"客服部"}
    for finding in called.findings:
        assert not left(finding["说明"] + finding["建议"], known), finding
    assert any(finding["说明"].startswith("The rulebook has no item “没有的事项”") for finding in called.findings)
    assert not [(page.name, text) for page in pages(called.folder.parent) for text in said_on(page) if left(text, known)]
    copy = openpyxl.load_workbook(called.folder / "annotated" / "all.xlsx")
    comments = [cell.comment.text for row in copy["扣分记录"] for cell in row if cell.comment]
    assert comments and not [text for text in comments if left(text, known)]


COMMANDS = [
    ["explain", "nobody", "2026-06"], ["simulate", "--months", "2026-06", "--set", "pay.yuan_per_point=12"],
    ["explain", "KF004", "2026-10"], ["clause", "A-3.1.4", "--month", "2026-10"], ["close", "2026-10", "--early"],
    ["verify"], ["history", "KF004"], ["fund"], ["month", "2026-10"], ["month", "2026-13"], ["--help"], ["diff", "2026-10"], ["correct", "2026-10"],
]  # fmt: skip
"""The first two say the same of whatever month, and of a small one sooner."""


def test_every_command_speaks_english_on_the_terminal(demo: Called, tmp_path: Path) -> None:
    demo.moved(tmp_path)
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")]}, "2026-06")
    known = handed_in(INBOX) | recorded(demo.folder) | rules() | {SEAL}
    assert demo.printed and not left(demo.printed, known)
    for command in COMMANDS:
        done = typed("--lang", "en", *command, cwd=tmp_path)
        assert done.said and done.returncode in (0, 2, 3), command
        assert not left(done.said, known), (command, left(done.said, known))


def test_an_unknown_language_is_a_wrong_call(tmp_path: Path) -> None:
    done = typed("verify", "--lang", "fr", cwd=tmp_path)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and "zh" in done.stderr and "en" in done.stderr
