"""The outbox: whoever delivers takes notices from here, and says what became of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, func, or_, select, update

from bot.storage import case_rows, history, outbox_rows
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.outbox_rows import DELIVERED, QUEUED, pending, readable
from bot.storage.schema import AnyRow, Moment, outbox
from bot.storage.vault import Vault
from handlers.cases.events import Event, NoticeKind
from handlers.cases.store import Changed, Gone, Pending

UNREADABLE = "unreadable"
"""Reason of a notice that cannot be opened; the others go out all the same."""

_MOST_OF_REASON = 64
_NO_LEASE = 2
"""So many times as long as a lease is: what is held until later than that, somebody has put there to hold it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What is known of a notice on its way without its keys.

    Attributes:
        next_at: When it is tried next.
        leased_until: Until when somebody has it who tries to deliver it, or None.
        last_reason: Why it could not be delivered the last time, in a word or two.
    """

    id: str
    case: str
    kind: NoticeKind
    urgency: int
    created_at: datetime
    next_at: datetime
    leased_until: datetime | None
    failures: int
    last_reason: str | None
    alarmed_at: datetime | None


class SqlOutbox:
    """What is on its way. A notice stays until a service has taken it, or an operator withdraws it."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self._vault = Vault(database, keyring)
        self._keyring = keyring

    async def claim(self, now: datetime, most: int, lease: timedelta) -> Sequence[Pending]:
        """Take what is due, the most urgent first, then the oldest; nobody else gets it before the lease ends.

        Args:
            now: The time.
            most: How many at the most.
            lease: How long whoever takes them has to say what became of them; after that they are due again.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        is_free = or_(
            outbox.c.leased_until.is_(None),
            outbox.c.leased_until <= now,
            outbox.c.leased_until > now + _NO_LEASE * lease,
        )
        due = select(outbox).where(outbox.c.state == QUEUED, outbox.c.next_at <= now, is_free)
        first = due.order_by(outbox.c.urgency, outbox.c.created_at, outbox.c.id).limit(most)

        def take(connection: Connection) -> Sequence[Pending]:
            rows = connection.execute(first.with_for_update(skip_locked=True)).all()
            if rows:
                leased = outbox.c.id.in_([row.id for row in rows])
                connection.execute(update(outbox).where(leased).values(leased_until=now + lease))
            found = [self._opened(connection, row, now + lease) for row in rows]
            return [one for one in found if one]

        return await self._vault.write(take)

    async def delivered(self, id_: str, at: datetime) -> None:
        """Note that a service has taken a notice; what it said is forgotten. One that is not on its way stays as it is.

        Raises:
            StorageUnusable: The database cannot be used.
        """
        await self._note(id_, lambda _: outbox_rows.done(DELIVERED, at))

    async def failed(self, id_: str, reason: str, next_at: datetime) -> None:
        """Note that a notice could not be delivered.

        Args:
            id_: Of the notice.
            reason: Of what sort the failure was, in a word or two: it is kept in the open.
            next_at: When it is tried again.

        Raises:
            StorageUnusable: The database cannot be used.
        """
        await self._note(id_, lambda row: _failure(row, reason, next_at))

    async def hasten(self, ids: Collection[str], at: datetime) -> None:
        """Make notices due now that wait for another try; what is claimed or not on its way stays as it is.

        Raises:
            StorageUnusable: The database cannot be used.
        """
        is_free = or_(outbox.c.leased_until.is_(None), outbox.c.leased_until <= at)
        waits = and_(outbox.c.id.in_(ids), outbox.c.state == QUEUED, outbox.c.next_at > at, is_free)
        query = select(outbox).where(waits).order_by(outbox.c.id).with_for_update()

        def bring_forward(connection: Connection) -> None:
            for row in connection.execute(query).all():
                outbox_rows.change(connection, self._keyring, row, {"next_at": at})

        await self._vault.write(bring_forward)

    async def alarmed(self, id_: str, at: datetime) -> None:
        """Note that somebody else was told that a notice cannot be delivered. Raises as `delivered`."""
        await self._note(id_, lambda _: {"alarmed_at": at})

    async def withdraw(self, id_: str, at: datetime, *, who: str | None = None) -> Pending:
        """Give up a notice, as an operator wishes; the history of its case says so.

        One that somebody is delivering at this moment may arrive all the same.

        Args:
            id_: Of the notice.
            at: The time.
            who: Name of the operator.

        Returns:
            The notice, as it was until now.

        Raises:
            Gone: It is not on its way (any more).
            StorageUnusable: The database or the keys cannot be used.
        """

        def give_up(connection: Connection) -> Pending:
            kept = case_rows.locked(connection, self._keyring, _case_of(connection, id_))
            found = self._taken_off(connection, id_, at)
            details = f"{found.notice.kind}, by {found.notice.way.kind}"
            event = Event(action="delivery_withdrawn", actor="operator", who=who, details=details)
            changed = Changed(case=kept.case, events=(event,))
            case_rows.write(connection, self._keyring, case_rows.after(kept, changed))
            history.append(connection, self._keyring, kept.case, changed.events, at)
            return found

        return await self._vault.write(give_up)

    async def waiting(self) -> Sequence[Waiting]:
        """Return what is known of everything on its way, the most urgent first, then the oldest.

        Raises:
            StorageUnusable: The database cannot be used.
        """
        query = select(outbox).where(outbox.c.state == QUEUED)
        first = query.order_by(outbox.c.urgency, outbox.c.created_at, outbox.c.id)
        rows = await self._vault.read(lambda connection: connection.execute(first).all())
        return [_waiting(row) for row in rows]

    async def next_at(self) -> datetime | None:
        """Return when there will be something to claim, or None where nothing is on its way. Raises as `waiting`."""
        is_leased = and_(outbox.c.leased_until.is_not(None), outbox.c.leased_until > outbox.c.next_at)
        free_at = case((is_leased, outbox.c.leased_until), else_=outbox.c.next_at)
        query = select(func.min(free_at, type_=Moment)).where(outbox.c.state == QUEUED)
        first: datetime | None = await self._vault.read(lambda connection: connection.execute(query).scalar())
        return first

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._vault.close()

    async def _note(self, id_: str, values: Callable[[AnyRow], Mapping[str, object]]) -> None:
        def note(connection: Connection) -> None:
            row = outbox_rows.queued(connection, id_)
            if row is not None:
                outbox_rows.change(connection, self._keyring, row, values(row))

        await self._vault.write(note)

    def _taken_off(self, connection: Connection, id_: str, at: datetime) -> Pending:
        row = outbox_rows.queued(connection, id_)
        if row is None:
            raise Gone(_GONE)
        outbox_rows.withdraw(connection, self._keyring, row, at)
        return pending(self._keyring, row)

    def _opened(self, connection: Connection, row: AnyRow, next_at: datetime) -> Pending | None:
        found = readable(self._keyring, row)
        if found is None:
            outbox_rows.change(connection, self._keyring, row, _failure(row, UNREADABLE, next_at))
        return found


_GONE = "This is not on its way (any more)."


def _case_of(connection: Connection, id_: str) -> str:
    query = select(outbox.c.case_id).where(outbox.c.id == id_, outbox.c.state == QUEUED)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise Gone(_GONE)
    return str(found)


def _failure(row: AnyRow, reason: str, next_at: datetime) -> Mapping[str, object]:
    return {
        "failures": row.failures + 1,
        "last_reason": reason[:_MOST_OF_REASON],
        "next_at": next_at,
        "leased_until": None,
    }


def _waiting(row: AnyRow) -> Waiting:
    return Waiting(
        id=row.id,
        case=row.case_id,
        kind=row.kind,
        urgency=row.urgency,
        created_at=row.created_at,
        next_at=row.next_at,
        leased_until=row.leased_until,
        failures=row.failures,
        last_reason=row.last_reason,
        alarmed_at=row.alarmed_at,
    )
