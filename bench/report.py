"""docs/benchmarks.md: what was measured, the goals beside it, and what stands between."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bench.contenders import AGAIN, CHECK, FLOOR, FORMULAS, IMPORTS, PLAIN, SCRIPT, SLIPS, WRONG
from bench.measure import Taken, machine
from bench.stages import BARE

Measured = Mapping[str, Mapping[str, Taken]]
"""By size and contender."""
Stages = Mapping[str, Mapping[str, float]]
"""Seconds by size and stage."""
Bytes = tuple[int, int]
"""Of M's slips: the people's pages together, and all of them as one file."""
PEOPLE = {"S": 50, "M": 5_000, "L": 5_000}
"""In one set of workbooks."""
BRANCHES = {"L": 20}
HEAD = """# Benchmarks

Written by `make bench` on {day}, and true of the program of that day: each contender in a cold process with nothing left of a run before, alternating, median of five rounds (L: three); {machine}.

- S is 50 people; M is 5,000 people with 135,000 rows of attendance in one set of workbooks; L is 100,000 people in 20
  branches of the size of M, with two workers. Memory is that of the largest process.
- Scores, grades and pay of kaohe, script and formulas are compared person by person (of L, in each fifth branch).
- The floor reads with fastexcel and writes with rustpy-xlsxwriter, the fastest there are; it knows neither types nor
  cells nor formats.
- The formulas are SUMIFS and INDEX/MATCH, for the LibreOffice here has no XLOOKUP. They get every scoring line ready-made,
  read no attendance, validate and explain nothing.

| size | contender | wall (s) | shortest to longest | CPU (s) | peak memory (MB) | against kaohe without slips |
|---|---|---|---|---|---|---|
"""


def report(taken: Measured, stages: Stages, saved: float, slips: Bytes, day: date) -> str:
    parts = [HEAD.format(machine=machine(), day=day), table(taken), goals(taken, stages, saved, slips)]
    if stages:
        parts += [profiles(stages)]
    if {"S", "M"} <= taken.keys():
        parts += [between(taken, stages, slips)]
    return "".join(parts)


def table(taken: Measured) -> str:
    return "".join(
        f"| {size} | {name} | {each.wall:.2f} | {each.walls[0]:.2f} to {each.walls[1]:.2f} | {each.cpu:.2f} | {each.memory:.0f} | {each.wall / by_name[PLAIN].wall:.2f} |\n"
        for size, by_name in taken.items() for name, each in by_name.items()
    )


def goals(taken: Measured, stages: Stages, saved: float, bytes_of_slips: Bytes) -> str:
    """The goals that these sizes can tell of, each with what was measured; `saved` are the seconds from save to page."""
    rows: list[tuple[str, str, str]] = []
    if "S" in taken:
        s = {name: each.wall for name, each in taken["S"].items()}
        rows.append(("S, cold start to finished output", "1.3 s", f"{s[SLIPS]:.2f} s"))
        rows.append(("S, from the save of a workbook to the page of watch", "0.4 s", f"{saved:.2f} s"))
        rows.append(("S against imports and floor", "1.5", f"{s[SLIPS] / (s[IMPORTS] + s[FLOOR]):.2f}"))
    if "M" in taken:
        m = {name: each.wall for name, each in taken["M"].items()}
        rows.append(("M without slips against the script", "0.20", f"{m[PLAIN] / m[SCRIPT]:.2f}"))
        rows.append(("M with slips against the script", "0.27", f"{m[SLIPS] / m[SCRIPT]:.2f}"))
        rows.append(("M again, without slips, after one small workbook changed", "1.5 s", f"{m[AGAIN]:.2f} s"))
        rows.append(("M without slips against the formulas", "0.25", f"{m[PLAIN] / m[FORMULAS]:.2f}"))
        rows.append(("M against the floor", "1.5", f"{m[PLAIN] / m[FLOOR]:.2f}"))
        rows.append(("check with 10,000 findings against a clean one", "2", f"{m[WRONG] / m[CHECK]:.2f}"))
        rows.append(("slips of M, the people's pages together", "20 MB", f"{bytes_of_slips[0] / 1e6:.1f} MB"))
        slips, bare = stages["M"]["slips"], stages["M"][BARE]
        rows.append(("slips a second and core, files and all", "2,500 or more", f"{PEOPLE['M'] / slips:,.0f}"))
        rows.append(("slips a second and core, without what the bare files take", "2,500 or more", f"{PEOPLE['M'] / (slips - bare):,.0f}"))
    if "L" in taken:
        large = taken["L"]
        rows.append(("L against the floor", "2.5", f"{large[PLAIN].wall / large[FLOOR].wall:.2f}"))
        rows.append(("memory of a worker", "600 MB", f"{large[PLAIN].memory:.0f} MB"))
    if "L" in taken and "M" in taken:
        cpu = large[PLAIN].cpu / BRANCHES["L"] / taken["M"][PLAIN].cpu
        rows.append(("L per person against M, processor time", "1.1", f"{cpu:.2f}"))
        wall = large[PLAIN].wall / BRANCHES["L"] / taken["M"][PLAIN].wall
        rows.append(("L per person against M, wall time on two cores", "1.1", f"{wall:.2f}"))
    lines = "".join(f"| {what} | {goal} | {found} |\n" for what, goal, found in rows)
    return "\n## Goals\n\n| what | at most | measured |\n|---|---|---|\n" + lines


def profiles(stages: Stages) -> str:
    names = list(next(iter(stages.values())))
    head = "\n## Where the time goes\n\nSeconds of one run with slips, stage by stage (`python -m bench.stages INBOX OUTPUT`).\n\n"
    lines = [f"| size | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {size} | {' | '.join(f'{seconds[name]:.2f}' for name in names)} |" for size, seconds in stages.items()]
    return head + "\n".join(lines) + "\n"


def between(taken: Measured, stages: Stages, slips: Bytes) -> str:
    """Why the goals that are not met are not."""
    m = {name: each.wall for name, each in taken["M"].items()}
    fixed, work = stages["M"]["import"], sum(stages["M"][name] for name in ("typing", "checks", "rules", "settlement"))
    return f"""
