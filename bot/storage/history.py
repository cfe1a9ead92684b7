"""The history: one chain of entries over all cases, in the order in which they were kept.

Each entry has a keyed hash over itself and the hash of the one before it. Whoever changes, removes, adds or moves an
entry without the keys breaks the chain (`verifying`). Who did it and the details are sealed beside a keyed digest of
them: after the disposal of a case, the digest keeps the chain whole.
"""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypedDict

from sqlalchemy import Connection, insert, select, update

from bot.storage.keys import Keyring
from bot.storage.open_times import open_time
from bot.storage.schema import AnyRow, history, history_head
from bot.storage.sealed import WORDS, KeptWords
from bot.storage.vault import Vault
from handlers.cases.case import Case
from handlers.cases.events import Event
from handlers.cases.store import HistoryEntry

_AT_ONCE = 500
NOTHING = KeptWords(who=None, details=None)
"""What an entry says whose case was disposed of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The newest entry. Note it elsewhere from time to time: then nothing before it can be replaced unseen.

    Attributes:
        number: Of the entry; 0 where there is none yet.
        hash: Of the entry.
    """

    number: int
    hash: str


START = Head(number=0, hash="0" * 64)
"""What the first entry follows."""


class Link(TypedDict):
    """What an entry's hash is made of."""

    number: int
    case_id: str
    at: datetime
    action: str
    actor: str
    digest: str
    previous: str


def append(
    connection: Connection,
    keyring: Keyring,
    case: Case,
    events: Sequence[Event],
    at: datetime,
    *,
    left: str | None = None,
) -> None:
    """Append what happened to a case. Do this last in a transaction: until it ends, nobody else can append.

    Args:
        connection: That writes.
        keyring: Seals and hashes.
        case: What it happened to.
        events: In order.
        at: When; of an anonymous case the hour alone stands in the open.
        left: Where it was disposed of, the digest of what is left of it; the last entry holds it.
    """
    if not events:
        return
    head, shown = newest(connection, locked=True), open_time(case, at)
    rows = []
    for place, event in enumerate(events, 1):
        exactly, rest = None if shown == at else at, left if place == len(events) else None
        words = WORDS.write(KeptWords(who=event.who, details=event.details, at=exactly, left=rest))
        link = _link(keyring, head, case.id, event, shown, words)
        head = Head(number=link["number"], hash=hash_of(keyring, link))
        rows.append({**link, "hash": head.hash, "sealed": keyring.seal(words)})
    connection.execute(insert(history), rows)
    connection.execute(update(history_head).values(number=head.number, hash=head.hash))


def newest(connection: Connection, *, locked: bool = False) -> Head:
    """Return the newest entry as it was noted beside the history, held for oneself where `locked`."""
    query = select(history_head.c.number, history_head.c.hash)
    row = connection.execute(query.with_for_update() if locked else query).one()
    return Head(number=row.number, hash=row.hash)


async def entries(vault: Vault, case: str | None) -> AsyncIterator[HistoryEntry]:
    """Yield the entries of a case, or all, the oldest first; those that are appended meanwhile are among them.

    Raises:
        StorageUnusable: They cannot be read.
    """
    last = 0
    while rows := await _after(vault, case, last):
        for row in rows:
            yield _entry(vault.keyring, row)
        last = rows[-1].number


def hash_of(keyring: Keyring, link: Link) -> str:
    """Return the hash of an entry."""
    said = [
        link["number"], link["case_id"], link["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        link["action"], link["actor"], link["digest"], link["previous"],
    ]  # fmt: skip
    return keyring.digest("history", json.dumps(said))


def digest_of(keyring: Keyring, number: int, words: bytes) -> str:
    """Return the digest of what an entry says; the same words have another digest in every entry."""
    return keyring.digest("history words", f"{number}\0{words.decode()}")


def _link(keyring: Keyring, head: Head, case: str, event: Event, at: datetime, words: bytes) -> Link:
    number = head.number + 1
    return Link(
        number=number,
        case_id=case,
        at=at,
        action=event.action,
        actor=event.actor,
        digest=digest_of(keyring, number, words),
        previous=head.hash,
    )


async def _after(vault: Vault, case: str | None, last: int) -> Sequence[AnyRow]:
    query = select(history).where(history.c.number > last).order_by(history.c.number).limit(_AT_ONCE)
    if case is not None:
        query = query.where(history.c.case_id == case)
    # not kept open while somebody goes through them
    return await vault.read(lambda connection: connection.execute(query).all())


def _entry(keyring: Keyring, row: AnyRow) -> HistoryEntry:
    words = NOTHING if row.sealed is None else WORDS.read(keyring.open(row.sealed))
    return HistoryEntry(
        number=row.number,
        case=row.case_id,
        at=words.at or row.at,
        action=row.action,
        actor=row.actor,
        who=words.who,
        details=words.details,
    )
