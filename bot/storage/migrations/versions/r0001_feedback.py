"""Feedback. Databases of versions before this have its table already, and are taken over as they are."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table where there is none."""
    if sa.inspect(op.get_bind()).has_table("feedback"):
        return
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("org", sa.String(64)),
        sa.Column("helpful", sa.Boolean),
        sa.Column("passages", sa.JSON, nullable=False),
        sa.Column("question", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
    )
