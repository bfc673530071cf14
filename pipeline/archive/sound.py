"""Is the database itself sound? Its pages, what else lies in it, and cells that have another type than their column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Numeric, TypeDecorator

from pipeline.archive import tables
from pipeline.language.translation import N_, _

MONTH_COLUMNS = ("month", "booked_in", "corrects_month", "previous")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
OTHER_KINDS = {"trigger": N_("触发器"), "view": N_("视图"), "rule": N_("规则")}
SQLITE_TYPES = ((Boolean, "integer"), (Integer, "integer"), (Numeric, "number"), (Date, "date"), (LargeBinary, "blob"))
SQLITE_CHECKS = {
    "integer": "typeof({0}) <> 'integer'",
    "number": "typeof({0}) NOT IN ('integer', 'real')",
    "date": "typeof({0}) <> 'text' OR {0} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]' OR date({0}, '+0 days') IS NOT {0}",
    "blob": "typeof({0}) <> 'blob'",
    "text": "typeof({0}) <> 'text'",
}
OURS_ON_SERVER = ", ".join(f"to_regclass('{name}')" for name in tables.metadata.tables)


def unsound(connection: Connection) -> Iterator[str]:
    """What keeps the archive from being read as it was written, each in a sentence."""
    if connection.dialect.name == "sqlite":
        found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
        if found != "ok":
            yield _("档案库文件有损坏（{splitlines}）。请用备份恢复。", splitlines=found.splitlines()[0])
            return
    yield from foreign_objects(connection)
    there = _columns_there(connection)
    missing = sorted(set(tables.metadata.tables) - set(there))
    if missing:
        yield _("档案库缺少表 {missing}。请用备份恢复。", missing='、'.join(missing))
        return
    for name, table in tables.metadata.tables.items():
        for column in table.c:
            if column.name not in there[name]:
                yield _("档案库的表 {name} 缺少列 {column}。请用备份恢复。", name=name, column=column.name)
    if connection.dialect.name == "sqlite":
        yield from _wrong_types(connection)
    yield from _wrong_months(connection)


def foreign_objects(connection: Connection) -> Iterator[str]:
    """Triggers and the like, which kaohe never makes: they may change what is written, or what is read."""
    if connection.dialect.name == "sqlite":
        query = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    else:
        query = """
            SELECT 'trigger', t.tgname FROM pg_trigger t WHERE t.tgrelid IN ({ours}) AND NOT t.tgisinternal
            UNION ALL SELECT 'rule', r.rulename FROM pg_rewrite r WHERE r.ev_class IN ({ours}) AND r.rulename <> '_RETURN'
            UNION ALL SELECT 'view', c.relname FROM pg_class c WHERE c.oid IN ({ours}) AND c.relkind <> 'r'
            ORDER BY 2
        """.replace("{ours}", OURS_ON_SERVER)
    for kind, name in connection.exec_driver_sql(query).all():
        yield _("档案库里有不是本程序建立的{kind} {name}，它可能改动存入或读出的数据。请查明来历后删除，或用备份恢复。", kind=_(OTHER_KINDS[kind]), name=name)


def _columns_there(connection: Connection) -> dict[str, set[str]]:
    """The columns of each table that is there, in one question: SQLAlchemy's inspection asks about each table by itself."""
    if connection.dialect.name == "sqlite":
        query = "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
    else:
        query = f"""
            SELECT t.relname, c.attname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
            WHERE t.oid IN ({OURS_ON_SERVER}) AND c.attnum > 0 AND NOT c.attisdropped
        """
    there: dict[str, set[str]] = {}
    for table, column in connection.exec_driver_sql(query):
        there.setdefault(table, set()).add(column)
    return there


def _wrong_types(connection: Connection) -> Iterator[str]:
    """SQLite keeps any type in any column. Each table is read once for all of its columns."""
    for name, table in tables.metadata.tables.items():
        counts = ", ".join(f"count(CASE WHEN {_is_wrong(column)} THEN 1 END)" for column in table.c)
        for column, count in zip(table.c, connection.exec_driver_sql(f'SELECT {counts} FROM "{name}"').one(), strict=True):
            if count:
                yield _("档案库的表 {name} 的列 {column} 有 {count} 个单元不是应有的类型。请用备份恢复。", name=name, column=column.name, count=count)


def _is_wrong(column: Column[object]) -> str:
    quoted = f'"{column.name}"'
    check = SQLITE_CHECKS[_kind(column)].format(quoted)
    return f"({quoted} IS NOT NULL AND ({check}))" + ("" if column.nullable else f" OR {quoted} IS NULL")


def _kind(column: Column[object]) -> str:
    type_ = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    return next((kind for known, kind in SQLITE_TYPES if isinstance(type_, known)), "text")


def _wrong_months(connection: Connection) -> Iterator[str]:
    for name, table in tables.metadata.tables.items():
        for column in (each for each in table.c if (name, each.name) != ("journal", "previous") and each.name in MONTH_COLUMNS):
            for (found,) in connection.exec_driver_sql(f'SELECT DISTINCT "{column.name}" FROM "{name}" WHERE "{column.name}" IS NOT NULL'):
                if not MONTH.fullmatch(found):
                    yield _("档案库的表 {name} 的列 {column} 有不是月份的内容“{found}”。请用备份恢复。", name=name, column=column.name, found=found[:20])
