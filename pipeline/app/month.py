"""`kaohe month`, `check` and `templates`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pipeline.app.request import asked_month, request_for, rulebook_in_force, run_and_write, still_open
from pipeline.app.settings import set_rulebook
from pipeline.archive.address import archive_url
from pipeline.base.exits import DONE
from pipeline.base.outcome import Outcome, said
from pipeline.base.who import who
from pipeline.language.chosen import chosen
from pipeline.storage.address import is_shared, refuse_without_archive


def compute_month(
    month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, as_of: date | None,
    *, slips: bool = True, draft: bool = False, settle: bool = True, workers: int | None = None,
    scheduler: str | None = None, fresh: bool = False,
) -> Outcome:
    """`kaohe month`: everything from the inbox to the output folder; with branches, all of them."""
    from pipeline.app.find_branches import branches_in
    from pipeline.app.lease import leased
    from pipeline.reports.index_page import write_index
    from pipeline.storage.at_hand import at_hand
    from pipeline.storage.overview import overview

    refuse_without_archive(output, archive)
    asked = asked_month(month, inbox)
    branches = branches_in(inbox / str(asked))
    if branches:
        from pipeline.app.branch_task import MonthTask
        from pipeline.app.branches import run_branches

        by, language = who() if scheduler else None, chosen()
        tasks = [
            MonthTask(
                month=str(asked), branch=branch, inbox=inbox, output=output, rulebook=rulebook or set_rulebook(), archive=archive, slips=slips,
                by=by, language=language, as_of=as_of, draft=draft, settle=settle, fresh=fresh,
            )
            for branch in branches
        ]
        with leased(str(asked), output, archive, branches):
            return run_branches(tasks, workers, scheduler)
    with leased(str(asked), output, archive, [""]), at_hand(inbox, output, str(asked), whole=not settle) as here:
        request, archived = request_for(
            str(asked), here.inbox, here.output, rulebook, archive, as_of, slips=slips, draft=draft, settle=settle, keeps=not is_shared(output)
        )
        url = archive_url(archive, here.output)
        outcome = run_and_write(request, archived, here.output, url).named(here.name)
        with still_open(url, request.month):
            here.publish()
    with overview(output) as folder:
        write_index(folder)
    return outcome


def check_month(
    month: str | None, inbox: Path, output: Path, rulebook: Path | None, archive: str | None, *, workers: int | None = None,
    scheduler: str | None = None,
) -> Outcome:
    """`kaohe check`: validation only. The rest of an earlier output stays, unless the input now has errors."""
    return compute_month(month, inbox, output, rulebook, archive, None, settle=False, workers=workers, scheduler=scheduler)


def make_templates(output: Path, rulebook: Path | None) -> Outcome:
    """`kaohe templates`: the workbooks that HR fills."""
    from pipeline.templates.write import write_templates

    return said(DONE, *write_templates(output, rulebook_in_force(rulebook, date.today())))
