"""The program on a terminal into which somebody types."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def on_terminal(arguments: Sequence[str], lines: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """The exit code of `kaohe ARGUMENTS`, and what the terminal showed; where the system has pseudo-terminals."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "pipeline", *arguments], cwd=cwd, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as running:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in lines).encode())
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:
            pass
        code = running.wait()
    os.close(ours)
    return code, shown.decode("utf-8", "replace")
