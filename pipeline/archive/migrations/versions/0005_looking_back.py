"""What a closed month was settled with, and which penalties it charged, so that later months can look back."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "sheets",
        sa.Column("booked_in", sa.String(7), nullable=False),
        sa.Column("of_month", sa.String(7), nullable=False),
        sa.Column("sheet", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("booked_in", "of_month", "sheet"),
    )
    op.create_table(
        "charged",
        sa.Column("booked_in", sa.String(7), nullable=False),
        sa.Column("of_month", sa.String(7), nullable=False),
        sa.Column("complaint_no", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("booked_in", "of_month", "complaint_no"),
    )
