"""A month is read while the program is still being loaded: the one takes as long as the other for five thousand people."""

from __future__ import annotations

import re
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from pipeline.storage.address import is_shared
from pipeline.storage.listing import folders_in
from pipeline.workbooks.kept import folder_beside
from pipeline.workbooks.reader import be_ready

MONTH = re.compile(r"\d{4}-\d{2}")
NEEDED_LATER = ("pandera.pandas", "pipeline.reports.everything")
"""What the month needs once its workbooks are read, and what takes long to load."""


def read_ahead(month: str | None, inbox: Path, output: Path) -> None:
    """Begin to read the month that is asked for, or else the latest of the inbox; of a shared one nothing is here yet."""
    folder = kept = None
    if not is_shared(inbox):
        with suppress(OSError):
            months = [name for name in ([month] if month else folders_in(inbox)) if MONTH.fullmatch(name)]
            if months:
                folder, kept = inbox / max(months), folder_beside(output / max(months))
    be_ready(folder, kept)


def load_ahead() -> None:
    """Load what checks and draws the month before its workbooks are waited for, and not after."""
    for name in NEEDED_LATER:
        import_module(name)
