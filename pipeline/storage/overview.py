"""What an overview of an output folder reads, the head of run.json and the mark of a close, brought at hand; what it writes, put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.outputs.mark import MARK
from pipeline.outputs.run_json import FIRST_BYTES, head_in
from pipeline.outputs.run_json import NAME as RUN
from pipeline.storage.address import is_shared
from pipeline.storage.at_hand import named
from pipeline.storage.folder import SharedFolder


@contextmanager
def overview(output: Path) -> Iterator[Path]:
    """A folder of this computer is itself; of a shared one what an overview needs is in a temporary folder."""
    if not is_shared(output):
        yield output
        return
    shared = SharedFolder(output)
    with TemporaryDirectory(prefix="kaohe-") as folder:
        here = Path(folder) / "output"
        here.mkdir()
        with named({here: output}):
            months = [month for month in shared.folders() if not month.startswith(".")]
            places = [place for month in months for place in (month, *(f"{month}/{branch}" for branch in shared.folders(month)))]
            runs = [f"{place}/{RUN}" for place in places]
            shared.fetch(runs, here, if_there=True, first=FIRST_BYTES)
            shared.fetch([run for run in runs if (here / run).is_file() and head_in((here / run).read_bytes()) is None], here)
            shared.fetch([f"{place}/{MARK}" for place in places], here, if_there=True)
            fetched = set(_files(here))
            yield here
            shared.put([name for name in _files(here) if name not in fetched], here)


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
