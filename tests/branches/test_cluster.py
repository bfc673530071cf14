"""A group's month on a Dask cluster with an S3 store and PostgreSQL: as on one computer, whatever dies (B-14)."""

from __future__ import annotations

import io
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.app import cluster as clusters
from pipeline.app.branch_task import MonthTask, run_task
from pipeline.app.branches import run_branches
from pipeline.app.month import compute_month
from pipeline.base.exits import Stop
from pipeline.base.extras import LIBRARIES
from tests.branches.group import contents, run, write_branch, write_branches
from tests.build import MONTH
from tests.servers import Cluster, new_database
from tests.stored import download, upload
from tests.typed import typed

NUMBER = int(os.environ.get("KAOHE_BRANCHES", "4"))
SECONDS = 3600


def stored(system: Any, address: str) -> dict[str, str]:
    """The digest that the store keeps of each object, without those whose names begin with a dot."""
    found = system.find(address, detail=True)
    return {name: each["ETag"] for name, each in found.items() if not name.rpartition("/")[2].startswith(".")}


def when(holds: Callable[[], Any]) -> None:
    until = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.usefixtures("own_figures_in_processes")
def test_a_group_comes_out_the_same_on_a_cluster_though_a_worker_dies_in_the_middle(
    tmp_path: Path, cluster: Cluster, bucket: str, postgres: str
) -> None:
    inbox = tmp_path / "inbox"
    names = write_branches(inbox, NUMBER)
    for name in names:
        new_database(postgres, f"{bucket[-8:]}_{name}")
    system = fsspec.filesystem("s3", use_listings_cache=False)
    upload(system, inbox, f"{bucket}/inbox")
    output = f"{bucket}/output"
    command = ["month", MONTH, "--inbox", f"{bucket}/inbox", "--output", output, "--scheduler", cluster.address]
    archive = ["--archive", f"{postgres}/{bucket[-8:]}_{{branch}}"]

    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(typed, *command, *archive)
        when(lambda: running.done() or [name for name in system.find(output) if name.endswith("/run.json")])
        cluster.workers[0].send_signal(signal.SIGKILL)
        first = running.result()

    local, done = run(inbox, "local"), NUMBER - NUMBER // 4
    assert first.returncode == local.code == int(done < NUMBER), first.said
    assert cluster.workers[0].wait() == -signal.SIGKILL and cluster.workers[1].poll() is None
    for name in names:
        assert first.said.count(f"{name}：") == 1
    assert f"{NUMBER} 个分支，{done} 个完成" in first.said and f"{output}/{MONTH}/summary.html" in first.said
    assert contents(download(system, output, tmp_path / "downloaded")) == contents(local.folder.parent)
    before = stored(system, output)

    again = typed(*command, *archive)
    assert (again.returncode, again.said.count("没有变化")) == (local.code, NUMBER)
    assert stored(system, output) == before

    closed = typed("close", *command[1:], *archive, "--early", "--by", "李敏", "--no-slips")
    assert (closed.returncode, closed.said.count("已结账："), closed.said.count("结账人：李敏")) == (local.code, done, done), closed.said
    assert len([name for name in system.find(output) if name.endswith("/封存单.html")]) == done


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "WAIT_SECONDS", 1)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{closed.getsockname()[1]}"
    assert "连不上调度器" in refused(tmp_path, address) and "连不上调度器" in refused(tmp_path, "没有://这样的地址")


def test_a_cluster_without_workers_is_told(tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "WAIT_SECONDS", 2)
    assert "还没有计算节点" in refused(tmp_path, scheduler)


def test_without_the_extra_the_way_to_install_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert f"-m pip install {LIBRARIES['cluster']}" in refused(tmp_path, "tcp://127.0.0.1:1")


def refused(folder: Path, scheduler: str) -> str:
    write_branches(folder / "inbox", 2)
    with pytest.raises(Stop) as stop, redirect_stdout(io.StringIO()):
        compute_month(MONTH, folder / "inbox", folder / "output", None, None, None, scheduler=scheduler)
    assert stop.value.code == 2 and not (folder / "output" / MONTH).exists()
    return stop.value.sentence


@pytest.fixture
def task(tmp_path: Path) -> MonthTask:
    write_branch(tmp_path / "inbox", "上海")
    return MonthTask(
        month=MONTH, branch="上海", inbox=tmp_path / "inbox", output=tmp_path / "output", rulebook=None, archive=None,
        as_of=date(2026, 11, 30), slips=False, draft=False, settle=True, fresh=False,
    )  # fmt: skip


def test_what_a_cluster_may_log_of_a_task_has_no_password(task: MonthTask) -> None:
    assert "geheim" not in repr(replace(task, archive="postgresql+psycopg://kaohe:geheim@host/kaohe_{branch}"))


def test_a_worker_with_another_version_computes_nothing(task: MonthTask) -> None:
    result = run_task(replace(task, version="0.0.1"))
    assert result.outcome.code == 2 and "应为 0.0.1 版" in result.outcome.said[0] and not task.output.exists()


def of_its_workers() -> Exception:
    from distributed import KilledWorker

    return KilledWorker("上海", None, 3)


@pytest.mark.parametrize("death", [of_its_workers, CancelledError])
def test_a_branch_lost_by_a_death_is_told_and_holds_up_nobody(
    task: MonthTask, monkeypatch: pytest.MonkeyPatch, death: Callable[[], Exception]
) -> None:
    class Executor(ThreadPoolExecutor):
        def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
            if arguments[0].branch != "上海":
                return super().submit(work, *arguments, **named)
            failed: Future[Any] = Future()
            failed.set_exception(death())
            return failed

    class Client:
        def __init__(self, *_: object, **__: object) -> None: ...
        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None: ...
        def wait_for_workers(self, *_: object, **__: object) -> None: ...
        def get_executor(self, **_: object) -> Executor:
            return Executor(1)

    monkeypatch.setattr("distributed.Client", Client)
    write_branch(task.inbox, "广州")
    outcome = run_branches([task, replace(task, branch="广州")], None, "tcp://127.0.0.1:1")
    said = "\n".join(outcome.said)
    assert outcome.code == 2 and "上海：计算进程被中断" in said and "2 个分支，1 个完成，待处理：上海" in said
    assert (task.output / MONTH / "广州" / "run.json").exists()
