"""The terminal: where the program's sentences leave it, in the language of who reads them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence

from pipeline.language.way_in import as_called

WIDER_THAN_ANY_LINE = 100_000


class Untold(Exception):
    """The command is done, but what came of it could not be shown; `why` it could not."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def tell(text: object, *, aside: bool = False) -> None:
    """Print the lines of `text`; those that are said `aside` go to standard error."""
    put("\n".join(as_called(line) for line in str(text).split("\n")), aside=aside)


def put(text: str, *, aside: bool = False) -> None:
    """Print `text` as it is, at once. Raises Untold where it cannot be written; what is said aside is then lost.

    A reader who has closed the pipe has had enough, and that is no error.
    """
    try:
        print(text, file=sys.stderr if aside else sys.stdout, flush=True)
    except BrokenPipeError:
        return
    except (OSError, ValueError) as error:
        if not aside:
            raise Untold(getattr(error, "strerror", None) or str(error)) from None


def table_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Header and rows as lines, each column as wide as its widest cell; nothing is cut, wherever it is read."""
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    columns = [Column(Text(cell), no_wrap=True) for cell in header]
    table = Table(*columns, box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    drawn = io.StringIO()
    Console(file=drawn, width=WIDER_THAN_ANY_LINE, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in drawn.getvalue().removesuffix("\n").split("\n"))
