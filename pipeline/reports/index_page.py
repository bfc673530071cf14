"""index.html: all months of an output folder, the latest first, with their figures and links, branches beside each other."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.base.period import Month
from pipeline.base.units import plain, yuan
from pipeline.language.chosen import LANGUAGES, chosen, read_in
from pipeline.language.translation import N_, _
from pipeline.outputs.run_json import NAME as RUN
from pipeline.outputs.run_json import head
from pipeline.reports.navigation import LABELS

if TYPE_CHECKING:
    from pipeline.reports.plots.drawing import Plot

NAME = "index.html"
DRAFT = N_("草稿")
MONTHS_COMPARED, BRANCHES_DRAWN = 12, 6
COMPARED: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("total", N_("调整合计（元）"), yuan), ("average", N_("平均考核分"), plain), ("complaints", N_("投诉（件）"), str),
)  # fmt: skip
WORKBOOKS = {
    "pay_adjustment.xlsx": N_("工资调整表"), "appraisal.xlsx": N_("考核结果"), "fine_fund.xlsx": N_("基金台账"), "review.xlsx": N_("复核清单"),
    "complaints.xlsx": N_("投诉明细"), "service.xlsx": N_("服务明细"), "validation.xlsx": N_("检查明细"),
}  # fmt: skip
"""What is linked of a month after its pages, where it is there."""

MOST_TRIES = 5
GENERATOR = re.compile(rb'<meta name="generator" content="kaohe ([^"]{1,32})">')


class Standing(Enum):
    CURRENT = auto()
    OTHER_VERSION = auto()
    CHANGED = auto()


@dataclass(frozen=True)
class Listed:
    """A month, or one branch of it (`branch` is empty without branches); `figures` as run.json has them, or None."""

    month: str
    branch: str
    department: str
    state: str
    errors: int
    warnings: int
    figures: Mapping[str, Any] | None
    links: Mapping[str, str]


Months = Sequence[tuple[str, Sequence[Listed]]]


def write_index(output: Path) -> bool:
    """Write the page into `output` in one step; False where that cannot be done, since no run fails for its index.

    Others may put a month in place meanwhile: who writes looks once more whether the page still says what is there.
    """
    work = output / f".{NAME}.{os.getpid()}.new"
    try:
        for _tried in range(MOST_TRIES):
            page = _page(output)
            work.write_bytes(page)
            work.replace(output / NAME)
            if _page(output) == page:
                break
    except Exception:  # the results stand, whatever is wrong with an overview of them
        with suppress(OSError):
            work.unlink(missing_ok=True)
        return False
    return True


def standing(output: Path) -> Standing:
    """Whether the page says what lies in the folder, in one of the languages; also where there is none.

    A page of another version may look different for that reason alone, so that nothing can be said about it.
    """
    path = output / NAME
    if not path.is_file():
        return Standing.CURRENT
    content = path.read_bytes()
    if any(content == _page(output, language) for language in LANGUAGES):
        return Standing.CURRENT
    version = GENERATOR.search(content)
    return Standing.OTHER_VERSION if version and version[1] != __version__.encode() else Standing.CHANGED


def _page(output: Path, language: str | None = None) -> bytes:
    with read_in(language or chosen()):
        return _drawn(output)


def _drawn(output: Path) -> bytes:
    from pipeline.reports.pages import template

    months = listed_months(output)
    shown = [month for month, _rows in months[:MONTHS_COMPARED]][::-1]
    page = template("index.html.j2").render(
        months=months, years=_years(output), version=__version__, courses=list(_courses(months)), compared=list(_compared(months, shown)), compared_months=shown,
        summaries={month for month, _rows in months if (output / month / "summary.html").is_file()},
    )  # fmt: skip
    return page.encode("utf-8")


def _years(output: Path) -> list[str]:
    """The pages of years, such as 2026.html or 2026.BRANCH.html."""
    return sorted(path.name for path in output.glob("[0-9][0-9][0-9][0-9]*.html"))


def _courses(months: Months) -> Iterator[tuple[str, list[Plot]]]:
    """Of each branch the figures of its last twelve months, where it has more than one; of few branches, since many would be looked at by nobody."""
    from pipeline.reports.plots.trends import trends

    branches = sorted({row.branch for _month, rows in months for row in rows})
    for number, branch in enumerate(branches if len(branches) <= BRANCHES_DRAWN else ()):
        known = {month: row.figures for month, rows in months for row in rows if row.branch == branch and row.figures and row.state != DRAFT}
        if known:
            last = max(known)
            plots = trends(Month.parse(last), known[last], known, f"trend-{number}")
            if plots:
                yield branch, plots


def _compared(months: Months, shown: Sequence[str]) -> Iterator[tuple[str, str, list[tuple[str, list[str]]]]]:
    """Branches over months, a table for each figure; nothing without branches, or with one month."""
    by_month = {month: {row.branch: row.figures for row in rows if row.branch} for month, rows in months}
    branches = sorted({branch for month in shown for branch in by_month[month]})
    if len(branches) < 2 or len(shown) < 2:
        return
    for name, label, written in COMPARED:
        values = [(branch, [_written((by_month[month].get(branch) or {}).get(name), written) for month in shown]) for branch in branches]
        yield _(label), name, values


def _written(value: Any, written: Callable[[Any], str]) -> str:
    return "—" if value is None else written(value)


def listed_months(output: Path) -> list[tuple[str, list[Listed]]]:
    """The months of the folder, the latest first, each with its own row and then its branches by name."""
    months: dict[str, list[Listed]] = {}
    for listed in _listed(output):
        months.setdefault(listed.month, []).append(listed)
    return [(month, sorted(rows, key=lambda row: row.branch)) for month, rows in sorted(months.items(), reverse=True)]


def _listed(output: Path) -> Iterator[Listed]:
    for path in (*output.glob(f"*/{RUN}"), *output.glob(f"*/*/{RUN}")):
        try:
            folder = path.parent.relative_to(output)
            month = str(Month.parse(folder.parts[0]))
            yield _row(month, folder, path.parent, head(path))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue


def _row(month: str, folder: Path, place: Path, run: Mapping[str, Any]) -> Listed:
    """Raises KeyError, TypeError or AttributeError where run.json is not one of ours."""
    from pipeline.outputs.mark import MARK

    figures = run.get("figures")
    errors = int(run["findings"]["error"])
    unsettled = N_("有错误") if errors else N_("只校验")
    state = N_("已结账") if (place / MARK).exists() else DRAFT if run["draft"] else unsettled if figures is None else N_("已算出")
    links = {label: f"{folder.as_posix()}/{name}" for name, label in (LABELS | WORKBOOKS).items() if name in run["documents"]}
    return Listed(
        month, "/".join(folder.parts[1:]), str(run["department"]), state,
        errors, int(run["findings"]["warning"]), None if figures is None else dict(figures), links,
    )
