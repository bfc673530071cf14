"""Every free text that people can type, through every output, in both languages: it stays text, and acts on nothing."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
import zipfile
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pipeline.app.month import compute_month
from pipeline.app.request import outcome_of, request_for, write_run
from pipeline.language.chosen import CHINESE, ENGLISH, choose
from pipeline.month.story import Run, run_month
from pipeline.reports.index_page import write_index
from pipeline.schemas.registry import SHEETS
from tests.build import MONTH, RULES_ALONE, called, write_month
from tests.corpus.base import month

TEXTS = {
    "markup": "a\x07b\x1bc\u202egpj.exe\u2066b\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7*7 }}{% raw %}&amp;",
    "formula": '=HYPERLINK("http://x","y")',
    "link": "javascript:alert(1)",
}
"""Those that act wherever they stand, letters that turn the direction among them, are one; the others act as the whole of a cell."""
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f]")
ACTING = ("href", "src", "action", "formaction", "style", "data", "poster")
OUR_FORMULAS = re.compile(r"=(SUM|SUBTOTAL)\(.*\)")


class Page(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.policies: list[str] = []
        self.handlers: list[tuple[str, str]] = []
        self.images: list[str] = []
        self.data: list[str] = []
        self._into = self.scripts
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._in_script = tag == "script"
        if tag == "script":
            (self.data if values.get("type") == "application/json" else self.scripts).append("")
            self._into = self.data if values.get("type") == "application/json" else self.scripts
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(values["content"])
        if tag in ("img", "iframe", "object", "embed", "base", "form"):
            self.images.append(tag)
        self.handlers += [(name, value) for name, value in values.items() if name.startswith("on") or (name in ACTING and value.lower().startswith("javascript:"))]

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self._into[-1] += data


def spoiled(text: str) -> dict[str, list[dict[str, object]]]:
    """The month with `text` in every column of free text; names agree, since rows of two names are another matter."""
    sheets = month()
    sheets["签收"] = [{"工号": "1", "月份": "2026-10", "签收日期": "2026-11-05", "意见": "拒签"}]
    sheets["申诉"] = [{"工号": "1", "日期": "2026-11-03", "事项": "A-3.1.1", "理由": "x"}]
    for sheet in SHEETS:
        for row in sheets.get(sheet.title, []):
            for column in sheet.columns:
                if column.kind == "text" or (column.kind == "name" and sheet.title == "花名册"):
                    row[column.header] = text
                elif column.kind == "name":
                    row.pop(column.header, None)
    return sheets  # type: ignore[return-value]


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """A draft for each text, in a file and under a rulebook that have it in their names too."""
    made = {}
    for number, (kind, text) in enumerate(TEXTS.items()):
        folder = tmp_path_factory.mktemp(kind)
        named = re.sub(r"[/\x00]", "／", text)
        path = write_month(folder / "inbox", spoiled(text), file=f"{named}.xlsx")
        shutil.copy(path, path.with_name(f"again {number}.xlsx"))
        book = openpyxl.load_workbook(path)
        book.create_sheet(re.sub(r"[\\*?:/\[\]\x00-\x1f']", "_", text)[:31])["A1"].value = "x"
        book.save(path)
        rules = folder / "rules.yaml"
        rules.write_text(RULES_ALONE.replace("总裁（示例）", json.dumps(text)), encoding="utf-8")
        request, _ = request_for(MONTH, folder / "inbox", folder / "output", rules, None, None, draft=True)
        made[kind] = run_month(request)
    return made


@pytest.fixture(scope="module", params=[CHINESE, ENGLISH])
def output(request: pytest.FixtureRequest, drafts: dict[str, Run], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The drafts and their indexes, said in a language."""
    folder = tmp_path_factory.mktemp("output")
    choose(request.param)
    try:
        for kind, run in drafts.items():
            ended = called(lambda: outcome_of(run, write_run(run, folder / kind)), folder)  # noqa: B023
            assert ended.code == 0, (kind, ended.printed)
            write_index(folder / kind)
    finally:
        choose(CHINESE)
    return folder


def files(output: Path, pattern: str) -> list[Path]:
    found = [*output.rglob(pattern)]
    assert {path.relative_to(output).parts[0] for path in found} == set(TEXTS)
    return found


def test_every_page_has_a_policy_and_runs_no_script_but_its_own(output: Path) -> None:
    for path in files(output, "*.html"):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert len(page.policies) == 1 and page.policies[0].startswith("default-src 'none'"), path
        for script in page.scripts:
            assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page.policies[0], path
        assert not page.handlers and not page.images, path
        assert all(json.loads(data) and "<" not in data for data in page.data), "what a list carries is data and ends no script"


def test_nothing_turns_the_direction_of_what_is_read_or_controls_what_shows_it(output: Path) -> None:
    """JSON is for programs, which need the names of files as they are."""
    for path in [*files(output, "*.html"), *files(output, "*.csv")]:
        found = TURNING.search(path.read_text(encoding="utf-8-sig"))
        assert found is None, (path, unicodedata.name(found[0], repr(found[0])))


def test_no_cell_of_any_workbook_is_a_formula_but_ours(output: Path) -> None:
    for path in files(output, "*.xlsx"):
        for sheet in openpyxl.load_workbook(path, read_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f" or OUR_FORMULAS.fullmatch(str(cell.value)), (path, sheet.title, cell.coordinate, cell.value)
        with zipfile.ZipFile(path) as book:
            assert not any("external" in name.lower() or "vba" in name.lower() for name in book.namelist())


def test_no_cell_of_the_csv_is_taken_for_a_formula(output: Path) -> None:
    import csv

    for path in files(output, "*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row), (path, row)


def test_a_branch_may_be_called_anything_that_a_folder_may(tmp_path: Path) -> None:
    names = ["<i>x & 'y' a\u202egpj", '"onload=alert(1) {{ 1 }}']
    for name in names:
        write_month(tmp_path / "inbox", month("扣分记录", "考勤", "投诉登记", "服务登记"), file=f"{name}.xlsx")
        (tmp_path / "inbox" / MONTH / name).mkdir()
        (tmp_path / "inbox" / MONTH / f"{name}.xlsx").rename(tmp_path / "inbox" / MONTH / name / "all.xlsx")
    ended = called(lambda: compute_month(MONTH, tmp_path / "inbox", tmp_path / "output", None, None, None, draft=True, workers=1), tmp_path)
    assert ended.code == 0, ended.printed
    for path in (tmp_path / "output").rglob("*.html"):
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        assert len(page.policies) == 1 and not page.handlers and not page.images, path
        assert not TURNING.search(path.read_text(encoding="utf-8")), path
    assert not any(cell.data_type == "f" and not OUR_FORMULAS.fullmatch(str(cell.value)) for path in (tmp_path / "output" / MONTH).glob("*.xlsx")
                   for sheet in openpyxl.load_workbook(path, read_only=True) for row in sheet.iter_rows() for cell in row)  # fmt: skip
