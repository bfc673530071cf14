"""Real servers on loopback for as long as the tests run: PostgreSQL, an S3 store, a Dask cluster."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from tests.once import made_once

SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def postgres(postgres_programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server, without a database's name; its files are a copy of those that the first worker made."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="kaohe-pg-"))
    who = _as_postgres()
    if who:
        os.chown(folder, int(str(who["user"])), int(str(who["group"])))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
    data = folder / "data"

    def make(kept: Path) -> None:
        command = [postgres_programs / "initdb", "-D", data, "-U", "kaohe", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(command, **quiet, **who)  # type: ignore[call-overload]
        subprocess.run(["cp", "-a", data, kept], check=True)

    kept = made_once(tmp_path_factory, "postgres", make)
    if not data.exists():
        subprocess.run(["cp", "-a", kept / "data", folder], check=True)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c autovacuum=off"
    control = [postgres_programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **quiet, **who)  # type: ignore[call-overload]
    try:
        yield f"postgresql+psycopg://kaohe@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **who)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres() -> dict[str, object]:
    """PostgreSQL refuses to run as root; there it runs as the user that its package made."""
    import pwd

    if os.getuid() != 0:
        return {}
    return {"user": pwd.getpwnam("postgres").pw_uid, "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}


def new_database(server: str, name: str | None = None, like: str = "template1") -> str:
    """The address of a new database, empty or a copy of the one whose address is `like`."""
    from sqlalchemy import create_engine, text

    name, template = name or f"k{uuid.uuid4().hex}", like.rpartition("/")[2]
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 store, which this process and those that it starts find by their environment."""
    from moto.moto_server.werkzeug_app import MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    # Of all that moto stands in for, S3 alone: else it asks of each request which of its services is meant, a quarter of its work.
    server = make_server("127.0.0.1", 0, create_backend_app("s3"), threaded=True, request_handler=MotoRequestHandler)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}", "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield "s3:/"
    server.shutdown()


@pytest.fixture
def bucket(s3: str) -> str:
    """The address of a new, empty bucket."""
    import fsspec

    name = f"kaohe-{uuid.uuid4().hex}"
    fsspec.filesystem("s3").mkdir(name)
    return f"{s3}/{name}"


@dataclass
class Cluster:
    address: str
    workers: list[subprocess.Popen[bytes]]


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler without workers, a process of its own."""
    log = tmp_path_factory.mktemp("scheduler") / "log"
    with _running("scheduler", log, "--host", "127.0.0.1", "--port", "0"):
        yield _awaited(lambda: next((word for word in log.read_text().split() if word.startswith("tcp://")), None))


@pytest.fixture
def cluster(s3: str, scheduler: str, tmp_path: Path) -> Iterator[Cluster]:
    """The scheduler and two workers of one thread each, every one a process; they find the S3 store."""
    alone = ("--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
    with ExitStack() as stack:
        yield Cluster(scheduler, [stack.enter_context(_running("worker", tmp_path / f"worker-{at}.log", scheduler, *alone)) for at in range(2)])


@contextmanager
def _running(what: str, log: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask, until it is not needed any more."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *options]
    # It asks itself fifty times a second whether it still ticks; one that waits for the next test would be busy with it.
    environment = os.environ | {"DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s"}
    with log.open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=subprocess.STDOUT, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _awaited(what: Callable[[], str | None]) -> str:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        if found := what():
            return found
        time.sleep(0.05)
    raise TimeoutError(f"nothing after {SECONDS_TO_START} s")
