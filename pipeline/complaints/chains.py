"""Complaints that were opened again because the customer did not accept the outcome (C-25.5)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def reopened(complaints: pd.DataFrame) -> dict[str, str]:
    """Each complaint's predecessor, by number, for those that have one."""
    forms = zip(complaints["complaint_no"].tolist(), complaints["reopens"].tolist(), strict=True)
    return {number: earlier for number, earlier in forms if not (pd.isna(number) or pd.isna(earlier))}


def loops(predecessors: Mapping[str, str]) -> list[list[str]]:
    """The chains that come back to where they began, each once, from its lowest number on, newest to oldest."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in sorted(predecessors):
        path: list[str] = []
        number: str | None = start
        while number is not None and number not in done:
            done.add(number)
            path.append(number)
            number = predecessors.get(number)
        if number in path:
            loop = path[path.index(number) :]
            lowest = loop.index(min(loop))
            found.append(loop[lowest:] + loop[:lowest])
    return found


def chains(complaints: pd.DataFrame) -> pd.DataFrame:
    """For each complaint `round` (1 is the first time) and `successors` (their numbers in a line, "" for none)."""
    predecessors = reopened(complaints)
    successors: dict[str, list[str]] = {}
    for later, earlier in sorted(predecessors.items()):
        successors.setdefault(earlier, []).append(later)
    numbers = complaints["complaint_no"]
    return pd.DataFrame(
        {
            "round": [_round(number, predecessors) for number in numbers],
            "successors": pd.Series(["、".join(successors.get(number, ())) for number in numbers], dtype="str"),
        }
    ).set_axis(complaints.index)


def _round(number: str, predecessors: Mapping[str, str]) -> int:
    seen = {number}
    while number in predecessors and predecessors[number] not in seen:
        number = predecessors[number]
        seen.add(number)
    return len(seen)
