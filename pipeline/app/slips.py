"""`kaohe slips`: slips of a month out of its output, where they are packed on shared storage, as files of this computer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.base.exits import DONE, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.language.translation import _
from pipeline.storage.address import is_shared, shown
from pipeline.storage.slip_pack import PACK, SLIPS


def bring_slips(month: str, employee_ids: Sequence[str], to: Path, output: Path, branch: str = "") -> Outcome:
    """The slips of these people, or everybody's, written into `to`; of a pack no more is brought than they are."""
    place = "/".join(filter(None, (month, branch)))
    if not is_shared(output):
        raise Stop(WRONG_CALL, _("{output} 在本机，考核单就在 {folder} 里。", output=output, folder=output / place / SLIPS))
    with _pack(output, place) as pack:
        names = [name for name in pack.namelist() if not employee_ids or _whose(name) in employee_ids]
        found = set(map(_whose, names))
        unknown = [each for each in employee_ids if each not in found]
        if unknown:
            raise Stop(WRONG_CALL, _("{place} 的考核单里没有工号 {unknown}。请核对工号、月份和分支。", place=place, unknown="、".join(unknown)))
        pack.extractall(to, names)
    return said(DONE, _("{count} 份考核单在 {folder}。", count=len(names), folder=to / SLIPS))


@contextmanager
def _pack(output: Path, place: str) -> Iterator[zipfile.ZipFile]:
    from pipeline.storage.folder import SharedFolder

    try:
        with SharedFolder(output).opened(f"{place}/{PACK}") as file, zipfile.ZipFile(file) as pack:
            yield pack
    except FileNotFoundError:
        raise Stop(WRONG_CALL, _("{output} 里没有 {place} 的考核单。请核对月份和 --branch；用 --no-slips 算的月份没有考核单。", output=shown(output), place=place)) from None


def _whose(name: str) -> str:
    """The employee's id, which no ~ is in; see `file_names` of the slips."""
    return Path(name).stem.partition("~")[0]
