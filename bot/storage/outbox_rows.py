"""The rows of the outbox: what is to be brought to somebody, from when it is kept until a service has taken it."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, update

from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.open_times import hour_of, open_time
from bot.storage.row_digest import row_digest
from bot.storage.schema import AnyRow, outbox
from bot.storage.sealed import NOTICE, KeptNotice
from handlers.cases.case import Case
from handlers.cases.events import Event, Notice
from handlers.cases.store import Pending

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
    is_open = or_(outbox.c.state == QUEUED, outbox.c.digest.is_(None))
    query = select(outbox).where(outbox.c.case_id == case, is_open).order_by(outbox.c.id).with_for_update()
    rows = connection.execute(query).all()
    for row in rows:
        change(connection, keyring, row, done(WITHDRAWN, at) if row.state == QUEUED else {})
    kinds = [row.kind for row in rows if row.state == QUEUED]
    return [Event(action="delivery_withdrawn", actor="operator", details=kind) for kind in kinds]


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
