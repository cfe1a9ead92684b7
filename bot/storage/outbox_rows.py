"""The rows of the outbox: what is to be brought to somebody, from when it is kept until a service has taken it."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, outbox
from bot.storage.sealed import NOTICE, KeptNotice
from handlers.cases.events import Event, Notice
from handlers.cases.store import Pending

QUEUED, DELIVERED, WITHDRAWN = "queued", "delivered", "withdrawn"


def queue(connection: Connection, keyring: Keyring, case: str, notices: Sequence[Notice], at: datetime) -> None:
    """Keep what is to be sent because of something that happened to a case, in the same transaction."""
    rows = [_row(keyring, KeptNotice(id=secrets.token_hex(16), case=case, notice=notice), at) for notice in notices]
    if rows:
        connection.execute(insert(outbox), rows)


def forget(connection: Connection, case: str, at: datetime) -> Sequence[Event]:
    """Withdraw what is still on its way because of a case; return an entry for the history for each."""
    waiting = (outbox.c.case_id == case, outbox.c.state == QUEUED)
    query = select(outbox.c.kind).where(*waiting).order_by(outbox.c.id).with_for_update()
    kinds = connection.execute(query).scalars().all()
    gone = {"state": WITHDRAWN, "sealed": None, "leased_until": None, "done_at": at}
    connection.execute(update(outbox).where(*waiting).values(gone))
    return [Event(action="delivery_withdrawn", actor="operator", details=kind) for kind in kinds]


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
