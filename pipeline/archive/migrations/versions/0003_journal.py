"""A journal of all that was done, what a statement is recomputed from, and the closed outputs themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("month", sa.String(7)),
        sa.Column("done_at", sa.String(32), nullable=False),
        sa.Column("done_by", sa.Text, nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("closed", sa.String(64), nullable=False),
        sa.Column("purged", sa.String(64), nullable=False),
        sa.Column("pending", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.add_column("months", sa.Column("statements", sa.String(64)))
    op.add_column("people", sa.Column("hire_date", sa.Date))
    op.add_column("fund_ledger", sa.Column("kind", sa.String(16)))
    op.add_column("outputs", sa.Column("content", sa.LargeBinary))
