"""Lines of an export's approvals: leave and duty elsewhere, and what part of a day each takes."""

from __future__ import annotations

import re

from pipeline.workbooks.part import shown

LEAVE = re.compile(r"([\u4e00-\u9fff]{1,3}假|调休)")
HOURS = re.compile(r"(\d{1,2}:\d{2})[^\d\n]{1,6}(?:\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,2})?\s+)?(\d{1,2}:\d{2})")
DAYS = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?\s*(\d{1,2}:\d{2}|上午|下午)\D{1,6}(?:\d{4}[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s*(\d{1,2}:\d{2}|上午|下午)")
"""From a day, and when on it, to a day, and when on it."""
HALF = re.compile(r"(上午|下午)")
PART = re.compile(r"(?<![\d.])(0?\.\d+)\s*天|(?<![\d.])([1-7](?:\.\d+)?)\s*小时")
ELSEWHERE = re.compile(r"(出差|外出)")
WITHDRAWN = re.compile(r"撤销|撤回|驳回|拒绝|不通过|未通过|不同意|已取消|已作废")
PENDING = re.compile(r"审批中|待审批|未审批|审核中|处理中")
"""What else than approved a line may say of itself."""


def part_of_day(line: str, shift: str, first: object, last: object, day: object) -> tuple[str, str] | None:
    """From when to when a leave of part of the `day` was; None for a whole day, and where nobody can say.

    Half a day without hours is half of the shift whose times are known: the one that 上午 or 下午 says, or else the one
    that lacks its punch. Of a leave over several days the first may begin and the last may end within the shift.
    """
    times, days = HOURS.search(shift), DAYS.search(line)
    if days and days.group(1, 2) != days.group(4, 5):
        return _edge_of_leave(days, times, day)
    if not PART.search(line):
        return None
    hours, half = HOURS.search(line), HALF.search(line)
    if hours:
        return hours[1], hours[2]
    if not times or not (half or (first is None) != (last is None)):
        return None
    is_first = half[1] == "上午" if half else first is None
    return (times[1], _middle(times)) if is_first else (_middle(times), times[2])


def at_an_edge(line: str, shift: str, first: object, last: object, day: object) -> tuple[str, str] | None:
    """From when to when somebody was on duty elsewhere at the beginning or the end of the shift, whose punch is late or early by it."""
    times, part = HOURS.search(shift), part_of_day(line, shift, first, last, day)
    came, left = (_clock_in(punch) for punch in (first, last))
    if not times or not part or came is None or left is None:
        return None
    start, end, since, until = map(_minutes, (*times.groups(), *part))
    midnight = 24 * 60
    end, left = (each + midnight if each <= start else each for each in (end, left))
    since, until = (each + midnight if end > midnight and each < start - midnight // 4 else each for each in (since, until))
    return part if (since <= start < came) or (left < end <= until) else None


def _clock_in(raw: object) -> int | None:
    """The minutes of a punch told as text, since the midnight before it."""
    found = re.search(r"(\d{1,2}:\d{2})", shown(raw) or "")
    return _minutes(found[1]) if found else None


def _edge_of_leave(days: re.Match[str], times: re.Match[str] | None, day: object) -> tuple[str, str] | None:
    """What of a leave over several days lies in the shift of its first or last day; None where that is all of it."""
    dated = re.search(r"(\d{1,2})[-/.月](\d{1,2})日?$", shown(day) or "")
    if not times or not dated:
        return None
    own = tuple(map(int, dated.groups()))
    begins, ends = ((int(days[at]), int(days[at + 1])) == own for at in (1, 4))
    since = {"上午": times[1], "下午": _middle(times)}.get(days[3], days[3]) if begins else times[1]
    until = {"上午": _middle(times), "下午": times[2]}.get(days[6], days[6]) if ends else times[2]
    starts_within, ends_within = _minutes(since) > _minutes(times[1]), ends and until != times[2]
    return (since, until) if (begins and starts_within) or ends_within else None


def _middle(times: re.Match[str]) -> str:
    start, end = map(_minutes, times.groups())
    return _clock((start + end + (24 * 60 if end <= start else 0)) // 2)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
