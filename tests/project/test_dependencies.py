"""What is installed, and what for: a plain install is small, and what a command needs besides is told."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.archive.store import open_archive
from pipeline.base.extras import LIBRARIES
from tests.build import STAFF, full_month, person, write_month
from tests.typed import in_one_process, typed

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FOR_DEVELOPERS = {"dev", "build"}


def name_of(requirement: str) -> str:
    return re.split(r"[\[<>=~ ]", requirement)[0].lower()


def test_the_readme_says_of_each_library_of_a_plain_install_what_it_is_for() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    said = re.findall(r"^- `([\w.-]+)`: .+", readme.partition("What a plain install brings")[2], re.MULTILINE)
    assert sorted(map(str.lower, said)) == sorted(map(name_of, PROJECT["dependencies"]))
    assert all(f"`{extra}`" in readme for extra in EXTRAS if extra not in FOR_DEVELOPERS)


def test_the_lock_of_a_plain_install_has_nothing_of_an_extra() -> None:
    locked = set(re.findall(r"^([\w.-]+)(?:\[.+\])?==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(map(name_of, PROJECT["dependencies"])) <= locked
    extras = {name_of(each) for extra in EXTRAS if extra != "build" for each in EXTRAS[extra]}
    assert not locked & extras


def test_what_to_type_for_an_extra_is_what_the_project_declares() -> None:
    declared = {extra: EXTRAS[extra] for extra in EXTRAS if extra not in FOR_DEVELOPERS}
    assert {extra: re.findall(r'"([^"]+)"', typed) for extra, typed in LIBRARIES.items()} == declared


@pytest.mark.parametrize(
    ("absent", "extra", "call"),
    [
        ("polars", "parquet", ["export", "--format", "parquet", "--archive", "sqlite:///{folder}/archive.sqlite"]),
        ("psycopg", "postgres", ["export", "--archive", "postgresql+psycopg://somebody@127.0.0.1:1/kaohe"]),
    ],
)
def test_a_command_that_lacks_its_library_says_how_to_get_it_and_writes_nothing(
    tmp_path: Path, absent: str, extra: str, call: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_archive(f"sqlite:///{tmp_path}/archive.sqlite").dispose()
    monkeypatch.setitem(sys.modules, absent, None)
    done = typed(*(each.format(folder=tmp_path) for each in call), "--to", tmp_path / "out")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert f"{sys.executable} -m pip install {LIBRARIES[extra]}" in done.said
    assert not (tmp_path / "out").exists()


def test_a_month_is_computed_closed_and_exported_with_a_plain_install_in_either_language(tmp_path: Path) -> None:
    write_month(tmp_path / "inbox", {"花名册": [*STAFF, person("1")], "考勤": full_month("1")})
    absent = {name_of(each) for extra in ("parquet", "postgres", "cluster") for each in EXTRAS[extra]} | {"babel"}
    inbox, output = ("--inbox", str(tmp_path / "inbox")), ("--output", str(tmp_path / "output"))
    calls = in_one_process(
        ("month", "2026-11", *inbox, *output, "--lang", "en"),
        ("close", "2026-11", "--early", *inbox, *output),
        ("export", "--to", str(tmp_path / "export"), *output),
    )
    code = f"import sys\nsys.modules.update(dict.fromkeys({sorted(absent)}))\n{calls}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "export" / "scores.csv").read_text(encoding="utf-8-sig").startswith("month,")
