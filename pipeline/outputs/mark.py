"""The mark of a closed month in its output folder, for people and for `verify`."""

from __future__ import annotations

from pathlib import Path

MARK, SEAL = "已结账.txt", "封存单.html"
"""Files that only a closed month has: for whoever opens the folder, and to be signed."""


def mark_text(month: str, hash_: str) -> str:
    return f"{month} 已结账，本文件夹的结果不再改动。\n要更正请运行：kaohe correct {month}\n校验值 {hash_}\n"


def mark_closed(folder: Path, month: str, hash_: str) -> None:
    """Put the mark into `folder`, at once or not at all."""
    work = folder / f".{MARK}.new"
    work.write_bytes(mark_text(month, hash_).encode())
    work.replace(folder / MARK)
