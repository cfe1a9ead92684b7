"""What is known of cases without their keys."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from bot.storage.schema import cases
from handlers.cases.store import Summary

_COLUMNS = [cases.c[name] for name in Summary.__dataclass_fields__]


def summaries(connection: Connection) -> Sequence[Summary]:
    """Return what is known of every case, also of those that were disposed of, the oldest first."""
    rows = connection.execute(select(*_COLUMNS).order_by(cases.c.filed_at, cases.c.id))
    return [Summary(**row._mapping) for row in rows]
