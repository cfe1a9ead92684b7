"""The rows of the outbox: what is to be brought to somebody, from when it is kept until a service has taken it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.storage.errors import NotOpened, StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.open_times import hour_of, open_time
from bot.storage.row_digest import row_digest
from bot.storage.schema import AnyRow, outbox
from bot.storage.sealed import NOTICE, KeptNotice
from handlers.cases.case import Case
from handlers.cases.events import Event, Notice
from handlers.cases.store import Changed, Pending

QUEUED, DELIVERED, WITHDRAWN = "queued", "delivered", "withdrawn"

_SAID = (
    "id", "case_id", "kind", "urgency", "state", "created_at", "next_at", "failures", "last_reason", "alarmed_at",
    "done_at",
)  # fmt: skip
"""What the digest of a row covers: all that is in the open but the lease, which ends by itself."""


def queue(connection: Connection, keyring: Keyring, case: Case, notices: Sequence[Notice], at: datetime) -> None:
    """Keep what is to be sent because of something that happened to a case, in the same transaction."""
    kept = [KeptNotice(id=secrets.token_hex(16), case=case.id, notice=notice, at=at) for notice in notices]
    if kept:
        connection.execute(insert(outbox), [_row(keyring, one, open_time(case, at)) for one in kept])


def queued(connection: Connection, id_: str) -> AnyRow | None:
    """Return the row of a notice that is on its way, held until the transaction ends; None where it is not."""
    query = select(outbox).where(outbox.c.id == id_, outbox.c.state == QUEUED).with_for_update()
    return connection.execute(query).one_or_none()


def change(connection: Connection, keyring: Keyring, row: AnyRow, values: Mapping[str, object]) -> None:
    """Change some of what the row of a notice says; nothing else may, for the digest of it is made anew here."""
    new = {**values, "digest": digest_of(keyring, {**row._mapping, **values})}
    connection.execute(update(outbox).where(outbox.c.id == row.id).values(new))


def digest_of(keyring: Keyring, values: Mapping[str, object]) -> str:
    """Return the digest of what a row says in the open."""
    return row_digest(keyring, "notice", values, _SAID)


def done(state: str, at: datetime) -> Mapping[str, object]:
    """Return what is left of a notice that is on its way no more. The row stays: one that is missing was removed.

    Args:
        state: What became of it.
        at: The time, of which the hour is kept: most leave as soon as something happened, perhaps anonymously.
    """
    return {"state": state, "sealed": None, "leased_until": None, "done_at": hour_of(at)}


def forget(connection: Connection, keyring: Keyring, case: str, at: datetime) -> Sequence[Event]:
    """Withdraw what is still on its way because of a case; return an entry for the history for each.

    What an earlier version left without a digest gets one: nothing else tells later that the row is as it was.
    """
    unsigned = select(outbox).where(outbox.c.case_id == case, outbox.c.state != QUEUED, outbox.c.digest.is_(None))
    for row in connection.execute(unsigned.order_by(outbox.c.id).with_for_update()).all():
        change(connection, keyring, row, {})
    rows = _waiting(connection, case)
    for row in rows:
        withdraw(connection, keyring, row, at)
    return [Event(action="delivery_withdrawn", actor="operator", details=row.kind) for row in rows]


def revise(connection: Connection, keyring: Keyring, changed: Changed, at: datetime) -> Changed:
    """Withdraw what is still on its way because of a case and may not be (any more).

    What cannot be opened is left: it goes nowhere as long as that is so.

    Returns:
        The same change with what is sent in its place, and an entry for the history for each that is withdrawn. It
        names nobody: who is kept out is noted nowhere.
    """
    if changed.revise is None:
        return changed
    events, notices = list(changed.events), list(changed.notices)
    for row in _waiting(connection, changed.case.id):
        one = readable(keyring, row)
        instead = one and changed.revise(one.notice)
        if one and instead != one.notice:
            withdraw(connection, keyring, row, at)
            details = f"{one.notice.kind}, by {one.notice.way.kind}"
            events.append(Event(action="delivery_withdrawn", actor="assistant", details=details))
            notices += [instead] if instead else []
    return replace(changed, events=tuple(events), notices=tuple(notices), revise=None)


def withdraw(connection: Connection, keyring: Keyring, row: AnyRow, at: datetime) -> None:
    """Note of a notice that nobody is to deliver it, and forget what it says."""
    change(connection, keyring, row, done(WITHDRAWN, at))


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
    if row.sealed is None:
        raise StorageUnusable("what a notice says was removed from the database; check the history")
    kept = NOTICE.read(keyring.open(row.sealed))
    if (kept.id, kept.case) != (row.id, row.case_id):
        raise StorageUnusable("a notice in the database stands in the place of another; check the history")
    return Pending(
        id=row.id,
        case=row.case_id,
        notice=kept.notice,
        created_at=kept.at or row.created_at,
        failures=row.failures,
        alarmed=row.alarmed_at is not None,
    )


def _waiting(connection: Connection, case: str) -> Sequence[AnyRow]:
    """Return the rows of what is on its way because of a case, and keep all others from changing them."""
    query = select(outbox).where(outbox.c.case_id == case, outbox.c.state == QUEUED)
    return connection.execute(query.order_by(outbox.c.id).with_for_update()).all()


def _row(keyring: Keyring, kept: KeptNotice, at: datetime) -> dict[str, object]:
    said = {
        "id": kept.id,
        "case_id": kept.case,
        "kind": kept.notice.kind,
        "urgency": kept.notice.urgency,
        "state": QUEUED,
        "created_at": at,
        "next_at": at,
        "failures": 0,
        "last_reason": None,
        "alarmed_at": None,
        "done_at": None,
    }
    return {**said, "sealed": keyring.seal(NOTICE.write(kept)), "digest": digest_of(keyring, said)}
