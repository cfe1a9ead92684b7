"""What came in from a chat platform, so that each is handled once, in whichever process. Backups leave it out.

A platform sends again what was not acknowledged in time. So it is kept before it is acknowledged, and handled after
that; where whoever handles it is killed, somebody else takes it up when the lease ends.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, select, update

from bot.storage.database import Database
from bot.storage.errors import NotOpened, StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, inbox
from bot.storage.sealed import RECEIVED, KeptReceived
from bot.storage.upserts import insert_into
from bot.storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Something that came in.

    Attributes:
        id: As the platform names it, the same each time it is sent.
        text: As it was kept.
        tries: How often it was taken up, this time too.
    """

    id: str
    text: str = field(repr=False)
    tries: int


class SqlInbox:
    """Keeps what came in until it was handled; that it came in, for as long as it could be sent again."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self._vault = Vault(database, keyring)
        self._keyring = keyring

    async def take(self, id_: str, text: str, *, at: datetime, lease: timedelta) -> bool:
        """Keep something that came in, and take it up, unless it is known. One statement: the platform waits for it.

        Args:
            id_: As the platform names it.
            text: What is needed to handle it.
            at: The time.
            lease: How long whoever takes it up has to handle it; after that it is there for `left_over`.

        Returns:
            Whether it is new, and now theirs who asked. If not, it was handled, or somebody does, or it is left over.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        kept, until = KeptReceived(id=id_, text=text), at + lease

        def keep(connection: Connection) -> bool:
            row = {
                "id_hash": self._id(id_), "sealed": self._keyring.seal(RECEIVED.write(kept)), "taken_at": at,
                "leased_until": until, "tries": 1,
            }  # fmt: skip
            new = insert_into(connection, inbox).values(row).on_conflict_do_nothing()
            return connection.execute(new.returning(inbox.c.id_hash)).one_or_none() is not None

        return await self._vault.write(keep)

    async def done(self, id_: str, *, at: datetime) -> None:
        """Note that something was handled, and forget what it said. Twice is as once. Raises as `take`.

        Nobody waits for the disk: where the machine stops before this gets there, it is left over, and handled again.
        """
        waits = and_(inbox.c.id_hash == self._id(id_), inbox.c.done_at.is_(None))
        over = update(inbox).where(waits).values(done_at=at, sealed=None)
        await self._vault.write(lambda connection: connection.execute(over), lasting=False)

    async def renew(self, ids: Collection[str], *, at: datetime, lease: timedelta) -> None:
        """Leave what was taken, and is not handled yet, to whoever has it. Raises as `take`.

        Args:
            ids: As the platform names them; what is not known is passed over.
            at: The time.
            lease: How long they have from then on; nothing where it is to be left over.
        """
        if not ids:
            return
        theirs = and_(inbox.c.id_hash.in_([self._id(one) for one in ids]), inbox.c.done_at.is_(None))
        longer = update(inbox).where(theirs).values(leased_until=at + lease)
        await self._vault.write(lambda connection: connection.execute(longer), lasting=False)

    async def left_over(self, *, at: datetime, lease: timedelta, most: int, tries: int) -> list[Received]:
        """Take up what nobody has handled though their lease is over, the oldest first; nobody else gets the same.

        What cannot be opened, or was put in the place of another, holds nothing up: it is left until it is given up.

        Args:
            at: The time.
            lease: As `take`.
            most: How many at the most.
            tries: What was taken up so often is given up instead, as `give_up` does.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        left = select(inbox).where(_is_left(at), inbox.c.tries < tries)
        first = left.order_by(inbox.c.taken_at, inbox.c.id_hash).limit(most)

        def take_up(connection: Connection) -> list[Received]:
            _give_up(connection, at, tries)
            rows = connection.execute(first.with_for_update(skip_locked=True)).all()
            if rows:
                ours = inbox.c.id_hash.in_([row.id_hash for row in rows])
                claimed = {"leased_until": at + lease, "tries": inbox.c.tries + 1}
                connection.execute(update(inbox).where(ours).values(claimed))
            found = [self._readable(row) for row in rows]
            return [one for one in found if one]

        return await self._vault.write(take_up)

    async def give_up(self, *, at: datetime, tries: int) -> int:
        """Give up what was taken up so often and is left over again: it counts as handled, what it said is forgotten.

        `left_over` does the same; this is for whoever wants to know of it.

        Returns:
            How many.

        Raises:
            StorageUnusable: As `take`.
        """
        return await self._vault.write(lambda connection: _give_up(connection, at, tries))

    async def expire(self, before: datetime) -> int:
        """Forget that there was what was handled before a time; return how many. Sent again, it would be new.

        Raises:
            StorageUnusable: As `take`.
        """
        old = delete(inbox).where(inbox.c.done_at < before)
        return await self._vault.write(lambda connection: connection.execute(old).rowcount)

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._vault.close()

    def _readable(self, row: AnyRow) -> Received | None:
        try:
            kept = RECEIVED.read(self._keyring.open(row.sealed))
        except StorageUnusable as error:
            if error.cause == "keys" and not isinstance(error, NotOpened):
                raise
            return None
        is_its_own = self._id(kept.id) == row.id_hash
        return Received(id=kept.id, text=kept.text, tries=row.tries + 1) if is_its_own else None

    def _id(self, id_: str) -> str:
        return self._keyring.digest("inbox", id_)


def _is_left(at: datetime) -> ColumnElement[bool]:
    return and_(inbox.c.done_at.is_(None), inbox.c.leased_until <= at)


def _give_up(connection: Connection, at: datetime, tries: int) -> int:
    tried = select(inbox.c.id_hash).where(_is_left(at), inbox.c.tries >= tries).with_for_update(skip_locked=True)
    over = update(inbox).where(inbox.c.id_hash.in_(tried)).values(done_at=at, sealed=None)
    return connection.execute(over).rowcount
