"""The sample's October, worked out once for all tests that only look at what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app.month import compute_month
from pipeline.language.chosen import CHINESE, read_in
from tests.once import made_once

INBOX = Path(__file__).parents[2] / "examples" / "inbox"
OCTOBER = "2026-10"


def october(factory: pytest.TempPathFactory) -> Path:
    """The output folder with the month, read in Chinese, and the index of months."""
    return made_once(factory, "october", _computed)


def _computed(output: Path) -> None:
    with read_in(CHINESE):
        assert compute_month(OCTOBER, INBOX, output, None, None, None).code == 0
