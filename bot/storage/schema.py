"""The tables. What a person wrote, and every name, is in `sealed` columns; what finds it again is a keyed digest."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    TypeDecorator,
)

AnyRow = Row[*tuple[Any, ...]]
"""A row of whichever columns were asked for."""


class Moment(TypeDecorator[datetime]):
    """A time, kept in UTC. SQLite keeps no zone; there it is put back when it is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return it as it is kept.

        Raises:
            ValueError: It has no zone: which moment it is cannot be known.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone cannot be kept")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return it with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_DIGEST = String(64)
_ID = String(64)
_WORD = String(64)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("org", _WORD),
    Column("helpful", Boolean),
    Column("passages", JSON, nullable=False),
    Column("question", Text),
)

cases = Table(
    "cases",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("number_hash", _DIGEST, nullable=False, unique=True),
    Column("receipt_hash", _DIGEST, nullable=False, unique=True),
    Column("submission_hash", _DIGEST, nullable=False, unique=True),
    Column("reporter_hash", _DIGEST, index=True),
    Column("kind", _WORD, nullable=False),
    Column("org", _WORD, nullable=False),
    Column("type", _WORD, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("filed_at", Moment, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("on_hold", Boolean, nullable=False),
    Column("next_at", Moment, index=True),
    Column("urgency", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sealed", LargeBinary),
    Column("disposed_at", Moment),
)
"""A case each. `sealed` is empty once it was disposed of. `urgency` is that of its first notices, the lowest first.

`filed_at` and `next_at` are the hour alone where it is anonymous.
"""

history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("case_id", _ID, ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("action", _WORD, nullable=False),
    Column("actor", _WORD, nullable=False),
    Column("sealed", LargeBinary),
    Column("digest", _DIGEST, nullable=False),
    Column("previous", _DIGEST, nullable=False),
    Column("hash", _DIGEST, nullable=False),
)
"""An entry each, numbered from 1 without a gap. `sealed` (who and details) is empty once its case was disposed of.

`at` is the hour alone where the case is anonymous.
"""

history_head = Table(
    "history_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", _DIGEST, nullable=False),
)
"""One row: number and hash of the newest entry. Whoever appends holds it, so that numbers are in order of commits."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("case_id", _ID, ForeignKey("cases.id"), nullable=False, index=True),
    Column("kind", _WORD, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("sealed", LargeBinary),
    Column("state", _WORD, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("leased_until", Moment),
    Column("failures", Integer, nullable=False),
    Column("last_reason", _WORD),
    Column("alarmed_at", Moment),
    Column("done_at", Moment),
    Column("digest", _DIGEST),
    Index("ix_outbox_state_next_at", "state", "next_at"),
)
"""A notice each, `queued` until it is `delivered` or `withdrawn`; then `sealed` is empty. No row is ever removed.

`digest` covers what else the row says; it is empty where an earlier version wrote the row last.
"""

form_drafts = Table(
    "form_drafts",
    metadata,
    Column("owner_hash", _DIGEST, primary_key=True),
    Column("form", _WORD, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)
"""A form each that somebody has begun to fill in."""

notes = Table(
    "notes",
    metadata,
    Column("kind", _WORD, primary_key=True),
    Column("key_hash", _DIGEST, primary_key=True),
    Column("owner_hash", _DIGEST),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Moment, index=True),
    Index("ix_notes_kind_owner_hash", "kind", "owner_hash"),
)
"""A short text each; `kind` is what it is for. Without `expires_at` it stays until it is dropped."""

inbox = Table(
    "inbox",
    metadata,
    Column("id_hash", _DIGEST, primary_key=True),
    Column("sealed", LargeBinary),
    Column("taken_at", Moment, nullable=False),
    Column("leased_until", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done_at", Moment),
    Index("ix_inbox_done_at_leased_until", "done_at", "leased_until"),
)
"""What came in from a chat platform, each once. `sealed` is empty once it was handled, or given up."""

key_proof = Table(
    "key_proof",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", _DIGEST, nullable=False),
)
"""One row, made with the first case: a digest that only the keys of this database make."""

ONLY = 1
"""Id of the row of a table that has one."""
