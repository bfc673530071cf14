"""When people left, which decides who is ranked for the last place."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("people", sa.Column("leave_date", sa.Date))
