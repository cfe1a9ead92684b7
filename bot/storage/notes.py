"""Short texts kept for a purpose, found again by keyed digests alone. Backups leave out those that expire."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, tuple_

from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, notes
from bot.storage.sealed import NOTE, KeptNote
from bot.storage.upserts import insert_into
from bot.storage.vault import Vault

_IDS = ("kind", "key_hash")
_NOTHING = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text, and what it is found by."""

    key: str = field(repr=False)
    text: str = field(repr=False)


class SqlNotes:
    """Keeps one text for each key of a kind, until it is dropped or has expired.

    What expires need not outlast the machine's stopping, and so holds up nobody until it has reached the disk.

    A kind is a word for what its texts are for, of at most 64 characters: it stands in the open. Digests of keys and
    owners are of one kind alone, so nobody sees without the keys that two kinds speak of the same person.
    """

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self._vault = Vault(database, keyring)
        self._keyring = keyring

    async def put(
        self, kind: str, key: str, text: str, *, owner: str | None = None, expires_at: datetime | None = None
    ) -> None:
        """Keep a text, in place of what there was: its owner and when it expires, too.

        Args:
            kind: What it is for.
            key: What it is found by.
            text: What is kept.
            owner: Whom it belongs to, or what it is found by together with others.
            expires_at: From when on it is not there any more; None keeps it for good.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        kept = KeptNote(kind=kind, key=key, owner=owner, text=text)
        await self._vault.write(lambda connection: self._keep(connection, kept, expires_at), lasting=expires_at is None)

    async def get(self, kind: str, key: str, *, at: datetime) -> str | None:
        """Return a text, or None where there is none, or none any more.

        Raises:
            StorageUnusable: The database or the keys cannot be used, or somebody put another text in its place.
        """
        query = select(notes).where(self._is(kind, key), _is_there(at))
        row = await self._vault.read(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else self._opened(row).text

    async def change(
        self,
        kind: str,
        key: str,
        change: Callable[[str | None], str | None],
        *,
        at: datetime,
        owner: str | None = None,
        expires_at: datetime | None = None,
    ) -> str | None:
        """Make another text of the one that there is, alone: of two who change it at once, the second sees the first.

        Args:
            kind: What it is for.
            key: What it is found by.
            change: Is given the text, or None where there is none, and returns what is kept in its place, or None for
                nothing. It is called once, in a thread of its own, while others wait for it: it does nothing else.
            at: The time.
            owner: As `put` takes it: that of before does not stay by itself.
            expires_at: As `put` takes it, and as `owner`.

        Returns:
            What is kept now.

        Raises:
            StorageUnusable: As `get`. What `change` raises leaves everything as it was.
        """

        def keep(connection: Connection) -> str | None:
            row = self._held(connection, kind, key, at)
            text = change(None if row is None else self._opened(row).text)
            if text is None:
                connection.execute(delete(notes).where(self._is(kind, key)))
            else:
                self._keep(connection, KeptNote(kind=kind, key=key, owner=owner, text=text), expires_at)
            return text

        return await self._vault.write(keep, lasting=expires_at is None)

    async def of_owner(self, kind: str, owner: str, *, at: datetime) -> list[Note]:
        """Return all texts of a kind that belong to somebody, in the order of their keys. Raises as `get`."""
        query = select(notes).where(self._belongs(kind, owner), _is_there(at))

        def find(connection: Connection) -> list[Note]:
            kept = [self._opened(row) for row in connection.execute(query).all()]
            return [Note(key=one.key, text=one.text) for one in sorted(kept, key=lambda one: one.key)]

        return await self._vault.read(find)

    async def drop(self, kind: str, key: str) -> None:
        """Forget a text; where there is none, nothing happens. Raises as `put`."""
        which = delete(notes).where(self._is(kind, key))
        await self._vault.write(lambda connection: connection.execute(which))

    async def drop_of_owner(self, kind: str, owner: str) -> int:
        """Forget all texts of a kind that belong to somebody; return how many. Raises as `put`."""
        which = delete(notes).where(self._belongs(kind, owner))
        return await self._vault.write(lambda connection: connection.execute(which).rowcount)

    async def expire(self, at: datetime) -> int:
        """Forget what has expired; return how many. What somebody else holds is left for the next time.

        Raises:
            StorageUnusable: As `put`.
        """
        ids = [notes.c[name] for name in _IDS]
        # Of two who forget several at once in another order, each would wait for the other.
        free = select(*ids).where(notes.c.expires_at <= at).with_for_update(skip_locked=True)
        old = delete(notes).where(tuple_(*ids).in_(free))
        return await self._vault.write(lambda connection: connection.execute(old).rowcount)

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._vault.close()

    def _keep(self, connection: Connection, kept: KeptNote, expires_at: datetime | None) -> None:
        new = {
            "owner_hash": None if kept.owner is None else self._owner(kept.kind, kept.owner),
            "sealed": self._keyring.seal(NOTE.write(kept)),
            "expires_at": expires_at,
        }
        row = insert_into(connection, notes).values(kind=kept.kind, key_hash=self._key(kept.kind, kept.key), **new)
        connection.execute(row.on_conflict_do_update(index_elements=_IDS, set_=new))

    def _held(self, connection: Connection, kind: str, key: str, at: datetime) -> AnyRow | None:
        """Return the row of a text, or None where there is none, and keep all others from it until the end.

        Where there is none there is nothing to hold: one that has expired is put there, which nobody else ever sees.
        """
        empty = {"kind": kind, "key_hash": self._key(kind, key), "sealed": _NOTHING, "expires_at": at}
        put = insert_into(connection, notes).values(empty)
        held = put.on_conflict_do_update(index_elements=_IDS, set_={"kind": kind}).returning(*notes.columns)
        row = connection.execute(held).one()
        return None if row.expires_at is not None and row.expires_at <= at else row

    def _opened(self, row: AnyRow) -> KeptNote:
        kept = NOTE.read(self._keyring.open(row.sealed))
        owner = None if kept.owner is None else self._owner(kept.kind, kept.owner)
        if (kept.kind, self._key(kept.kind, kept.key), owner) != (row.kind, row.key_hash, row.owner_hash):
            raise StorageUnusable("a note in the database stands in the place of another; remove it")
        return kept

    def _is(self, kind: str, key: str) -> ColumnElement[bool]:
        return and_(notes.c.kind == kind, notes.c.key_hash == self._key(kind, key))

    def _belongs(self, kind: str, owner: str) -> ColumnElement[bool]:
        return and_(notes.c.kind == kind, notes.c.owner_hash == self._owner(kind, owner))

    def _key(self, kind: str, key: str) -> str:
        return self._keyring.digest(f"note {kind}", key)

    def _owner(self, kind: str, owner: str) -> str:
        return self._keyring.digest(f"owner of a note {kind}", owner)


def _is_there(at: datetime) -> ColumnElement[bool]:
    return or_(notes.c.expires_at.is_(None), notes.c.expires_at > at)
