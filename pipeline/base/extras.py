"""Libraries that single commands need and a plain install leaves out: the extras of pyproject.toml."""

from __future__ import annotations

import sys

from pipeline.base.exits import WRONG_CALL, Stop
from pipeline.language.translation import _

LIBRARIES = {
    "parquet": '"polars>=1.30"',
    "postgres": '"psycopg[binary]>=3.2"',
    "cluster": '"distributed>=2026.1" "fsspec>=2026.1" "s3fs>=2026.1"',
}
"""By extra, what pip is asked for."""


def needs(what: str, extra: str) -> Stop:
    """The end of a command that asked for `what` where the extra is not installed, with what to type in any terminal."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    command = f"{python} -m pip install {LIBRARIES[extra]}"
    return Stop(WRONG_CALL, _("使用 {what} 需要另装组件，请先运行 {command}，再重新运行。", what=what, command=command))
