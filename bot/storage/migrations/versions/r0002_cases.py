"""Cases, their history, what is sent because of them, and forms that somebody has begun to fill in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)
_TEXT = sa.String(64)


def upgrade() -> None:
    """Make the tables, and the head of a history that has no entry yet."""
    _cases()
    _history()
    _outbox()
    _form_drafts()
    op.create_table(
        "key_proof",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("digest", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_proof"),
    )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("number_hash", _TEXT, nullable=False),
        sa.Column("receipt_hash", _TEXT, nullable=False),
        sa.Column("submission_hash", _TEXT, nullable=False),
        sa.Column("reporter_hash", _TEXT),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("org", _TEXT, nullable=False),
        sa.Column("type", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("filed_at", _MOMENT, nullable=False),
        sa.Column("anonymous", sa.Boolean, nullable=False),
        sa.Column("on_hold", sa.Boolean, nullable=False),
        sa.Column("next_at", _MOMENT),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("disposed_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("number_hash", name="uq_cases_number_hash"),
        sa.UniqueConstraint("receipt_hash", name="uq_cases_receipt_hash"),
        sa.UniqueConstraint("submission_hash", name="uq_cases_submission_hash"),
    )
    op.create_index("ix_cases_reporter_hash", "cases", ["reporter_hash"])
    op.create_index("ix_cases_next_at", "cases", ["next_at"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("case_id", _TEXT, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("action", _TEXT, nullable=False),
        sa.Column("actor", _TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("digest", _TEXT, nullable=False),
        sa.Column("previous", _TEXT, nullable=False),
        sa.Column("hash", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_history"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_history_case_id"),
    )
    op.create_index("ix_history_case_id", "history", ["case_id"])
    head = op.create_table(
        "history_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("hash", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history_head"),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "hash": "0" * 64}])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("case_id", _TEXT, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("urgency", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("next_at", _MOMENT, nullable=False),
        sa.Column("leased_until", _MOMENT),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last_reason", _TEXT),
        sa.Column("alarmed_at", _MOMENT),
        sa.Column("done_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_outbox_case_id"),
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_outbox_state_next_at", "outbox", ["state", "next_at"])


def _form_drafts() -> None:
    op.create_table(
        "form_drafts",
        sa.Column("owner_hash", _TEXT, nullable=False),
        sa.Column("form", _TEXT, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner_hash", "form", name="pk_form_drafts"),
    )
    op.create_index("ix_form_drafts_expires_at", "form_drafts", ["expires_at"])
