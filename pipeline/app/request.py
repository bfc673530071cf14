"""What is asked for: month, folder, rulebook and what closed months carry on; and one month run and written."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.app.ahead import load_ahead
from pipeline.app.find_branches import branches_in, refuse_all_branches
from pipeline.app.settings import set_rulebook
from pipeline.base.digest import digest_of
from pipeline.base.exits import DONE, INPUT_ERRORS, REFUSED, WRONG_CALL, Stop
from pipeline.base.outcome import Made, Outcome, file_names, said
from pipeline.base.period import Month
from pipeline.language.progress import stage
from pipeline.language.translation import _
from pipeline.outputs.mark import MARK
from pipeline.outputs.run_json import NAME as RUN
from pipeline.storage.address import shown
from pipeline.storage.listing import folders_in
from pipeline.workbooks.files import RULES
from pipeline.workbooks.kept import folder_beside
from pipeline.workbooks.reader import keep_what_was_read

if TYPE_CHECKING:
    from pipeline.archive.archived import Archived
    from pipeline.month.story import Request, Run
    from pipeline.rulebook.model import Rulebook


def run_and_write(request: Request, archived: Archived, output: Path, url: str) -> Outcome:
    """One department's or branch's month, written to its folder of the output, unless it is closed by then."""
    from pipeline.complaints.workdays import HolidaysUnknown
    from pipeline.month.story import run_month

    if request.month in archived.closed:
        raise Stop(REFUSED, closed_already(request.month))
    refuse_closed_elsewhere(output / str(request.month) / request.branch)
    load_ahead()
    try:
        run = run_month(request)
    except HolidaysUnknown as unknown:
        raise Stop(WRONG_CALL, str(unknown)) from None
    final = write_run(run, output, lambda folder: refuse_if_closed(url, request.month))
    if request.kept is not None:
        keep_what_was_read(request.kept)
    return outcome_of(run, final)


@contextmanager
def still_open(url: str, month: Month) -> Iterator[None]:
    """The month stays open for as long as this lasts, whoever wants to close it; raises Stop when it is closed."""
    from pipeline.archive.address import archive_exists

    if not archive_exists(url):
        yield
        return
    from pipeline.archive.close import is_closed
    from pipeline.archive.store import holding, open_archive, said_plainly

    with said_plainly(url), holding(open_archive(url)) as connection:
        if is_closed(connection, month):
            raise Stop(REFUSED, closed_already(month))
        yield


def refuse_if_closed(url: str, month: Month) -> None:
    with still_open(url, month):
        pass


def refuse_closed_elsewhere(folder: Path) -> None:
    """A folder that says it is closed is not written over where the archive does not have the month: it is another archive, or what is left of it."""
    if (folder / MARK).exists():
        raise Stop(REFUSED, _(
            "{mark} 说这个月已经结账，现在用的档案库里却没有。请核对 --archive（或 KAOHE_ARCHIVE）；档案库丢失的，用 kaohe restore --from 从备份恢复。确实要重新计算的，请先把文件夹 {folder} 移到别处。没有改动任何数据。",
            mark=folder / MARK, folder=folder,
        ))  # fmt: skip


def closed_already(month: Month) -> str:
    return _("{month} 已经结账，结果不再改动。要更正请用 kaohe correct {month}。", month=month)


def request_for(
    month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, as_of: date | None,
    *, slips: bool = True, draft: bool = False, settle: bool = True, branch: str = "", keeps: bool = True,
) -> tuple[Request, Archived]:
    """What is asked for, with what closed months carry on, and what the archive had to say.

    An output that is but a copy of a shared one `keeps` nothing of what was read, and a month is closed on its workbooks alone. A branch lies in a folder of its own within the month's, in the inbox as in the output, and has its own archive.
    """
    from pipeline.month.earlier import earlier_than
    from pipeline.month.story import Request

    asked = asked_month(month, inbox)
    refuse_all_branches(asked, branch, branches_in(inbox / str(asked)))
    folder = inbox / str(asked) / branch
    if not folder.is_dir():
        raise Stop(WRONG_CALL, _("没有 {asked} 的文件夹：{folder}。请建立这个文件夹，把当月的工作簿放进去。", asked=asked, folder=folder))
    rules = rules_of_month(rulebook, asked, inbox, branch)
    archived = archived_under(asked, rules, archive, output, branch)
    request = Request(
        asked, folder, rules, as_of or asked.last, archived.past, earlier_than(asked, output, archived.runs, branch),
        draft=draft, slips=slips, settle=settle, branch=branch, kept=folder_beside(output / str(asked) / branch) if keeps else None,
    )
    return request, archived


def archived_under(month: Month, rulebook: Rulebook, archive: str | None, output: Path, branch: str) -> Archived:
    """What closed months tell; nothing, and nothing is opened, as long as there is no archive."""
    from pipeline.archive.address import archive_exists, archive_url
    from pipeline.archive.archived import Archived

    url = archive_url(archive, output, branch)
    if not archive_exists(url):
        return Archived()
    from pipeline.archive.past import archived_before, asking
    from pipeline.archive.store import open_archive, reading, said_plainly

    with said_plainly(url):
        engine = open_archive(url)
        with reading(engine) as connection:
            archived = archived_before(connection, month, rulebook)
    return replace(archived, past=replace(archived.past, known=asking(archived.past.known, engine)))


def asked_month(text: str | None, inbox: Path) -> Month:
    """The month that is asked for, or else the latest folder of the inbox."""
    if text is not None:
        try:
            return Month.parse(text)
        except ValueError:
            raise Stop(WRONG_CALL, _("月份应写成 2026-11 这样，现为“{text}”。", text=text)) from None
    months = Month.among(folders_in(inbox))
    if not months:
        raise Stop(WRONG_CALL, _("{inbox} 里没有 YYYY-MM 的文件夹。请建立当月文件夹（如 2026-11），把工作簿放进去。", inbox=shown(inbox)))
    return months[-1]


def rules_of_month(path: Path | None, month: Month, inbox: Path, branch: str = "") -> Rulebook:
    """The rulebook of a month: of the one file that is named, else what came into force last, a workbook in the inbox or the other rules."""
    rules = rulebook_in_force(path, month.first, branch)
    named = path or set_rulebook()
    if (named is None or not named.is_file()) and any(inbox.glob(f"*/{branch}/{RULES}" if branch else f"*/{RULES}")):
        from pipeline.app.rules_in_inbox import in_force

        rules = in_force(inbox, month, branch, rules)
    _refuse_untrue_examples(rules)
    return rules


def _refuse_untrue_examples(rules: Rulebook) -> None:
    """Raises Stop for a file of the company's own that says examples which its rules make something else of; those of a workbook have been held against it."""
    from pipeline.rulebook.load import SHIPPED

    if rules.source.parent == SHIPPED or rules.source.suffix != ".yaml":
        return
    from pipeline.cases.examples import untrue_said

    wrong = untrue_said(rules)
    if wrong:
        raise Stop(WRONG_CALL, wrong)


