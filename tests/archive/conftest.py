"""Archives to test on: SQLite in a folder, and a database of a real PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.months import FIRST, Books
from tests.once import made_once
from tests.servers import new_database


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty archive's address."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.sqlite'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def october_once(tmp_path_factory: pytest.TempPathFactory) -> Books:
    def close(folder: Path) -> None:
        assert Books.at(folder).close("2026-10", **FIRST).code == 0

    return Books.at(made_once(tmp_path_factory, "october", close))


@pytest.fixture
def october(october_once: Books, tmp_path: Path) -> Books:
    """October closed, nothing special in it; to be changed."""
    return october_once.copied(tmp_path)
