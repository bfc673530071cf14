"""Books whose months are closed once in a run of the tests; a test goes on from a copy of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.archive.months import FIRST, Books
from tests.build import logged
from tests.once import made_once
from tests.servers import new_database


@dataclass(frozen=True)
class Shelf:
    factory: pytest.TempPathFactory
    server: Callable[[], str]
    """The address of the PostgreSQL of this worker; each worker has its own."""
    on_server: dict[str, Books] = field(default_factory=dict)

    def books(self, make: Callable[[Books], None], kind: str = "sqlite") -> Books:
        """The books as the function `make` left them, in a file or on the server. Nobody changes them: whoever goes on takes a copy."""
        name = f"{make.__module__}.{make.__qualname__}"
        if kind == "sqlite":
            return Books.at(made_once(self.factory, name, lambda folder: make(Books.at(folder))))
        if name not in self.on_server:
            books = Books(self.factory.mktemp(name), new_database(self.server()))
            make(books)
            self.on_server[name] = books
        return self.on_server[name]


MONTHS = ("2026-08", "2026-09", "2026-10")


def october(books: Books) -> None:
    """Nothing special in it."""
    assert books.close("2026-10", **FIRST).code == 0


def three_months(books: Books) -> None:
    """August to October with a fine and a deduction each."""
    for month in MONTHS:
        rows = [logged("1", "B-8") | {"日期": f"{month}-03"}, logged("2", "A-3.1.3") | {"日期": f"{month}-04"}]
        assert books.close(month, 扣分记录=rows, **(FIRST if month == MONTHS[0] else {})).code == 0
    assert books.verify().code == 0
