"""Archives to test on: SQLite in a folder, and a real PostgreSQL on a free loopback port for as long as the tests run."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest


def _as_postgres() -> dict[str, object]:
    """PostgreSQL refuses to run as root; there it runs as the user that its package made."""
    if os.getuid() != 0:
        return {}
    return {"user": pwd.getpwnam("postgres").pw_uid, "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}


@pytest.fixture(scope="session")
def postgres(postgres_programs: Path) -> Iterator[str]:
    """The address of a running server, without a database's name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="kaohe-pg-"))
    who = _as_postgres()
    if who:
        os.chown(folder, int(str(who["user"])), int(str(who["group"])))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True, "cwd": folder}
    data = folder / "data"
    command = [postgres_programs / "initdb", "-D", data, "-U", "kaohe", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run(command, **quiet, **who)  # type: ignore[call-overload]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off"
    control = [postgres_programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run([*control, "-o", options, "-l", folder / "log", "start"], **quiet, **who)  # type: ignore[call-overload]
    try:
        yield f"postgresql+psycopg://kaohe@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet, **who)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    from sqlalchemy import create_engine, text

    name = f"k{uuid.uuid4().hex}"
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture(params=["sqlite", "postgres"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty archive's address."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'archive.sqlite'}"
    return new_database(request.getfixturevalue("postgres"))
