"""The menu: each step of a month by a number, with the likely month at hand; messages name the way in that was taken."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import menu
from pipeline.language.way_in import MENU, WAY, as_called
from pipeline.outputs.mark import MARK
from tests.build import STAFF, logged, person, write_month
from tests.terminal import on_terminal
from tests.typed import at_menu

pytest.importorskip("pty")
ROOT = Path(__file__).parents[2]
OCTOBER = "2026-10"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")} | {"BROWSER": "true"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.11") | {"日期": f"{OCTOBER}-03"}]}, OCTOBER)
    return tmp_path


def typed(place: Path, *lines: str, **environment: str) -> str:
    """What the menu shows on a terminal into which these lines are typed."""
    code, shown = on_terminal([], lines, cwd=place, env=ENVIRONMENT | environment)
    assert code == 0
    return shown


def test_a_month_is_checked_computed_explained_closed_and_the_next_begun_by_numbers(place: Path) -> None:
    shown = at_menu(["2", "", "3", "", "5", "1", "", "7", "", "结账", "1", "", "0"], place, ENVIRONMENT).said
    for each in ("开始新的月份", "检查", "月结", "看结果", "为什么", "更正", "结账", "换规则"):
        assert each in shown
    assert "校验通过" in shown and "A-3.1.11" in shown and f"{OCTOBER} 已结账" in shown
    assert (place / "output" / OCTOBER / MARK).exists()
    assert (place / "inbox" / "2026-11" / "人事 2026-11.xlsx").exists()
    assert "菜单里的“更正” 2026-10" in shown and "kaohe " not in shown.replace("kaohe-", "")


def test_on_a_terminal_a_number_that_is_not_there_is_said_and_a_command_of_another_process_asks_for_its_word(place: Path) -> None:
    shown = typed(place, "9", "7", "", "结账", "0")
    assert "没有这一项" in shown and f"{OCTOBER} 已结账" in shown
    assert (place / "output" / OCTOBER / MARK).exists()


def test_the_likely_months_are_the_next_the_open_one_and_the_last_closed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    shutil.copytree(place / "inbox" / OCTOBER, place / "inbox" / "2026-09")
    (place / "output" / "2026-09").mkdir(parents=True)
    (place / "output" / "2026-09" / MARK).touch()
    likely = [str(each()) for each in (menu.to_start, menu.to_compute, menu.to_close, menu.to_correct)]
    assert likely == ["2026-11", OCTOBER, OCTOBER, "2026-09"]


def test_the_rules_go_out_as_a_workbook_and_come_back_as_rules_from_a_day(place: Path) -> None:
    assert "可以增删行" in at_menu(["8", "0"], place, ENVIRONMENT).said and (place / "rulebook.xlsx").exists()
    at_menu(["8", "2027-01-01", "0"], place, ENVIRONMENT)
    assert (place / "规则" / "2027-01-01.yaml").exists()


def test_without_a_terminal_no_arguments_show_the_help(place: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "pipeline"], cwd=place, capture_output=True, text=True, check=False)
    assert "Usage" in done.stdout + done.stderr and "请选择" not in done.stdout


SAID = "保存后运行 kaohe check 2026-12，要更正请用 kaohe correct 2026-10 --book。"


@pytest.mark.parametrize(
    ("way", "in_menu", "expected"),
    [
        (None, None, SAID),
        ("make", None, "保存后运行 make check MONTH=2026-12，要更正请用 .venv/bin/kaohe correct 2026-10 --book。"),
        ("./kaohe", None, "保存后运行 ./kaohe check 2026-12，要更正请用 ./kaohe correct 2026-10 --book。"),
        ("./kaohe", "1", "保存后运行 菜单里的“检查” 2026-12，要更正请用 菜单里的“更正” 2026-10。"),
    ],
)
def test_a_message_names_the_way_in(monkeypatch: pytest.MonkeyPatch, way: str | None, in_menu: str | None, expected: str) -> None:
    for name, value in ((WAY, way), (MENU, in_menu)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert as_called(SAID) == expected


def test_kaohe_in_the_root_is_the_same_program_from_anywhere(place: Path) -> None:
    done = subprocess.run([str(ROOT / "kaohe"), "check", OCTOBER], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "校验通过" in done.stdout, done.stderr
