"""The maintainers' guide is true: each of its examples applies to the project as it is, and its tests pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "maintainers.md").read_text(encoding="utf-8")
EXAMPLES = sorted((ROOT / "docs" / "examples").glob("*.patch"))
PARTS = ("pipeline", "tests", "docs", "pyproject.toml")
TRACED_AND_TESTED = """
import os, sys
import hypothesis, jinja2, numpy, openpyxl, pandas, pandera.pandas, pydantic, pytest, sqlalchemy, xlsxwriter, yaml

for folder, *tests in map(str.split, sys.stdin.read().splitlines()):
    child = os.fork()
    if child:
        print(folder, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
        continue
    os.chdir(folder)
    said = os.open("said.txt", os.O_WRONLY | os.O_CREAT)
    os.dup2(said, 1), os.dup2(said, 2)
    from pathlib import Path
    from pipeline.trace.coverage import main
    code = 70
    try:
        code = main(Path("docs/coverage.md"), Path("tests")) or pytest.main(["-p", "no:cacheprovider", *tests])
    finally:
        sys.stdout.flush(), sys.stderr.flush(), os._exit(code)
"""
"""What the tree of each example is asked, in a process of its own: libraries, which are the same for all, are loaded once before."""


def tree(folder: Path, patch: Path) -> list[str]:
    """The project with the patch; returns the tests that it brings."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("pictures"))
        else:
            shutil.copy(ROOT / part, folder / part)
    done = subprocess.run(["git", "apply", "--verbose", str(patch)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return re.findall(r"^\+\+\+ b/(tests/\S+)", patch.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """By example, how its tests ended and what they said."""
    folders = {patch.stem: tmp_path_factory.mktemp(patch.stem) for patch in EXAMPLES}
    brought = {patch.stem: tree(folders[patch.stem], patch) for patch in EXAMPLES}
    assert all(brought.values())
    asked = "\n".join(" ".join([str(folder), *brought[name]]) for name, folder in folders.items())
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run([sys.executable, "-c", TRACED_AND_TESTED], input=asked, capture_output=True, text=True, timeout=900, env=alone, cwd=folders[EXAMPLES[0].stem].parent)
    codes = dict(map(str.split, done.stdout.splitlines()))
    assert set(codes) == set(map(str, folders.values())), done.stdout + done.stderr
    return {name: (int(codes[str(folder)]), (folder / "said.txt").read_text(encoding="utf-8")) for name, folder in folders.items()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
@pytest.mark.parametrize("name", [patch.stem for patch in EXAMPLES])
def test_an_example_applies_and_the_tests_that_it_brings_pass(tried: dict[str, tuple[int, str]], name: str) -> None:
    code, said = tried[name]
    assert code == 0 and " passed" in said and "failed" not in said, said


def test_the_guide_shows_every_example_and_every_command_of_it_exists() -> None:
    assert {path.name for path in EXAMPLES} == set(re.findall(r"examples/(\w+\.patch)\)", GUIDE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"make (\w+)", GUIDE))
