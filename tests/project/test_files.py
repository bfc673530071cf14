"""What is committed stands alone: no machine's path, no package host, each clause with a test that names it."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from pipeline.rulebook.load import rulebook_for

ROOT = Path(__file__).parents[2]
BOOK = rulebook_for(date(2026, 11, 1))
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))
ACTED_ON = [clause for clause, each in BOOK.clauses.items() if each.kind != "note"]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_has_a_hash_for_each_package_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text and "index" not in text
    packages = re.findall(r"^[a-z0-9][\w.\[\],-]*==.*\\$", text, re.MULTILINE)
    assert len(packages) >= 20
    assert text.count("--hash=sha256:") >= len(packages)


def test_no_tracked_file_names_a_machines_path() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    paths = re.compile("(?:^|[\\s\"'=(])/" + "(?:home|root|work|Users)/", re.MULTILINE)
    for name in listed:
        path = ROOT / name
        if path.suffix not in {".xlsx", ".png"} and path.is_file():
            assert not paths.search(path.read_text(encoding="utf-8")), name


@pytest.mark.parametrize("clause", ACTED_ON)
def test_each_clause_that_is_computed_checked_or_printed_is_named_by_a_test(clause: str) -> None:
    as_written = rf"(?<![\w.-]){re.escape(clause)}(?![\w-]|\.\d)"
    as_name = r"test_(?:\w+_)?" + re.sub(r"[-.]", "_", clause) + r"(?:_(?!\d)|\()"
    assert re.search(as_written, TESTS) or re.search(as_name, TESTS)
