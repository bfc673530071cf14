"""The rooms of the house: imports go down only, and every room says what it is for."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pipeline"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
DOWNWARDS = "A room imports only from rooms below it"
TYPER = "Typer lives in cli/ and nowhere else"
OUTSIDE = "The month and below know no database, page, storage or cluster"
WORKBOOKS = "The month and below leave workbooks to those who read or write them"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PACKAGE, folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def linted(folder: Path) -> tuple[int, str]:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, " ".join(done.stdout.split())


def test_every_contract_holds_and_make_lint_asks_for_it(copy: Path) -> None:
    code, said = linted(copy)
    assert code == 0, said
    assert all(f"{name} KEPT" in said for name in (DOWNWARDS, TYPER, OUTSIDE, WORKBOOKS))
    assert re.search(r"^lint:.*\n(\t.*\n)*\t@\$\(BIN\)/lint-imports", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert "make lint" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


WRONG = [
    ("rules/lateness.py", "from pipeline.reports import slips", DOWNWARDS, "pipeline.reports.slips"),
    ("rules/lateness.py", "from pipeline.complaints import chains", DOWNWARDS, "pipeline.complaints.chains"),
    ("base/units.py", "def late() -> None:\n    import pipeline.rulebook.load", DOWNWARDS, "pipeline.rulebook.load"),
    ("app/watch.py", "from typer import echo", TYPER, "typer"),
    ("settlement/scores.py", "import sqlalchemy", OUTSIDE, "sqlalchemy"),
    ("checks/log.py", "from openpyxl import Workbook", WORKBOOKS, "openpyxl"),
]
"""File, what is added to it, the contract that it breaks, and what is imported."""


@pytest.fixture(scope="module")
def wrongly_linted(copy: Path) -> tuple[int, str]:
    """What the lint says of all of them at once."""
    right = {path: path.read_bytes() for path in (copy / "pipeline" / file for file, *_ in WRONG)}
    for file, wrong, *_ in WRONG:
        with (copy / "pipeline" / file).open("a", encoding="utf-8") as module:
            module.write(f"\n{wrong}\n")
    said = linted(copy)
    for path, text in right.items():
        path.write_bytes(text)
    return said


@pytest.mark.parametrize(("file", "wrong", "contract", "imported"), WRONG)
def test_a_wrong_import_fails_the_lint_with_the_contracts_name(
    wrongly_linted: tuple[int, str], file: str, wrong: str, contract: str, imported: str
) -> None:
    code, said = wrongly_linted
    assert code == 1 and f"{contract} BROKEN" in said
    _, of_contract = said.rsplit(f"{contract} ---", 1)
    importer = f"pipeline/{file}".removesuffix(".py").replace("/", ".")
    assert f"- {importer} -> {imported} (l." in of_contract.split(" ---")[0]


def test_a_new_room_without_a_place_fails_the_lint(copy: Path) -> None:
    room = copy / "pipeline" / "lobby"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room that nobody placed."""\n', encoding="utf-8")
    try:
        code, said = linted(copy)
    finally:
        shutil.rmtree(room)
    assert code == 1 and "lobby" in said


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_what_may_not_be_in_it(room: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))
    assert said and re.search(r"\b(no|not|nothing|nowhere|never)\b", said, re.IGNORECASE), room


def test_every_folder_of_code_is_a_package_and_nothing_lies_about_beside_the_rooms() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts}
    assert all((folder / "__init__.py").exists() for folder in folders)
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_no_two_packages_have_one_name_and_no_file_is_called_commands() -> None:
    names = [path.parent.name for path in PACKAGE.rglob("__init__.py")]
    assert len(set(names)) == len(names)
    assert not list(PACKAGE.rglob("commands.py"))


def test_the_readme_maps_every_room_and_no_other() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"`pipeline/(\w+)`", readme))) == ROOMS


def test_the_months_contracts_watch_every_room_from_month_down() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contracts = {contract["name"]: contract for contract in tool["contracts"]}
    rooms = [room.strip() for layer in contracts[DOWNWARDS]["layers"] for room in layer.split("|")]
    below = rooms[rooms.index("month") :]
    assert contracts[OUTSIDE]["source_modules"] == [f"pipeline.{room}" for room in below]
    assert contracts[TYPER]["source_modules"] == [f"pipeline.{room}" for room in rooms if room != "cli"]
    writers = {"amendment", "templates", "sample", "excel", "workbooks"}
    assert contracts[WORKBOOKS]["source_modules"] == [f"pipeline.{room}" for room in below if room not in writers]


@pytest.fixture(scope="module")
def nodes() -> list[tuple[str, ast.AST]]:
    """All that stands in the package, with its file."""
    files = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    return [(file, node) for file, tree in files.items() for node in ast.walk(tree)]


def test_no_two_classes_have_one_name(nodes: list[tuple[str, ast.AST]]) -> None:
    places: dict[str, list[str]] = {}
    for file, node in nodes:
        if isinstance(node, ast.ClassDef):
            places.setdefault(node.name, []).append(file)
    assert not {name: each for name, each in places.items() if len(each) > 1}


def test_facts_of_attendance_are_read_off_its_columns_in_one_module(nodes: list[tuple[str, ast.AST]]) -> None:
    """On leave, at work, minutes late: asked of rules/punches.py, for two readings of a cell would differ one day."""
    columns = {"clock_in", "clock_out", "leave_type", "leave_from", "leave_to"}
    readers = set()
    for file, node in nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value in columns:
            readers.add(file)
    assert {reader for reader in readers if not reader.startswith("sample/")} <= {
        "rules/punches.py", "schemas/attendance.py", "workbooks/exports.py",
    }
