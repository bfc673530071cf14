"""Archives to test on: SQLite in a folder, and a database of a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.servers import new_database


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty archive's address."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.sqlite'}"
    return new_database(request.getfixturevalue("postgres"))
