"""All reports of a run together, and run.json that vouches for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.findings.finding import Finding
from pipeline.month.report import InputFile, MonthReport
from pipeline.reports.everything import write_reports

Month = Callable[..., MonthReport]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(folder: Path, report: MonthReport) -> dict[str, bytes]:
    folder.mkdir()
    write_reports(folder, report)
    return contents(folder)


@pytest.fixture
def whole(tmp_path_factory: pytest.TempPathFactory, month: Month, findings: list[Finding], once: list[dict[str, bytes]]) -> dict[str, bytes]:
    """The month with its findings as it is drawn."""
    if not once:
        once.append(made(tmp_path_factory.mktemp("whole") / "a", month(findings=findings)))
    return dict(once[0])


@pytest.fixture(scope="module")
def once() -> list[dict[str, bytes]]:
    """It, once somebody has asked for it."""
    return []


def test_a_month_has_every_report_of_the_contract(whole: dict[str, bytes]) -> None:
    files = whole
    assert {name for name in files if not name.startswith(("slips/", "notices/"))} == {
        "pay_adjustment.xlsx", "appraisal.xlsx", "fine_fund.xlsx", "complaints.xlsx", "report.html", "people.html", "complaints.html", "fund.html", "rulebook.html", "review.xlsx", "run.json", "lines.json",
        "validation.csv", "validation.html", "validation.xlsx",
    }  # fmt: skip
    assert len([name for name in files if name.startswith("slips/")]) == 11 + 1


def test_the_same_month_gives_the_same_bytes(tmp_path: Path, month: Month, findings: list[Finding], whole: dict[str, bytes]) -> None:
    assert made(tmp_path / "b", month(findings=findings)) == whole


def test_the_order_of_findings_changes_nothing(tmp_path: Path, month: Month, findings: list[Finding], whole: dict[str, bytes]) -> None:
    assert made(tmp_path / "b", month(findings=findings[::-1])) == whole


def test_without_a_settlement_there_is_the_validation_report_alone(
    tmp_path: Path, month: Month, findings: list[Finding]
) -> None:
    files = made(tmp_path / "a", month(settlement=None, casework=None, findings=findings))
    assert set(files) == {"run.json", "validation.csv", "validation.html", "validation.xlsx"}


def test_slips_can_be_left_out(tmp_path: Path, month: Month) -> None:
    files = made(tmp_path / "a", month(slips=False))
    assert "pay_adjustment.xlsx" in files and not [name for name in files if name.startswith("slips/")]


def test_run_json_vouches_for_every_file(whole: dict[str, bytes]) -> None:
    files = whole
    run = json.loads(files.pop("run.json"))
    assert {name: output["sha256"] for name, output in run["outputs"].items()} == {
        name: sha256(content).hexdigest() for name, content in files.items()
    }
    assert run["outputs"]["pay_adjustment.xlsx"]["rows"] == {"工资调整表": 11, "工资单": 11}
    assert (run["month"], run["version"], run["draft"]) == ("2026-11", "0.1.0", False)
    assert run["rulebook"] == {"name": "客户服务部考核制度", "date": "2020-01-01", "sha256": "ab" * 32}
    assert run["inputs"]["扣分.xlsx"]["sha256"] == "cd" * 32
    log = run["inputs"]["扣分.xlsx"]["rows"]["扣分记录"]
    assert log["read"] == log["used"] + log["rejected"] + log["passed_over"] == 42
    assert run["findings"] == {"error": 3, "warning": 1}


def test_run_json_can_be_read_by_people(whole: dict[str, bytes]) -> None:
    text = whole["run.json"].decode("utf-8")
    assert "客户服务部" in text
    assert text.endswith("}\n")


def test_a_file_name_that_is_not_valid_text_does_not_stop_the_run(tmp_path: Path, month: Month) -> None:
    odd = InputFile("\udcff扣分.xlsx", "00" * 32)
    finding = Finding("SAMPLE_UNKNOWN", "\udcff扣分.xlsx", value="x")
    files = made(tmp_path / "a", month(inputs=(odd,), findings=[finding]))
    assert json.loads(files["run.json"])["inputs"]
