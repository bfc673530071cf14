"""What `kaohe diff` and `kaohe simulate` do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.app.find_branches import branches_of_output, refuse_all_branches
from pipeline.app.request import archived_under, asked_month, request_for, rulebook_in_force
from pipeline.base.exits import DONE, INPUT_ERRORS, WRONG_CALL, Stop
from pipeline.base.outcome import Outcome, said
from pipeline.base.period import Month
from pipeline.base.units import yuan
from pipeline.compare import text
from pipeline.compare.differences import differences
from pipeline.compare.simulate import Simulated, grades, side
from pipeline.language.translation import _
from pipeline.month.story import run_month
from pipeline.outputs import lines_json
from pipeline.rulebook.change import with_setting
from pipeline.rulebook.compare import changes
from pipeline.rulebook.load import RulebookError
from pipeline.rulebook.model import Rulebook

MOST_MONTHS = 120


def diff(first: str, second: str | None, output: Path, branch: str = "", *, as_json: bool) -> Outcome:
    """Between two months, or between the last run of a month and the run before it that had another result."""
    for month in filter(None, (first, second)):
        asked_month(month, output)
        refuse_all_branches(month, branch, branches_of_output(output / month))
    if second is None:
        before = _record(output / first / branch / lines_json.BEFORE, _("{first} 还没有两次结果不同的运行，没有可以比较的。", first=first))
        after = _record(output / first / branch / lines_json.NAME, _("{first} 还没有结果。", first=first))
    else:
        before, after = (_record(output / month / branch / lines_json.NAME, _("{month} 还没有结果，请先运行 kaohe month {month}。", month=month)) for month in (first, second))
    found = differences(before, after)
    if as_json:
        return Outcome(DONE, record=text.as_record(found))
    return said(DONE, text.as_text(found))


def simulate(
    months: str, inbox: Path, output: Path, rulebook: Path | None, settings: list[str], archive: str | None, branch: str = ""
) -> Outcome:
    """Months from the inbox under another rulebook beside the one in force, both from the same inputs and corrections."""
    from pipeline.reports.simulation import write_simulation

    if rulebook is None and not settings:
        raise Stop(WRONG_CALL, _("请用 --rulebook 给出另一份规则，或用 --set 改一个数，如 --set pay.yuan_per_point=12。"))
    results = [_simulated(month, inbox, output, rulebook, settings, archive, branch) for month in months_from(months)]
    folder = write_simulation(output / "simulate" / branch, results)
    lines = []
    for each in results:
        people = each.people
        more, less = int((people["difference"] > 0).sum()), int((people["difference"] < 0).sum())
        lines.append(
            _("{month}：调整合计 {total_before} → {total} 元，{more} 人增加，{less} 人减少；等级 {today} → {then}；基金 {fund_before} → {fund} 元", month=each.month, total_before=yuan(int(people['total_before'].sum())), total=yuan(int(people['total'].sum())), more=more, less=less, today=_grades(grades(each.today)), then=_grades(grades(each.then)), fund_before=yuan(each.today.fund), fund=yuan(each.then.fund))
        )
    return said(DONE, *lines, _("逐人见 {workbook} 和 {page}；档案和各月结果没有改动。", workbook=folder / 'simulate.xlsx', page=folder / 'simulate.html'))


def decisions(months: str, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, branch: str = "") -> Outcome:
    """Each decision of the rulebook that may be taken otherwise, and what that would change in the month."""
    from pipeline.compare.decisions import weighed
    from pipeline.reports.weighed_decisions import write_decisions

    asked = months_from(months)
    if len(asked) > 1:
        raise Stop(WRONG_CALL, _("--decisions 一次只算一个月，如 --months 2026-10。"))
    request, _as_asked = request_for(str(asked[0]), inbox, output, rulebook, archive, None, branch=branch)
    run = run_month(request)
    if run.settlement is None:
        raise Stop(INPUT_ERRORS, _("{asked} 的资料有错误，不能试算。请先运行 kaohe check {asked}。", asked=asked[0]))
    found = list(weighed(run, lambda changed: archived_under(asked[0], changed, archive, output, branch).past))
    folder = write_decisions(output / "simulate" / branch, found, request.rulebook)
    return said(DONE, _("{asked}：{found} 项可以另作的决定，见 {workbook} 和 {page}；档案和各月结果没有改动。", asked=asked[0], found=len(found), workbook=folder / 'decisions.xlsx', page=folder / 'decisions.html'))


def months_from(span: str) -> list[Month]:
    """"2026-01..2026-10", or a single month."""
    first, dots, last = span.partition("..")
    try:
        start, end = Month.parse(first), Month.parse(last if dots else first)
    except ValueError:
        raise Stop(WRONG_CALL, _("--months 应写成 2026-01..2026-10 或 2026-10，现为 {span}。", span=span)) from None
    if not 0 <= end.months_since(start) < MOST_MONTHS:
        raise Stop(WRONG_CALL, _("--months {span} 的先后不对，或超过 {most_months} 个月。", span=span, most_months=MOST_MONTHS))
    return [start.shift(number) for number in range(end.months_since(start) + 1)]


def _simulated(month: Month, inbox: Path, output: Path, rulebook: Path | None, settings: list[str], archive: str | None, branch: str) -> Simulated:
    request, archived = request_for(str(month), inbox, output, None, archive, None, branch=branch)
    other = _changed(rulebook_in_force(rulebook, month.first, branch) if rulebook else request.rulebook, settings)
    then = run_month(replace(request, rulebook=other, past=archived_under(month, other, archive, output, branch).past)).settlement
    if then is None:
        raise Stop(INPUT_ERRORS, _("{month} 的资料有错误，不能试算。请先运行 kaohe check {month}。", month=month))
    now = run_month(request).settlement
    if now is None:
        raise Stop(INPUT_ERRORS, _("{month} 的资料按现行规则有错误，不能比较。请先运行 kaohe check {month}。", month=month))
    return Simulated(month, side(now), side(then), month in archived.closed, tuple(changes(request.rulebook, other)))


def _changed(rulebook: Rulebook, settings: list[str]) -> Rulebook:
    try:
        for setting in settings:
            rulebook = with_setting(rulebook, setting)
    except RulebookError as error:
        raise Stop(WRONG_CALL, str(error)) from None
    return rulebook


def _record(path: Path, absent: str) -> lines_json.Record:
    try:
        return lines_json.read(path)
    except (OSError, ValueError, KeyError):
        raise Stop(WRONG_CALL, absent) from None


def _grades(counts: dict[str, int]) -> str:
    return " ".join(f"{grade}{counts[grade]}" for grade in sorted(counts, key=lambda grade: (grade == "—", grade)))
