"""The maintainers' guide is true: each of its examples applies to the project as it is, and its tests pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "maintainers.md").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.patch"))
PARTS = ("pipeline", "tests", "docs", "pyproject.toml")
TRACED_AND_TESTED = """
import sys
from pathlib import Path
import pytest
from pipeline.trace.coverage import main
sys.exit(main(Path("docs/coverage.md"), Path("tests")) or pytest.main(sys.argv[1:]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("pictures"))
        else:
            shutil.copy(ROOT / part, tmp_path / part)
    return tmp_path


def run(folder: Path, *command: str) -> str:
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, env=alone)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("patch", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_applies_and_the_tests_that_it_brings_pass(patch: Path, copy: Path) -> None:
    brought = re.findall(r"^\+\+\+ b/(tests/\S+)", patch.read_text(encoding="utf-8"), re.MULTILINE)
    assert brought
    run(copy, "git", "apply", "--verbose", str(patch))
    assert "passed" in run(copy, sys.executable, "-c", TRACED_AND_TESTED, "-p", "no:cacheprovider", *brought)


def test_the_guide_shows_every_example_and_every_command_of_it_exists() -> None:
    assert {path.name for path in EXAMPLES} == set(re.findall(r"examples/(\w+\.patch)\)", GUIDE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"make (\w+)", GUIDE))
