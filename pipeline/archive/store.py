"""Opening the archive: SQLite without set-up, PostgreSQL when asked; its tables are brought up to date by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from pipeline.archive.address import file_of
from pipeline.archive.journal import adopt
from pipeline.archive.sound import foreign_objects, unsound
from pipeline.archive.tables import HEAD, MIGRATIONS, metadata, version
from pipeline.base.exits import REFUSED, WRONG_CALL, Stop
from pipeline.base.extras import needs
from pipeline.base.private import hand_over, take_from_others
from pipeline.language.translation import N_, _

BUSY_SECONDS = 30
WRONG_ADDRESS = N_("档案库地址写法不对，应如 sqlite:///output/archive.sqlite 或 postgresql+psycopg://用户@主机/库。")


def open_archive(url: str) -> Engine:
    """The archive with its tables in the newest version; raises Stop with a sentence when it cannot be used."""
    with said_plainly(url):
        engine = engine_at(url)
        file = file_of(url)
        if file is not None:
            take_from_others(file)
        with engine.connect() as connection:
            found = _version(connection)
        if found is None:
            _begin_archive(engine)
            if file is not None:
                hand_over(file)
        elif found > HEAD:
            raise Stop(WRONG_CALL, _("档案库由更新的程序（结构 {version}）写成，请先更新本程序。", version=found))
        elif found < HEAD:
            upgrade(engine)
        return engine


def _begin_archive(engine: Engine) -> None:
    """Make the newest tables at once, as all migrations one after the other would, unless somebody else has made them by now."""
    with writing(engine) as connection:
        if _version(connection) is None:
            for tables in (version.metadata, metadata):
                tables.create_all(connection, checkfirst=False)
            connection.execute(insert(version), {"version_num": HEAD})


def upgrade(engine: Engine, to: str = "head") -> None:
    """Apply the migrations up to `to`, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if to in ("head", HEAD):
            adopt(connection)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the archive."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, beside: str = "kaohe archive") -> Iterator[Connection]:
    """One transaction that nobody else writes `beside`; all of it is kept, or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(beside))))
        yield connection


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """The same for what months are closed, corrected and purged with; raises Stop where something else has a hand in it."""
    with writing(engine) as connection:
        for found in foreign_objects(connection):
            raise Stop(REFUSED, found)
        yield connection


@contextmanager
def holding(engine: Engine) -> Iterator[Connection]:
    """A look at the archive during which nobody can write to it; an archive that may only be read is read."""
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(writing(engine))
        except OperationalError as error:
            if "readonly" not in str(error.orig):
                raise
            connection = stack.enter_context(reading(engine))
        yield connection


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write the rows, each in the place of one with the same key."""
    for row in rows:
        connection.execute(table.delete().where(*(column == row[column.name] for column in table.primary_key.columns)))
        connection.execute(insert(table), row)


@contextmanager
def said_plainly(url: str) -> Iterator[None]:
    """Whatever the database refuses becomes one sentence."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name != "psycopg":
            raise Stop(WRONG_CALL, _(WRONG_ADDRESS)) from None
        raise needs("PostgreSQL", "postgres") from None
    except (ArgumentError, NoSuchModuleError):
        raise Stop(WRONG_CALL, _(WRONG_ADDRESS)) from None
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise Stop(WRONG_CALL, _("档案库 {url} 不能使用：{why}。没有改动任何数据。", url=_without_password(url), why=why)) from None
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError):
        found = _what_is_unsound(url)
        if found is None:
            raise
        raise Stop(WRONG_CALL, found) from None


def _what_is_unsound(url: str) -> str | None:
    """What in the archive itself may be behind an error; asked only when there was one, since it reads everything."""
    try:
        with reading(engine_at(url)) as connection:
            return next(unsound(connection), None)
    except SQLAlchemyError:
        return None


def _without_password(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)


def engine_at(url: str) -> Engine:
    """One for each address, which remembers the statements that it put together; no connection stays open after its use.

    A process may compute hundreds of branches, and a file must be free to be moved or put back. A relative address is
    another in another folder.
    """
    return _engine_seen_from(Path.cwd(), url)


@lru_cache(maxsize=8)
def _engine_seen_from(folder: Path, url: str) -> Engine:
    address: URL = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(address, poolclass=NullPool)
    engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _leave_transactions_to_us)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions_to_us(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(version.name):
        return None
    return connection.execute(select(version.c.version_num)).scalar()
