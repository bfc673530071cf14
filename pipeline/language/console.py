"""The terminal: where the program's sentences leave it, in the language of who reads them."""

from __future__ import annotations

import sys

from pipeline.language.chosen import read


def tell(text: object, *, aside: bool = False, flush: bool = False) -> None:
    """Print the lines of `text`; those that are said `aside` go to standard error."""
    lines = (read(line) for line in str(text).split("\n"))
    print("\n".join(lines), file=sys.stderr if aside else sys.stdout, flush=flush)
