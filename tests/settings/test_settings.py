"""kaohe.toml beside the inbox says what need not be typed each month; what the command says wins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.build import BOOK, MONTH, STAFF, TWELVE_A_POINT, logged, person, write_month
from tests.typed import typed


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "扣分记录": [logged("1", "A-3.1.11")]})
    return tmp_path


def own_rules(place: Path, folder: str = "规则", since: str = "2026-11-01") -> Path:
    (place / folder).mkdir()
    path = place / folder / f"{since}.yaml"
    path.write_text(TWELVE_A_POINT.replace("effective_from: 2020-01-01", f"effective_from: {since}"), encoding="utf-8")
    return path


def kaohe(place: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")}
    done = typed(*arguments, cwd=place, env=known | environment)
    return done.returncode, done.said


def test_rules_archive_and_language_are_those_of_the_file(place: Path) -> None:
    path = own_rules(place, "我的规则")
    (place / "kaohe.toml").write_text(f'rulebook = "我的规则"\narchive = "sqlite:///{place / "档案.sqlite"}"\nlanguage = "en"\n', encoding="utf-8")
    code, printed = kaohe(place, "close", MONTH, "--early")
    assert code == 0 and f"{MONTH} is closed" in printed and (place / "档案.sqlite").exists()
    assert path.stem in printed


def test_the_month_says_which_rules_hold_when_they_are_not_the_shipped_ones(place: Path) -> None:
    assert "所用规则" not in kaohe(place, "month", MONTH)[1]
    own_rules(place)
    code, printed = kaohe(place, "month", MONTH)
    assert code == 0 and "所用规则：" in printed and "2026-11-01 起施行" in printed


def test_an_option_wins_and_so_does_the_environment(place: Path) -> None:
    own_rules(place)
    shipped = str(BOOK.source)
    assert "2020-01-01.yaml" not in kaohe(place, "month", MONTH)[1]
    assert "所用规则" not in kaohe(place, "month", MONTH, "--rulebook", shipped)[1]
    assert "所用规则" not in kaohe(place, "month", MONTH, KAOHE_RULEBOOK=shipped)[1]


def test_for_months_before_the_first_of_the_folder_the_shipped_rules_hold(place: Path) -> None:
    own_rules(place, since="2026-12-01")
    code, printed = kaohe(place, "month", MONTH)
    assert code == 0 and "所用规则" not in printed


def test_a_simulation_compares_the_rules_of_the_settings_with_the_named_ones(place: Path) -> None:
    own_rules(place)
    code, printed = kaohe(place, "simulate", "--months", MONTH, "--rulebook", str(BOOK.source))
    assert code == 0 and "-60.00" in printed and "-50.00" in printed


@pytest.mark.parametrize(
    ("text", "said"),
    [("rulebook: x", "读不懂"), ('rules = "x"', "不认识“rules”"), ("language = 1", "应是引号里的文字"), ('language = "de"', "zh、en"), ('rulebook = "没有"', "不存在")],
)
def test_a_file_that_is_not_understood_is_said_in_a_sentence(place: Path, text: str, said: str) -> None:
    (place / "kaohe.toml").write_text(text, encoding="utf-8")
    code, printed = kaohe(place, "month", MONTH)
    assert code == 2 and said in printed and "kaohe.toml" in printed and "Traceback" not in printed


def test_a_folder_without_rules_is_told(place: Path) -> None:
    (place / "空").mkdir()
    code, printed = kaohe(place, "month", MONTH, "--rulebook", "空")
    assert code == 2 and "没有规则文件" in printed
