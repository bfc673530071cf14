"""Two coordinators for one month on shared storage: the second one is told, and a dead one holds up nobody for long."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from sqlalchemy import create_engine, func, select, text, update

from pipeline.archive.lease import SECONDS, Lease, give_back, leases, take
from pipeline.archive.store import engine_at, open_archive, reading, writing
from tests.branches.group import write_branch
from tests.build import MONTH
from tests.servers import new_database
from tests.stored import upload
from tests.typed import Typed, typed

BRANCHES = ("上海", "广州")
ANOTHER = Lease(MONTH, "another", "李敏（limin），finance-2")


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty archive for each branch."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.{branch}.sqlite'}"
    server = request.getfixturevalue("postgres")
    name = f"lease_{tmp_path.name}"
    for branch in BRANCHES:
        new_database(server, f"{name}_{branch}")
    return f"{server}/{name}_{{branch}}"


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty store: in memory, where every command is of this process, else one that all of them reach."""
    if hasattr(request, "param"):
        yield request.getfixturevalue(request.param)
        return
    name = uuid.uuid4().hex
    yield f"memory://{name}"
    fsspec.filesystem("memory").rm(f"/{name}", recursive=True)


@pytest.fixture
def command(tmp_path: Path, store: str, archive: str) -> list[str]:
    """The month of two branches, from a store to the store."""
    for branch in BRANCHES:
        write_branch(tmp_path / "inbox", branch)
    upload(fsspec.filesystem(store.partition(":")[0]), tmp_path / "inbox", f"{store}/inbox")
    return [MONTH, "--inbox", f"{store}/inbox", "--output", f"{store}/output", "--archive", archive, "--no-slips", "--workers", "1"]


def held(url: str) -> list[str]:
    with writing(engine_at(url), beside="kaohe lease") as connection:
        leases.metadata.create_all(connection)
        return list(connection.execute(select(leases.c.holder)).scalars())


def refused(ended: Typed) -> bool:
    return ended.returncode == 3 and "2026-11 正由另一次运行计算或结账" in ended.said and "没有改动任何数据" in ended.said


@pytest.mark.usefixtures("own_figures_in_processes")
@pytest.mark.parametrize("archive", ["postgresql"], indirect=True)
@pytest.mark.parametrize("store", ["bucket"], indirect=True)
def test_of_two_commands_the_second_is_refused_by_name_for_as_long_as_the_first_one_runs(command: list[str], archive: str) -> None:
    """The first one waits at a table that is locked here, so that it does not end before the second one has asked."""
    urls = [archive.replace("{branch}", branch) for branch in BRANCHES]
    for url in urls:
        open_archive(url)
    with create_engine(urls[0]).begin() as locking:
        locking.execute(text("LOCK TABLE months IN ACCESS EXCLUSIVE MODE"))
        first = subprocess.Popen(
            [sys.executable, "-m", "pipeline", "month", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "KAOHE_BY": "李敏"},
        )  # fmt: skip
        while not (all(map(held, urls)) or first.poll() is not None):
            time.sleep(0.1)
        assert first.poll() is None, first.communicate()
        for each in (["month"], ["close", "--early", "--yes"]):
            second = typed(*each, *command)
            assert refused(second) and "李敏" in second.said, second.said
    printed, _ = first.communicate()
    assert first.returncode == 0 and "2 个分支，2 个完成" in printed, printed
    assert not any(map(held, urls))
    again = typed("month", *command)
    assert again.returncode == 0 and again.said.count("没有变化") == 2


def test_a_lease_in_one_branch_refuses_the_month_of_all_and_leaves_no_lease_behind(command: list[str], archive: str) -> None:
    first, second = (archive.replace("{branch}", branch) for branch in BRANCHES)
    assert take(second, ANOTHER) is None
    ended = typed("month", *command)
    assert refused(ended) and ANOTHER.holder in ended.said
    assert held(first) == [] and held(second) == [ANOTHER.holder]
    give_back(second, ANOTHER)
    assert typed("month", *command).returncode == 0


def test_a_lease_ends_by_itself_by_the_clock_of_the_database(command: list[str], archive: str) -> None:
    url = archive.replace("{branch}", BRANCHES[0])
    assert take(url, ANOTHER) is None
    with reading(engine_at(url)) as connection:
        until = connection.execute(select(leases.c.until)).scalar_one()
    assert take(url, ANOTHER) is None
    left = take(url, Lease(MONTH, "third", "王芳"))
    assert left is not None and left.holder == ANOTHER.holder and 0 < left.seconds <= SECONDS
    with writing(engine_at(url)) as connection:
        assert connection.execute(select(func.max(leases.c.until))).scalar_one() >= until
        connection.execute(update(leases).values(until=until - SECONDS - 1))
    assert typed("month", *command).returncode == 0
    assert held(url) == []


def test_another_month_is_not_held_up(archive: str) -> None:
    url = archive.replace("{branch}", BRANCHES[0])
    assert take(url, ANOTHER) is None and take(url, Lease("2026-12", "third", "王芳")) is None
