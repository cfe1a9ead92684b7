"""The rows of the outbox: what is to be brought to somebody, from when it is kept until a service has taken it."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.storage.errors import NotOpened, StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, outbox
from bot.storage.sealed import NOTICE, KeptNotice
from handlers.cases.events import Event, Notice
from handlers.cases.store import Pending, Revise

QUEUED, DELIVERED, WITHDRAWN = "queued", "delivered", "withdrawn"


def queue(connection: Connection, keyring: Keyring, case: str, notices: Sequence[Notice], at: datetime) -> None:
    """Keep what is to be sent because of something that happened to a case, in the same transaction."""
    rows = [_row(keyring, KeptNotice(id=secrets.token_hex(16), case=case, notice=notice), at) for notice in notices]
    if rows:
        connection.execute(insert(outbox), rows)


def forget(connection: Connection, case: str, at: datetime) -> Sequence[Event]:
    """Withdraw what is still on its way because of a case; return an entry for the history for each."""
    rows = _waiting(connection, case)
    withdraw(connection, [row.id for row in rows], at)
    return [Event(action="delivery_withdrawn", actor="operator", details=row.kind) for row in rows]


def revise(connection: Connection, keyring: Keyring, case: str, revise: Revise, at: datetime) -> Sequence[Event]:
    """Withdraw what is still on its way because of a case and may not be (any more); queue what is sent in its place.

    What cannot be opened is left: it goes nowhere as long as that is so.

    Returns:
        An entry for the history for each that is withdrawn. It names nobody: who is kept out is noted nowhere.
    """
    opened = [one for row in _waiting(connection, case) if (one := readable(keyring, row))]
    revised = [(one, revise(one.notice)) for one in opened]
    changed = [(one, instead) for one, instead in revised if instead != one.notice]
    withdraw(connection, [one.id for one, _ in changed], at)
    queue(connection, keyring, case, [instead for _, instead in changed if instead], at)
    return [
        Event(action="delivery_withdrawn", actor="assistant", details=f"{one.notice.kind}, by {one.notice.way.kind}")
        for one, _ in changed
    ]


def withdraw(connection: Connection, ids: Collection[str], at: datetime) -> None:
    """Note of notices that nobody is to deliver them, and forget what they say."""
    gone = {"state": WITHDRAWN, "sealed": None, "leased_until": None, "done_at": at}
    connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(gone))


def readable(keyring: Keyring, row: AnyRow) -> Pending | None:
    """Return a notice on its way, or None where it cannot be opened, or is another one's.

    Raises:
        StorageUnusable: The keys cannot be used at all.
    """
    try:
        return pending(keyring, row)
    except StorageUnusable as error:
        if error.cause == "keys" and not isinstance(error, NotOpened):
            raise
        return None


def pending(keyring: Keyring, row: AnyRow) -> Pending:
    """Return a notice on its way.

    Raises:
        StorageUnusable: It cannot be opened, or is another one's.
    """
    kept = NOTICE.read(keyring.open(row.sealed))
    if (kept.id, kept.case) != (row.id, row.case_id):
        raise StorageUnusable("a notice in the database stands in the place of another; check the history")
    return Pending(
        id=row.id,
        case=row.case_id,
        notice=kept.notice,
        created_at=row.created_at,
        failures=row.failures,
        alarmed=row.alarmed_at is not None,
    )


def _waiting(connection: Connection, case: str) -> Sequence[AnyRow]:
    """Return the rows of what is on its way because of a case, and keep all others from changing them."""
    query = select(outbox).where(outbox.c.case_id == case, outbox.c.state == QUEUED)
    return connection.execute(query.order_by(outbox.c.id).with_for_update()).all()


def _row(keyring: Keyring, kept: KeptNotice, at: datetime) -> dict[str, object]:
    return {
        "id": kept.id,
        "case_id": kept.case,
        "kind": kept.notice.kind,
        "urgency": kept.notice.urgency,
        "sealed": keyring.seal(NOTICE.write(kept)),
        "state": QUEUED,
        "created_at": at,
        "next_at": at,
        "failures": 0,
    }
