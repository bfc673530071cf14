"""Archives to test on: SQLite in a folder, and a database of a real PostgreSQL; and books whose months are closed already."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive import shelf as closing
from tests.archive.months import Books
from tests.archive.shelf import Shelf
from tests.servers import new_database


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database."""
    return str(request.param)


@pytest.fixture
def archive(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty archive's address."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.sqlite'}"
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory, lambda: str(request.getfixturevalue("postgres")))


@pytest.fixture
def october(shelf: Shelf, tmp_path: Path) -> Books:
    """October closed, nothing special in it; to be changed."""
    return shelf.books(closing.october).copied(tmp_path)


@pytest.fixture
def three_months(shelf: Shelf, kind: str, tmp_path: Path) -> Books:
    """August to October closed in either kind of database, with a fine and a deduction each; to be changed."""
    return shelf.books(closing.three_months, kind).copied(tmp_path)
