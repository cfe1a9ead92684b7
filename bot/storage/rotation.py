"""Sealing everything anew with the newest key, while others go on working.

`keys.add_key`, then `rotate`, then `finish`. Until the last step the file has the old keys too, and everything can be
read at any moment. Backups from before need the file from before: keep it as long as them, and take a new one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, or_, select, tuple_, update

from bot.storage import keys
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, NotOpened
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, cases, form_drafts, history, inbox, notes, outbox

SEALED = (cases, history, outbox, form_drafts, notes, inbox)
"""Tables with a column `sealed`."""

_AT_ONCE = 50
_PAUSE = 0.01
"""Seconds between batches, in which others get at the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What a rotation came to.

    Attributes:
        renewed: How much was sealed anew.
        unopened: How much cannot be opened with any key; it was left as it is.
    """

    renewed: int = 0
    unopened: int = 0


async def rotate(database: Database, keyring: Keyring) -> Rotated:
    """Seal everything anew that is not sealed with the newest key.

    It may be stopped at any time: begun once more, it goes on with what is left.

    Raises:
        StorageUnusable: The database or the keys cannot be used.
    """
    await _settle(database)
    renewed = 0
    while True:
        found = [await _renew(database, keyring, table) for table in SEALED]
        renewed += sum(one.renewed for one in found)
        if not any(one.left for one in found):
            return Rotated(renewed=renewed, unopened=sum(one.unopened for one in found))


async def finish(database: Database, keyring: Keyring) -> None:
    """Leave only the newest key in the file, once nothing in the database needs another.

    Raises:
        KeysUnusable: Something does still: rotate once more. Or something cannot be opened with any key (`NotOpened`).
        StorageUnusable: The database cannot be used.
    """
    await _settle(database)
    newest = keyring.newest
    for table in SEALED:
        place: AnyRow | None = None
        while rows := await _batch(database, table, place):
            if any(keyring.renewed(row.sealed) for row in rows):
                raise KeysUnusable(keyring.path, "something is sealed with an older key still", "rotate once more")
            place = rows[-1]
    keys.drop_old(keyring.path, newest=newest)


async def _settle(database: Database) -> None:
    """Wait until whoever sealed something with a key of before has kept it: all who begin later know the new one."""
    await database.alone(lambda _: None)


@dataclass(slots=True)
class _Pass:
    """One pass through a table: how much was sealed anew, was left for the next pass, and cannot be opened."""

    renewed: int = 0
    left: int = 0
    unopened: int = 0


async def _renew(database: Database, keyring: Keyring, table: Table) -> _Pass:
    found = _Pass()
    place: AnyRow | None = None
    while rows := await _batch(database, table, place):
        old = [row for row in rows if _is_old(keyring, row, found)]
        if old:
            renewed = await _write(database, keyring, table, old)
            found.renewed += renewed
            found.left += len(old) - renewed
            await asyncio.sleep(_PAUSE)
        place = rows[-1]
    return found


def _is_old(keyring: Keyring, row: AnyRow, found: _Pass) -> bool:
    try:
        return keyring.renewed(row.sealed) is not None
    except NotOpened:
        found.unopened += 1
        return False


async def _batch(database: Database, table: Table, place: AnyRow | None) -> Sequence[AnyRow]:
    """Return the next rows that have something sealed, in the order of their ids."""
    ids = list(table.primary_key)
    query = select(*ids, table.c.sealed).where(table.c.sealed.is_not(None)).order_by(*ids).limit(_AT_ONCE)
    if place is not None:
        query = query.where(tuple_(*ids) > tuple_(*place[: len(ids)]))
    return await database.read(lambda connection: connection.execute(query).all())


async def _write(database: Database, keyring: Keyring, table: Table, rows: Sequence[AnyRow]) -> int:
    """Seal a batch anew, as it is now; return for how many rows. What somebody else is writing is left to them."""
    ids = list(table.primary_key)
    among = or_(*(and_(*_same(ids, row)) for row in rows))
    query = select(*ids, table.c.sealed).where(among, table.c.sealed.is_not(None)).with_for_update(skip_locked=True)

    def renew(connection: Connection) -> int:
        held = connection.execute(query).all()
        for row in held:
            sealed = keyring.renewed(row.sealed) or row.sealed
            connection.execute(update(table).where(*_same(ids, row)).values(sealed=sealed))
        return len(held)

    return await database.write(renew)


def _same(ids: Sequence[Column[Any]], row: AnyRow) -> list[ColumnElement[bool]]:
    return [column == row[place] for place, column in enumerate(ids)]
