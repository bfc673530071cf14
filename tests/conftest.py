"""Programs that some tests need, and what happens where one is missing."""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from pipeline.base.collector import collect_rarely
from tests.own_rulebook import of_processes, use_own_figures

pytest_plugins = ["tests.servers"]

settings.register_profile("kaohe", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kaohe")
collect_rarely()  # as the command does
use_own_figures()

# A shell has what it starts in the background ignore Ctrl-C, and so would all that a test starts and interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)

TOOLS_REQUIRED = os.environ.get("KAOHE_REQUIRE_TOOLS") == "1"


def program(name: str, package: str) -> str:
    """The path of a program; without it the test is skipped, or fails where nothing may be skipped."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed (Debian package {package})")
    return found


@pytest.fixture
def own_figures_in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that hold what other processes make against what this one makes."""
    for name, value in of_processes().items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def libreoffice() -> str:
    return program("soffice", "libreoffice-calc")


@pytest.fixture(scope="session")
def chromium() -> str:
    return program("chromium", "chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A Chromium for all tests of this process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def its_page(browser: Any) -> Any:
    """One page in which tests open file after file: a new page would be a new process each time."""
    return browser.new_page()


@pytest.fixture
def page(its_page: Any) -> Any:
    """A page on a screen, by day, of which nothing is left by the test before."""
    its_page.goto("about:blank")
    its_page.set_viewport_size({"width": 1_400, "height": 900})
    its_page.emulate_media(media="null", color_scheme="light")
    return its_page


@pytest.fixture(scope="session")
def pdftotext() -> str:
    return program("pdftotext", "poppler-utils")


@pytest.fixture(scope="session")
def postgres_programs() -> Path:
    """The folder of PostgreSQL's server programs."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not folders:
        pytest.skip("PostgreSQL is not installed (Debian package postgresql)")
    return folders[-1]


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """pytest collects garbage twice when all is done, through all that the program has loaded: a second of each process."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some tests wait for a browser, a server or the disk."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that wait for many processes of their own and the long ones begin, so that in the end nobody waits for one of them alone; a scheduler is started and a browser opened once for all."""
    first = ("cluster", "scheduler", "browser")

    def turn(item: pytest.Item) -> int:
        rest = len(first) + (item.get_closest_marker("long") is None)
        return min((first.index(each) for each in first if each in getattr(item, "fixturenames", ())), default=rest)

    items.sort(key=turn)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    outcome = yield
    report = outcome.get_result()
    if TOOLS_REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"SKIPPED, but nothing may be skipped here: {reason}"


def pytest_terminal_summary(terminalreporter) -> None:  # type: ignore[no-untyped-def]
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"!!! SKIPPED {report.nodeid}: {report.longrepr[2]}", red=True, bold=True)
