"""A digest of what the row of a notice says; of anonymous cases, the hour alone stands in the open from now on."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_CASES = sa.table(
    "cases",
    sa.column("id", sa.String),
    sa.column("anonymous", sa.Boolean),
    sa.column("filed_at", _MOMENT),
    sa.column("next_at", _MOMENT),
)


def upgrade() -> None:
    """Add the column, and leave of anonymous cases the hour alone; their history is hashed as it is, and stays."""
    op.add_column("outbox", sa.Column("digest", sa.String(64)))
    connection = op.get_bind()
    for id_, *times in connection.execute(
        sa.select(_CASES.c.id, _CASES.c.filed_at, _CASES.c.next_at).where(_CASES.c.anonymous)
    ).all():
        filed_at, next_at = map(_hour_of, times)
        connection.execute(sa.update(_CASES).where(_CASES.c.id == id_).values(filed_at=filed_at, next_at=next_at))


def _hour_of(at: datetime | None) -> datetime | None:
    utc = at.astimezone(UTC) if at and at.tzinfo else at  # SQLite keeps no zone: it is UTC there
    return utc and utc.replace(minute=0, second=0, microsecond=0)
