"""Months to close one after the other, and the commands on them in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from pipeline.app import verify as verifying
from pipeline.app.close import close_month
from pipeline.app.correct import correct, withdraw_correction
from pipeline.app.month import compute_month
from pipeline.app.request import request_for
from pipeline.archive.store import open_archive, writing
from pipeline.base.outcome import Outcome
from pipeline.month import story
from tests.build import STAFF, Called, Read, Rows, called, person, write_month
from tests.servers import new_database

FIRST = {"基金期初": [{"金额": 1000}]}


@dataclass(frozen=True)
class Books:
    """The inbox and output of one department and its archive."""

    folder: Path
    archive: str

    @classmethod
    def at(cls, folder: Path) -> Books:
        """Books whose archive is a file beside them."""
        return cls(folder, f"sqlite:///{folder / 'a.sqlite'}")

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def copied(self, folder: Path) -> Books:
        """The same books in `folder`, with an archive of their own, to be changed."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        if self.archive.startswith("sqlite"):
            return Books(folder, self.archive.replace(str(self.folder), str(folder)))
        return Books(folder, new_database(self.archive.rpartition("/")[0], like=self.archive))

    def write(self, month: str, people: Rows | None = None, **sheets: Rows) -> None:
        staff = [*STAFF, *(people or [person("1"), person("2")])]
        write_month(self.inbox, {"花名册": staff, **sheets}, month)

    def run(self, month: str) -> Called:
        return self._call(lambda: compute_month(month, self.inbox, self.output, None, self.archive, None, slips=False), month)

    def read(self, month: str, rulebook: Path | None = None) -> Read:
        """The month as `run` computes it, with the archive; nothing is written."""
        request, _ = request_for(month, self.inbox, self.output, rulebook, self.archive, None)
        return Read(story.run_month(request))

    def close(self, month: str, people: Rows | None = None, *, slips: bool = True, rulebook: Path | None = None, **sheets: Rows) -> Called:
        """Close the month with these sheets, or with what lies in the inbox already; without `slips` where a test looks at figures alone."""
        if people is not None or sheets or not (self.inbox / month).exists():
            self.write(month, people, **sheets)
        return self._call(lambda: close_month(month, self.inbox, self.output, rulebook, self.archive, early=True, slips=slips), month)

    def correct(self, month: str, *, booked: bool = True, with_program: bool = False) -> Called:
        corrected = lambda: correct(month, self.inbox, self.output, self.archive, booked=booked, with_program=with_program)  # noqa: E731
        return self._call(corrected, f"corrections/{month}")

    def withdraw(self, month: str) -> Called:
        return self._call(lambda: withdraw_correction(month, self.inbox, self.output, self.archive), "")

    def verify(self) -> Called:
        return self._call(lambda: verifying.verify(self.output, self.archive), "")

    def call(self, command: Callable[..., Outcome], *arguments: Any) -> Called:
        return self._call(lambda: command(*arguments, self.output, self.archive), "")

    def execute(self, statement: str) -> None:
        """Change the archive behind the program's back."""
        engine = open_archive(self.archive)
        with writing(engine) as connection:
            connection.execute(text(statement))
        engine.dispose()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        engine = open_archive(self.archive)
        with engine.connect() as connection:
            found = [tuple(row) for row in connection.execute(text(query))]
        engine.dispose()
        return found

    def _call(self, command: Callable[[], Outcome], folder: str) -> Called:
        return called(command, self.output / folder)
