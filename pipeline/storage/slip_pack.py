"""The slips of a month or branch on shared storage: one file instead of one a person, which would each cost a request."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pipeline.base.digest import digest_of

SLIPS, PACK = "slips", "slips.zip"
"""The folder beside the month's reports, and the file that stands for it; what it has in it is called slips/ID.html."""


def as_stored(names: Iterable[str]) -> set[str]:
    """Files of an output by their names on shared storage."""
    return {PACK if name.startswith(f"{SLIPS}/") else name for name in names}


def packed(folder: Path) -> bytes:
    """All slips below `folder`, the same bytes for the same slips."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as pack:
        for path in _slips(folder):
            pack.writestr(zipfile.ZipInfo(f"{SLIPS}/{path.name}"), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def unpack(folder: Path) -> None:
    """Slips in the place of their pack, where `folder` has one."""
    pack = folder / PACK
    if pack.is_file():
        with zipfile.ZipFile(pack) as found:
            found.extractall(folder)
        pack.unlink()


def digest(folder: Path) -> str | None:
    """Of the slips themselves, so that nothing is packed to learn that none has changed; None where there are none."""
    told = [f"{path.name} {digest_of(path)}" for path in _slips(folder)]
    return sha256("\n".join(told).encode()).hexdigest() if told else None


def _slips(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / SLIPS).glob("*") if path.is_file())
