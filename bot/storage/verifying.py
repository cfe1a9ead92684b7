"""Verifying what is kept: whether anybody changed, removed, added or moved it without the keys."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.storage import verifying_rows
from bot.storage.chain import Broken, Chain
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, NotOpened
from bot.storage.history import Head
from bot.storage.keys import Keyring
from bot.storage.schema import cases, history, history_head, outbox
from bot.storage.vault import Vault

_OTHERS = "everything that is kept was sealed with keys that are not in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of it.

    Attributes:
        entries: How many were checked.
        head: The newest one of them; noted elsewhere, it can be given the next time.
        broken: The first thing that is not as it was, or None.
    """

    entries: int
    head: Head
    broken: Broken | None


async def verify(database: Database, keyring: Keyring, *, earlier: Head | None = None) -> Verified:
    """Check every entry of the history, and every case and notice against it.

    Args:
        database: What is checked, as it is at one moment.
        keyring: Its keys.
        earlier: The head of a former time, noted elsewhere: nothing up to it may have been replaced.

    Raises:
        KeysUnusable: Nothing that is kept can be opened: the file holds the keys of another time, or of another
            database.
        StorageUnusable: The database or the keys cannot be used.
    """
    chain = Chain(keyring, earlier)

    def check(connection: Connection) -> None:
        for row in connection.execute(
            select(history).order_by(history.c.number).execution_options(**verifying_rows.BY_AND_BY)
        ):
            chain.take(row)
        chain.end(_noted(connection))
        if chain.is_unopened() and not _opens_any(connection, keyring):
            raise KeysUnusable(keyring.path, _OTHERS, "put back the key file of the time of this database")
        verifying_rows.check(connection, keyring, chain)

    await Vault(database, keyring).read(check)
    return Verified(entries=chain.entries, head=chain.head, broken=chain.broken)


def _opens_any(connection: Connection, keyring: Keyring) -> bool:
    """Tell whether anything can be opened beside the history, which one entry that was changed may be all of."""
    for table in (cases, outbox):
        query = select(table.c.sealed).where(table.c.sealed.is_not(None))
        with connection.execute(query.execution_options(**verifying_rows.BY_AND_BY)) as rows:
            if any(_opens(keyring, row.sealed) for row in rows):
                return True
    return False


def _opens(keyring: Keyring, sealed: bytes) -> bool:
    try:
        keyring.open(sealed)
    except NotOpened:
        return False
    return True


def _noted(connection: Connection) -> Head | None:
    row = connection.execute(select(history_head)).one_or_none()
    return None if row is None else Head(number=row.number, hash=row.hash)
