"""A backup: everything as it is at one moment, in one file of JSON Lines, which fits either sort of database.

What is sealed stays sealed, so a backup is worth nothing without the key file of its time: keep a copy of that
somewhere else. Left out is what is kept for a while only: forms that somebody has begun to fill in, notes that expire,
and what came in from a chat platform.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from bot.storage import migrating
from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.files import whole
from bot.storage.schema import AnyRow, cases, feedback, history, history_head, key_proof, notes, outbox

FORMAT = 1
TABLES: tuple[Table, ...] = (key_proof, feedback, cases, history, history_head, outbox, notes)
"""What is backed up, in an order in which it can be restored."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The first line of a backup.

    Attributes:
        format: Of the file.
        revision: Of the schema.
        counts: Table -> how many rows.
    """

    format: int
    revision: str
    counts: Mapping[str, int]


async def backup(database: Database, target: Path) -> Contents:
    """Write everything to a file, for its owner alone; it replaces one of the same name once it is whole.

    Args:
        database: What is backed up; others may go on writing.
        target: The file.

    Raises:
        StorageUnusable: The database cannot be read, or the file cannot be written.
    """
    try:
        return await database.read(lambda connection: _back_up(connection, target))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StorageUnusable(f"cannot write {target}: {reason}; choose another place with more room") from None


def _back_up(connection: Connection, target: Path) -> Contents:
    contents = _contents(connection)
    with whole(target, replacing=True) as file:
        _write(connection, contents, file)
    return contents


def _contents(connection: Connection) -> Contents:
    counts = {}
    for table in TABLES:
        counts[table.name] = connection.execute(_kept(table, func.count())).scalar_one()
    return Contents(format=FORMAT, revision=migrating.HEAD, counts=counts)


def _write(connection: Connection, contents: Contents, file: BinaryIO) -> None:
    checksum = sha256()
    for part in _parts(connection, contents):
        checksum.update(part)
        file.write(part)
    file.write(_line({"sha256": checksum.hexdigest()}))


def _parts(connection: Connection, contents: Contents) -> Iterator[bytes]:
    yield _line(asdict(contents))
    for table in TABLES:
        query = _kept(table, *table.columns).order_by(*table.primary_key).execution_options(yield_per=_AT_ONCE)
        with connection.execute(query) as rows:
            for some in rows.partitions():
                yield b"".join(_line({"table": table.name, "row": _plain(row)}) for row in some)


def _kept(table: Table, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Return the query for what a backup holds of a table."""
    query = select(*columns).select_from(table)
    return query.where(table.c.expires_at.is_(None)) if "expires_at" in table.c else query


def _plain(row: AnyRow) -> dict[str, object]:
    return {name: _value(value) for name, value in row._mapping.items()}


def _value(value: object) -> object:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date as well


def _line(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
