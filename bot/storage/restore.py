"""Restoring a backup into an empty database."""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Date, LargeBinary, Table, delete, func, insert, select, text

from bot.storage import migrating
from bot.storage.backup import FORMAT, TABLES, Contents
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, NotOpened, StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import Moment, feedback, form_drafts, history_head, inbox, key_proof
from bot.storage.vault import proof

_AT_ONCE = 500
_TABLES = {table.name: table for table in TABLES}
_MADE_BEFORE = (key_proof, history_head)
"""Tables that have a row before anything is kept; it gives way to that of the backup."""

OF_ITS_TIME = (
    "put the key file of the time of the backup there, or restore with --without-keys and put it there after that"
)
"""What to do where the keys are not those of a backup."""

_Row = tuple[Table, dict[str, object]]


async def restore(database: Database, source: Path, *, keys: Callable[[], Keyring] | None = None) -> Contents:
    """Bring a backup back, all of it or nothing; ids and the history stay as they were, and nobody has a lease.

    Notices that were delivered after the backup are on their way again, under the same ids.

    Args:
        database: An empty one.
        source: The backup.
        keys: Returns the keys, where there is something that needs them: they must be able to open all of it. None
            brings it back whether they are there or not.

    Raises:
        StorageUnusable: The backup is damaged or of another version, or the database is not empty or cannot be written.
        KeysUnusable: The keys are not those of the backup; or as `keys` raises.
    """
    with _told(source), source.open("rb") as file:
        _check(file, source)
        contents = _contents(file, source)

        def load(connection: Connection) -> None:
            _check_empty(connection, database.place)
            if _load(connection, _opened(_rows(file), source, keys) if keys else _rows(file)) != contents.counts:
                raise StorageUnusable(f"cannot restore {source}: it does not hold as many rows as it says")
            _go_on(connection)

        await database.alone(load)
    return contents


def _check(file: BinaryIO, source: Path) -> None:
    """Check that the last line is the checksum of all before it; leave the file at its beginning."""
    checksum, last = sha256(), b""
    for line in file:
        checksum.update(last)
        last = line
    file.seek(0)
    if last != json.dumps({"sha256": checksum.hexdigest()}).encode() + b"\n":
        raise StorageUnusable(f"cannot restore {source}: its checksum is not right; take another backup")


def _contents(file: BinaryIO, source: Path) -> Contents:
    try:
        contents = TypeAdapter(Contents).validate_json(file.readline())
    except ValidationError:
        raise StorageUnusable(f"cannot restore {source}: it is no backup") from None
    if (contents.format, contents.revision) != (FORMAT, migrating.HEAD):
        raise StorageUnusable(
            f"cannot restore {source}: another version of the assistant wrote it; restore it with that one, then update"
        )
    return contents


def _check_empty(connection: Connection, place: str) -> None:
    for table in (*TABLES, form_drafts, inbox):
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
        if count and table not in _MADE_BEFORE:
            raise StorageUnusable(f"cannot restore into {place}: it is not empty; name a new database")


def _load(connection: Connection, rows: Iterator[_Row]) -> Mapping[str, int]:
    counts = Counter(dict.fromkeys(_TABLES, 0))
    for table in _MADE_BEFORE:
        connection.execute(delete(table))
    while some := list(islice(rows, _AT_ONCE)):
        for table in dict.fromkeys(table for table, _ in some):
            own = [row for of, row in some if of is table]
            connection.execute(insert(table), own)
            counts[table.name] += len(own)
    return dict(counts)


def _rows(file: BinaryIO) -> Iterator[_Row]:
    for line in file:
        value = json.loads(line)
        if "sha256" in value:
            return
        table = _TABLES[value["table"]]
        row = {column.name: _value(column.type, value["row"][column.name]) for column in table.columns}
        yield table, {**row, "leased_until": None} if "leased_until" in row else row


def _opened(rows: Iterator[_Row], source: Path, keys: Callable[[], Keyring]) -> Iterator[_Row]:
    """Yield rows as long as the keys open them: those of another database do not, nor those of another time."""
    keyring: Keyring | None = None
    for table, row in rows:
        if table is key_proof:
            keyring = keys()
            if row["digest"] != proof(keyring):
                raise KeysUnusable(keyring.path, f"{source} was made with other keys", OF_ITS_TIME)
        sealed = row.get("sealed")
        if keyring and isinstance(sealed, bytes):
            try:
                keyring.open(sealed)
            except NotOpened:
                reason = f"something in {source} was sealed with a key that is not in it"
                raise KeysUnusable(keyring.path, reason, OF_ITS_TIME) from None
        yield table, row


_READERS: Mapping[type, Callable[[str], object]] = {
    LargeBinary: b64decode,
    Moment: datetime.fromisoformat,
    Date: date.fromisoformat,
}


def _value(type_: object, value: object) -> object:
    reader = _READERS.get(type(type_))
    return reader(value) if reader and isinstance(value, str) else value


def _go_on(connection: Connection) -> None:
    """Have the server number new feedback after what was restored; SQLite does by itself."""
    if connection.dialect.name == "postgresql":
        last = select(func.max(feedback.c.id)).scalar_subquery()
        connection.execute(
            select(
                func.setval(text("pg_get_serial_sequence('feedback', 'id')"), func.coalesce(last, 1), last.is_not(None))
            )
        )


@contextmanager
def _told(source: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageUnusable(f"cannot read {source}: {error.strerror or type(error).__name__}") from None
    except (KeyError, TypeError, ValueError):  # a file with a right checksum that nobody wrote as a backup
        raise StorageUnusable(f"cannot restore {source}: it is no backup") from None