## What stands between

- **S.** {stages["S"]["import"]:.2f} s are start-up: pandas, pandera and what draws, loaded while a process beside it reads.
  Then tables of a few rows go through fourteen pandera schemas and the checks ({stages["S"]["checks"]:.2f} s), the rules
  ({stages["S"]["rules"]:.2f} s), the settlement ({stages["S"]["settlement"]:.2f} s), five workbooks and the pages
  ({stages["S"]["drawing"]:.2f} s). None of it grows with people: each pandas operation costs the same on 50 rows as on 5,000.
- **M against the script.** The floor alone takes {m[FLOOR] / m[SCRIPT]:.2f} of the script's time; imports ({fixed:.2f} s) and
  typing, checks, rules and settlement ({work:.2f} s) come on top, in one process. Reading is {stages["M"]["reading"]:.2f} s of
  waiting for the process that reads, since every cell keeps its own type and address: fastexcel gives a column one type, by
  which the number 7 and the text 7, a date and its text, an error and an empty cell become the same. Drawing is
  {stages["M"]["drawing"]:.2f} s, which two processes share: XlsxWriter with formats, live formulas and charts, and the pages.
- **M again.** What was read of the workbooks that have not changed is kept, and saves {m[PLAIN] - m[AGAIN]:.2f} s. Imports ({fixed:.2f} s),
  typing, checks, rules and settlement ({work:.2f} s) look at all rows together, and half of the drawing ({stages["M"]["drawing"] / 2:.2f} s)
  comes on top: each workbook that is written has everybody in it.
- **M and L against the floor.** The same again: of {m[PLAIN]:.2f} s the floor stands for {m[FLOOR]:.2f} s, and imports, validating,
  rules and settlement, which it does not do, are {fixed + work:.2f} s already.
- **Slips.** Of {stages["M"]["slips"]:.2f} s for 5,000 of them this file system takes {stages["M"][BARE]:.2f} s to make as
  many files of the same bytes and nothing else; that varies from a tenth of a second to three, by what was deleted before.
  A page is {slips[0] / PEOPLE["M"] / 1e3:.1f} KB: 1.6 KB of a person's own words, and marks and a style of its own, so that it can be mailed alone.
  All of them as one file to print are {slips[1] / 1e6:.1f} MB beside the pages, for it says the same words again.
- **M against the formulas.** LibreOffice takes {m[FORMULAS]:.2f} s to add up ready-made points; kaohe needs
  {stages["M"]["reading"]:.2f} s to read the attendance and the logs that they come from.
"""
