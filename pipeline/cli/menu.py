"""The menu for people without a command line: every step of a month, with the likely month at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from pipeline.app.find_branches import branches_in
from pipeline.base.period import Month
from pipeline.language.console import tell
from pipeline.language.translation import N_, _
from pipeline.language.way_in import IN_MENU, MENU
from pipeline.outputs.mark import MARK

INBOX, OUTPUT, RULES = Path("inbox"), Path("output"), Path("规则")
TABLE = Path("rulebook.xlsx")


def menu() -> None:
    """Ask what is wanted, do it, and ask again, until nothing is."""
    while True:
        tell("\n".join(["", _("请选择要做的事，输入前面的数字后按回车："), *(f"  {at} {_(name)}" for at, (name, _choose) in enumerate(CHOICES, 1)), _("  0 退出")]))
        answer = _asked(_("选择："))
        if answer in ("", "0"):
            return
        if answer.isdecimal() and 1 <= int(answer) <= len(CHOICES):
            CHOICES[int(answer) - 1][1]()
        else:
            tell(_("没有这一项，请输入前面的数字。"))


def months_of(folder: Path) -> list[Month]:
    """The months that a folder has, oldest first."""
    return Month.among(path.name for path in folder.iterdir()) if folder.is_dir() else []


def is_closed(month: Month) -> bool:
    """Whether the month, or every branch of it, bears the mark of a closed one."""
    branches = branches_in(INBOX / str(month)) or [""]
    return all((OUTPUT / str(month) / branch / MARK).exists() for branch in branches)


def to_start() -> Month:
    """The month that `kaohe start` takes by itself; this one where there is none."""
    from pipeline.app.start import month_to_start

    return (month_to_start(INBOX) if months_of(INBOX) else None) or Month.of(date.today())


def to_compute() -> Month:
    """The latest month of the inbox that is open."""
    there = months_of(INBOX)
    return next((each for each in reversed(there) if not is_closed(each)), there[-1] if there else to_start())


def to_close() -> Month:
    """The first open month after the closed ones."""
    closed = [each for each in months_of(OUTPUT) if is_closed(each)]
    waiting = [each for each in months_of(INBOX) if not closed or each > closed[-1]]
    return waiting[0] if waiting else to_compute()


def to_correct() -> Month:
    """The latest closed month."""
    closed = [each for each in months_of(OUTPUT) if is_closed(each)]
    return closed[-1] if closed else to_compute()


def _start() -> None:
    _do("start", _month(to_start()))


def _check() -> None:
    _do("check", _month(to_compute()))


def _compute() -> None:
    _do("month", _month(to_compute()))


def _show_results() -> None:
    page = OUTPUT / "index.html"
    if not page.exists():
        tell(_("还没有结果，请先做月结。"))
    elif not webbrowser.open(page.resolve().as_uri()):
        tell(_("请用浏览器打开 {resolve}", resolve=page.resolve()))


def _explain() -> None:
    employee = _asked(_("谁的？请输入工号："))
    if employee:
        _do("explain", employee, _month(to_compute()))


def _correct() -> None:
    month = _month(to_correct())
    if _do("correct", month) == 0 and _asked(_("要把上面的差异记入下一个月吗？输入 是 记入，直接按回车不记：")).lower() in ("是", "y", "yes"):
        _do("correct", month, "--book")


def _close() -> None:
    _do("close", _month(to_close()))


def _change_rules() -> None:
    """First a workbook of all figures; filled and signed, it becomes the rules from a day on."""
    if not TABLE.exists():
        _do("rulebook", "export", "--to", str(TABLE))
        tell(_("全部规则已写在 {resolve}。请在里面改（可以增删行），保存后再选一次本项。", resolve=TABLE.resolve()))
        return
    since = _asked(_("{table} 里改好的规则从哪一天起施行（如 {first}）？直接按回车不改：", table=TABLE, first=to_start().next.first))
    if since:
        RULES.mkdir(exist_ok=True)
        _do("rulebook", "import", str(TABLE), "--to", str(RULES / f"{since}.yaml"), "--from-date", since)


CHOICES: tuple[tuple[str, Callable[[], None]], ...] = (
    (IN_MENU["start"], _start), (IN_MENU["check"], _check), (IN_MENU["month"], _compute), (N_("看结果"), _show_results),
    (IN_MENU["explain"], _explain), (IN_MENU["correct"], _correct), (IN_MENU["close"], _close), (IN_MENU["rulebook"], _change_rules),
)  # fmt: skip


def _month(likely: Month) -> str:
    """The month that is typed, or the likely one."""
    return _asked(_("哪个月？直接按回车就是 {likely}：", likely=likely)) or str(likely)


def _asked(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""


def _do(*arguments: str) -> int:
    """One command in a process of its own, so that whatever ends it ends it alone."""
    return _run([sys.executable, "-m", "pipeline", *arguments])


def _run(command: Iterable[str]) -> int:
    return subprocess.run(list(command), check=False, env={**os.environ, MENU: "1"}).returncode
