"""The archive's tables. Money is integer fen (`…_fen`); points and scores are numbers as people write them.

A row of every table but the corrections and the journal belongs to the closed month that its column `month` names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
)

from pipeline.rulebook.pay_columns import MONEY

metadata = MetaData()
MIGRATIONS = Path(__file__).with_name("migrations")
HEAD = max(path.stem[:4] for path in MIGRATIONS.glob("versions/0*.py"))
"""The newest version of the tables."""
version = Table("alembic_version", MetaData(), Column("version_num", String(32)), PrimaryKeyConstraint("version_num", name="alembic_version_pkc"))
"""In one row the version that the archive's tables have; Alembic's own, and no part of the content."""


class Points(TypeDecorator[Any]):
    """Integer hundredths in the program, a number with two decimals in the database.

    What somebody changed to a figure with more decimals comes back unrounded, so that no hash fits it.
    """

    impl = Numeric(10, 2, asdecimal=False)
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> float | None:
        return None if value is None else int(value) / 100

    def process_result_value(self, value: float | None, dialect: Dialect) -> int | float | None:
        if value is None:
            return None
        hundredths = round(float(value) * 100)
        return hundredths if hundredths / 100 == float(value) else float(value) * 100


def _of_month(name: str, *columns: Column[Any], key: tuple[str, ...] = ("number",)) -> Table:
    month = Column("month", String(7), ForeignKey("months.month"), nullable=False)
    number = [Column("number", Integer, nullable=False)] if key == ("number",) else []
    return Table(name, metadata, month, *number, *columns, PrimaryKeyConstraint("month", *key))


months = Table(
    "months",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("previous", String(7), unique=True),
    Column("version", String(32), nullable=False),
    Column("rulebook", Text, nullable=False),
    Column("rulebook_from", Date, nullable=False),
    Column("rulebook_sha256", String(64), nullable=False),
    Column("rulebook_text", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("people", Integer, nullable=False),
    Column("total_fen", Integer, nullable=False),
    Column("opening_fen", Integer, nullable=False),
    Column("closing_fen", Integer, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("purged", Boolean, nullable=False),
    Column("statements", String(64)),
)

digests = _of_month(
    "digests", Column("part", String(32)), Column("rows", Integer, nullable=False),
    Column("digest", String(64), nullable=False), key=("part",),
)
people = _of_month(
    "people", Column("employee_id", String(32)), Column("name", Text), Column("department", Text), Column("role", Text),
    Column("hire_date", Date), Column("leave_date", Date), key=("employee_id",),
)
scores = _of_month(
    "scores", Column("employee_id", String(32)), Column("score", Points), Column("grade", Text), Column("rank", Integer),
    Column("last_place", Boolean, nullable=False),
    *(Column(f"{name}_fen", Integer, nullable=False) for name in MONEY), key=("employee_id",),
)
ONE_PERSON = (people.c.month == scores.c.month) & (people.c.employee_id == scores.c.employee_id)
"""A row of people and one of scores of the same person and month."""
entries = _of_month(
    "entries", Column("employee_id", String(32), nullable=False), Column("date", Date), Column("clause", String(16)),
    Column("item", String(32)), Column("label", Text), Column("category", String(16), nullable=False),
    Column("points", Points, nullable=False), Column("amount_fen", Integer, nullable=False), Column("note", Text),
    Column("file", Text), Column("sheet", Text), Column("row", Integer),
)
fund_ledger = _of_month(
    "fund_ledger", Column("date", Date), Column("summary", Text), Column("clause", String(16)),
    Column("employee_id", String(32)), Column("income_fen", Integer), Column("spending_fen", Integer),
    Column("balance_fen", Integer, nullable=False), Column("source", Text), Column("kind", String(16)),
)
complaints = _of_month(
    "complaints", Column("complaint_no", String(64), nullable=False), Column("accepted_on", Date), Column("report_due", Date),
    Column("report_status", String(16)), Column("close_due", Date), Column("closed_on", Date),
    Column("close_status", String(16)), Column("days_overdue", Integer), Column("responsible_id", String(32)),
)
inputs = _of_month(
    "inputs", Column("file", Text, nullable=False), Column("sha256", String(64), nullable=False), Column("sheet", Text),
    Column("rows_read", Integer), Column("rows_used", Integer), Column("rows_rejected", Integer),
    Column("rows_passed_over", Integer),
)
signed_findings = _of_month(
    "signed_findings", Column("level", String(16), nullable=False), Column("code", String(64), nullable=False),
    Column("file", Text), Column("sheet", Text), Column("row", Integer), Column("cell", String(16)), Column("message", Text),
)
outputs = _of_month(
    "outputs", Column("file", Text, nullable=False), Column("sha256", String(64), nullable=False), Column("content", LargeBinary)
)
"""`content` is the file itself, compressed; months that were closed by earlier versions have none."""

corrections = Table(
    "corrections",
    metadata,
    Column("booked_in", String(7), nullable=False),
    Column("number", Integer, nullable=False),
    Column("corrects_month", String(7), ForeignKey("months.month"), nullable=False),
    Column("employee_id", String(32), nullable=False),
    Column("name", Text),
    Column("department", Text),
    Column("role", Text),
    Column("reversal", Boolean, nullable=False),
    Column("date", Date),
    Column("clause", String(16)),
    Column("item", String(32)),
    Column("label", Text),
    Column("category", String(16), nullable=False),
    Column("points", Points, nullable=False),
    Column("amount_fen", Integer, nullable=False),
    Column("note", Text),
    Column("file", Text),
    Column("sheet", Text),
    Column("row", Integer),
    PrimaryKeyConstraint("booked_in", "number"),
)
sheets = Table(
    "sheets",
    metadata,
    Column("booked_in", String(7), nullable=False),
    Column("of_month", String(7), nullable=False),
    Column("sheet", String(32), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("booked_in", "of_month", "sheet"),
)
"""The tables that `of_month` is settled with, as `booked_in` knew them; the latest holds."""
charged = Table(
    "charged",
    metadata,
    Column("booked_in", String(7), nullable=False),
    Column("of_month", String(7), nullable=False),
    Column("complaint_no", String(64), nullable=False),
    PrimaryKeyConstraint("booked_in", "of_month", "complaint_no"),
)
"""The complaints whose penalty was charged in `of_month`, as `booked_in` knew them."""
corrected_scores = Table(
    "corrected_scores",
    metadata,
    Column("booked_in", String(7), nullable=False),
    Column("corrects_month", String(7), ForeignKey("months.month"), nullable=False),
    Column("employee_id", String(32), nullable=False),
    Column("score", Points),
    Column("grade", Text),
    Column("merit_pay_fen", Integer, nullable=False),
    Column("last_place", Boolean, nullable=False),
    PrimaryKeyConstraint("booked_in", "corrects_month", "employee_id"),
)
journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("month", String(7)),
    Column("done_at", String(32), nullable=False),
    Column("done_by", Text, nullable=False),
    Column("version", String(32), nullable=False),
    Column("note", Text),
    Column("closed", String(64), nullable=False),
    Column("purged", String(64), nullable=False),
    Column("pending", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""What was done, see `journal.py`."""
