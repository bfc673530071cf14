"""Closed months with their people, scores, entries, ledger, complaints, inputs, findings and outputs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "months",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("previous", sa.String(7), unique=True),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("rulebook", sa.Text, nullable=False),
        sa.Column("rulebook_from", sa.Date, nullable=False),
        sa.Column("rulebook_sha256", sa.String(64), nullable=False),
        sa.Column("rulebook_text", sa.Text, nullable=False),
        sa.Column("department", sa.Text, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("total_fen", sa.Integer, nullable=False),
        sa.Column("opening_fen", sa.Integer, nullable=False),
        sa.Column("closing_fen", sa.Integer, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("purged", sa.Boolean, nullable=False),
    )
    _of_month(
        "digests", ["part"], sa.Column("part", sa.String(32)), sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    _of_month(
        "people", ["employee_id"], sa.Column("employee_id", sa.String(32)), sa.Column("name", sa.Text),
        sa.Column("department", sa.Text), sa.Column("role", sa.Text),
    )
    _of_month(
        "scores", ["employee_id"], sa.Column("employee_id", sa.String(32)), sa.Column("score", sa.Numeric(10, 2)),
        sa.Column("grade", sa.Text), sa.Column("rank", sa.Integer), sa.Column("last_place", sa.Boolean, nullable=False),
        *(sa.Column(f"{name}_fen", sa.Integer, nullable=False) for name in (
            "merit_pay", "fines", "withheld", "complaint_penalties", "compensation", "corrections", "total",
        )),
    )
    _numbered(
        "entries", sa.Column("employee_id", sa.String(32), nullable=False), sa.Column("date", sa.Date),
        sa.Column("clause", sa.String(16)), sa.Column("item", sa.String(32)), sa.Column("label", sa.Text),
        sa.Column("category", sa.String(16), nullable=False), sa.Column("points", sa.Numeric(10, 2), nullable=False),
        sa.Column("amount_fen", sa.Integer, nullable=False), sa.Column("note", sa.Text), sa.Column("file", sa.Text),
        sa.Column("sheet", sa.Text), sa.Column("row", sa.Integer),
    )
    _numbered(
        "fund_ledger", sa.Column("date", sa.Date), sa.Column("summary", sa.Text), sa.Column("clause", sa.String(16)),
        sa.Column("employee_id", sa.String(32)), sa.Column("income_fen", sa.Integer), sa.Column("spending_fen", sa.Integer),
        sa.Column("balance_fen", sa.Integer, nullable=False), sa.Column("source", sa.Text),
    )
    _numbered(
        "complaints", sa.Column("complaint_no", sa.String(64), nullable=False), sa.Column("accepted_on", sa.Date),
        sa.Column("report_due", sa.Date), sa.Column("report_status", sa.String(16)), sa.Column("close_due", sa.Date),
        sa.Column("closed_on", sa.Date), sa.Column("close_status", sa.String(16)), sa.Column("days_overdue", sa.Integer),
        sa.Column("responsible_id", sa.String(32)),
    )
    _numbered(
        "inputs", sa.Column("file", sa.Text, nullable=False), sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("sheet", sa.Text), sa.Column("rows_read", sa.Integer), sa.Column("rows_used", sa.Integer),
        sa.Column("rows_rejected", sa.Integer), sa.Column("rows_passed_over", sa.Integer),
    )
    _numbered(
        "signed_findings", sa.Column("level", sa.String(16), nullable=False), sa.Column("code", sa.String(64), nullable=False),
        sa.Column("file", sa.Text), sa.Column("sheet", sa.Text), sa.Column("row", sa.Integer), sa.Column("cell", sa.String(16)),
        sa.Column("message", sa.Text),
    )
    _numbered("outputs", sa.Column("file", sa.Text, nullable=False), sa.Column("sha256", sa.String(64), nullable=False))


def _of_month(name: str, key: list[str], *columns: sa.Column[Any]) -> None:
    month = sa.Column("month", sa.String(7), sa.ForeignKey("months.month"), nullable=False)
    op.create_table(name, month, *columns, sa.PrimaryKeyConstraint("month", *key))


def _numbered(name: str, *columns: sa.Column[Any]) -> None:
    _of_month(name, ["number"], sa.Column("number", sa.Integer, nullable=False), *columns)
