"""Corrections of closed months, booked into a later one."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("booked_in", sa.String(7), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("corrects_month", sa.String(7), sa.ForeignKey("months.month"), nullable=False),
        sa.Column("employee_id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("department", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("reversal", sa.Boolean, nullable=False),
        sa.Column("date", sa.Date),
        sa.Column("clause", sa.String(16)),
        sa.Column("item", sa.String(32)),
        sa.Column("label", sa.Text),
        sa.Column("category", sa.String(16), nullable=False),
        sa.Column("points", sa.Numeric(10, 2), nullable=False),
        sa.Column("amount_fen", sa.Integer, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("file", sa.Text),
        sa.Column("sheet", sa.Text),
        sa.Column("row", sa.Integer),
        sa.PrimaryKeyConstraint("booked_in", "number"),
    )
    op.create_table(
        "corrected_scores",
        sa.Column("booked_in", sa.String(7), nullable=False),
        sa.Column("corrects_month", sa.String(7), sa.ForeignKey("months.month"), nullable=False),
        sa.Column("employee_id", sa.String(32), nullable=False),
        sa.Column("score", sa.Numeric(10, 2)),
        sa.Column("grade", sa.Text),
        sa.Column("merit_pay_fen", sa.Integer, nullable=False),
        sa.Column("last_place", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("booked_in", "corrects_month", "employee_id"),
    )