def rulebook_in_force(path: Path | None, day: date, branch: str = "") -> Rulebook:
    """The rulebook of a file, or the one of a folder that is in force on `day`, for a branch its own; without a path that of the settings."""
    from pipeline.rulebook.load import RulebookError, load_rulebook, rulebook_for

    path = path or set_rulebook()
    try:
        if path is None or path.is_dir():
            return rulebook_for(day) if path is None else rulebook_for(day, path, branch)
        return load_rulebook(path)
    except RulebookError as error:
        raise Stop(WRONG_CALL, str(error)) from None


def write_run(run: Run, output: Path, at_last: Callable[[Path], object] = lambda folder: None, seal: str | None = None) -> Path:
    """The run's reports, put in place in one step.

    `at_last` is called with their folder when all are written, while nobody else can write to the same output; what
    it raises leaves the last output as it was. `seal` is the digest of a month that is being closed.
    """
    from pipeline.month.handover import report_of
    from pipeline.month.report import Last
    from pipeline.outputs.last import findings_of
    from pipeline.outputs.lines_json import last_records, month_before
    from pipeline.outputs.output import OutputFolder
    from pipeline.reports.everything import write_check, write_reports

    final = output / str(run.request.month) / run.request.branch
    stage(_("生成报表…"))
    with OutputFolder(final) as folder:
        last = Last(findings_of(final), last_records(final), month_before(output, run.request.month, run.request.branch), final)
        report = replace(report_of(run, final, last), seal=seal)
        if run.request.settle or run.has_errors:
            write_reports(folder, report)
        else:
            write_check(folder, report, final)
        _refuse_if_saved_meanwhile(run)
        at_last(folder)
    return final


def _refuse_if_saved_meanwhile(run: Run) -> None:
    """Raises Stop where a workbook is not, or no more, what was read: copies of it and links to it would be of another one."""
    from pipeline.month.handover import inputs
    from pipeline.workbooks.files import located

    for file in inputs(run):
        path = located(run.request.folder, file.file)
        try:
            is_same = not file.sha256 or digest_of(path) == file.sha256
        except OSError:
            is_same = False
        if not is_same:
            raise Stop(WRONG_CALL, _("运行期间 {path} 又被保存或移走了，没有生成结果。请等文件保存好以后重新运行。", path=path))


def outcome_of(run: Run, folder: Path) -> Outcome:
    """What was found, where it is, what to do next."""
    errors = sum(finding.level == "error" for finding in run.findings)
    warnings = len(run.findings) - errors
    if run.has_errors and (run.settlement is None or not run.request.draft):
        ended = said(
            INPUT_ERRORS,
            _("{month}：发现 {errors} 处错误、{warnings} 处警告，没有生成工资调整表。", month=run.request.month, errors=errors, warnings=warnings),
            _("请打开 {path} 查看每一处的位置和改法，改好收件夹里的工作簿。", path=folder / 'validation.html'),
            _("改好后重新运行：kaohe month {month}", month=run.request.month),
        )
    elif run.settlement is None:
        ended = said(DONE, _("{month}：校验通过，{warnings} 处警告，见 {path}。", month=run.request.month, warnings=warnings, path=folder / 'validation.html'))
    else:
        name = _("草稿") if run.request.draft else _("结果")
        ended = said(
            DONE,
            _("{month}：{pay} 人，{errors} 处错误，{warnings} 处警告；{name}在 {folder}", month=run.request.month, pay=len(run.settlement.pay), errors=errors, warnings=warnings, name=name, folder=folder),
            _("工资调整表：{path}", path=folder / 'pay_adjustment.xlsx'),
            *_own_rules(run.request.rulebook),
            _("下一步：打开 {path} 核对本月情况。", path=folder / 'report.html'),
        )
    return replace(ended, made=(made_in(folder),))


def _own_rules(rulebook: Rulebook) -> list[str]:
    """Which rules are in force, where they are not the shipped ones."""
    from pipeline.rulebook.load import SHIPPED

    if rulebook.source.parent == SHIPPED:
        return []
    return [_("所用规则：{source}，{effective_from} 起施行", source=rulebook.source, effective_from=rulebook.effective_from)]


def made_in(folder: Path) -> Made:
    """The output that lies in `folder`, made now or kept."""
    run = json.loads((folder / RUN).read_text(encoding="utf-8"))
    return Made(run["month"], str(folder), run["findings"], file_names(run["outputs"]))
