"""What is committed stands alone: no machine's path, no package host."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


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
