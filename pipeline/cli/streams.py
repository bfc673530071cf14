"""Standard output and error, as whatever started the program has left them: closed, full, or in an encoding without Chinese."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

UTF8 = "PYTHONUTF8"


def speak_utf8() -> None:
    """Start anew where the system's encoding has no Chinese: files could not even have their names."""
    if sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8" and os.environ.get(UTF8) != "1":
        os.environ[UTF8] = "1"
        os.execv(sys.executable, sys.orig_argv)


def ready() -> None:
    """Something to write to, whatever there was; a character that cannot be shown is replaced."""
    for name in ("stdin", "stdout", "stderr"):
        stream: Any = getattr(sys, name)
        if stream is None:  # closed by who started it, or pythonw
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif name != "stdin":
            stream.reconfigure(errors="replace")


def leave(code: int) -> None:
    """End with `code`; what cannot be written any more is not tried again by the interpreter."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)
