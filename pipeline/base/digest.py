"""What a file is known by."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal. Raises OSError."""
    with io.FileIO(path) as file:
        return sha256(file.read()).hexdigest()
