"""Whether a branch would come out as it did: by its inputs, its rules, the program and what it looks back on."""

from __future__ import annotations

import hashlib
import json
from glob import escape
from pathlib import Path
from typing import Any

from pipeline.base.digest import digest_of
from pipeline.base.period import Month
from pipeline.outputs.run_json import NAME as RUN


def fingerprint(folder: Path, output: Path, month: Month, branch: str, **how: Any) -> str:
    """`how` is all else that the result depends on, as plain values."""
    inputs = {path.name: digest_of(path) for path in sorted(folder.iterdir()) if path.is_file()}
    earlier = {
        path.parent.parent.name: digest_of(path)
        for path in sorted(output.glob(f"*/{escape(branch)}/{RUN}")) if path.parent.parent.name < str(month)
    }
    text = json.dumps({"inputs": inputs, "earlier": earlier, **how}, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def is_unchanged(final: Path, now: str) -> bool:
    """Whether the output in `final` is the one that was made under this fingerprint."""
    try:
        kept = json.loads(note_of(final).read_text(encoding="utf-8"))
        return bool(kept == {"fingerprint": now, "run": digest_of(final / RUN)})
    except (OSError, ValueError):
        return False


def keep(final: Path, now: str) -> None:
    """Note the fingerprint beside the output that has just been made."""
    note = note_of(final)
    work = note.with_name(f"{note.name}.new")
    work.write_text(json.dumps({"fingerprint": now, "run": digest_of(final / RUN)}), encoding="utf-8")
    work.replace(note)


def note_of(final: Path) -> Path:
    """The file beside the output that has its fingerprint."""
    return final.with_name(f".{final.name}.fingerprint")
