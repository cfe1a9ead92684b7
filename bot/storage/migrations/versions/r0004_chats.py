"""What the doors in chats need: short texts kept for a purpose, and what came in from a chat platform."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_TEXT = sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    _notes()
    _inbox()


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("key_hash", _TEXT, nullable=False),
        sa.Column("owner_hash", _TEXT),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.PrimaryKeyConstraint("kind", "key_hash", name="pk_notes"),
    )
    op.create_index("ix_notes_kind_owner_hash", "notes", ["kind", "owner_hash"])
    op.create_index("ix_notes_expires_at", "notes", ["expires_at"])


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id_hash", _TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("taken_at", _MOMENT, nullable=False),
        sa.Column("leased_until", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("done_at", _MOMENT),
        sa.PrimaryKeyConstraint("id_hash", name="pk_inbox"),
    )
    op.create_index("ix_inbox_done_at_leased_until", "inbox", ["done_at", "leased_until"])
