"""The rows of cases: what stands there in the open, and what is sealed."""

import unicodedata
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, select, update

from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import AnyRow, cases
from bot.storage.sealed import CASE, KeptCase
from bot.storage.upserts import insert_into
from handlers.cases.case import Case
from handlers.cases.events import Notice
from handlers.cases.store import Changed, Gone

GONE = "There is no such case, or it was disposed of."
_LEAST_URGENT = 3


def number_hash(keyring: Keyring, number: str) -> str:
    """Return what a case is found by when somebody gives its number."""
    return keyring.digest("case number", _spelt(number))


def receipt_hash(keyring: Keyring, receipt: str) -> str:
    """Return what a case is found by when somebody gives its receipt code."""
    return keyring.digest("receipt", _spelt(receipt))


def submission_hash(keyring: Keyring, submission: str) -> str:
    """Return what tells that the same press of a button has filed a case before."""
    return keyring.digest("submission", submission)


def reporter_hash(keyring: Keyring, identity: str) -> str:
    """Return what the cases of somebody who is signed in are found by."""
    return keyring.digest("reporter", identity)


def in_the_open(keyring: Keyring, case: Case) -> Mapping[str, object]:
    """Return what a row says of a case without the keys."""
    identity = case.reporter.identity if case.reporter else None
    return {
        "number_hash": number_hash(keyring, case.number),
        "reporter_hash": reporter_hash(keyring, identity) if identity else None,
        "kind": case.kind,
        "org": case.org,
        "type": case.type,
        "state": case.state,
        "filed_at": case.filed_at,
        "anonymous": case.anonymous,
        "on_hold": case.on_hold,
        "next_at": case.next_at,
    }


def opened(keyring: Keyring, row: AnyRow) -> KeptCase:
    """Return the case of a row that has its id and what is sealed.

    Raises:
        Gone: It was disposed of.
        StorageUnusable: It cannot be opened, or is another case's.
    """
    if row.sealed is None:
        raise Gone(GONE)
    kept = CASE.read(keyring.open(row.sealed))
    if kept.case.id != row.id:
        raise StorageUnusable("a case in the database stands in the place of another; check the history")
    return kept


def find(connection: Connection, condition: ColumnElement[bool]) -> AnyRow | None:
    """Return the row of the one case for which something holds, or None."""
    return connection.execute(select(cases.c.id, cases.c.sealed).where(condition)).one_or_none()


def first(connection: Connection, keyring: Keyring, submission: str) -> KeptCase:
    """Return the case that was filed with a submission, by its hash, before.

    Raises:
        Gone: It was disposed of.
    """
    query = select(cases.c.id, cases.c.sealed).where(cases.c.submission_hash == submission)
    return opened(keyring, connection.execute(query).one())


def locked(connection: Connection, keyring: Keyring, id_: str) -> KeptCase:
    """Return a case, and keep all others from changing it until the transaction ends.

    Raises:
        Gone: There is no such case, or it was disposed of.
    """
    query = select(cases.c.id, cases.c.sealed).where(cases.c.id == id_).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise Gone(GONE)
    return opened(keyring, row)


def insert(
    connection: Connection, keyring: Keyring, kept: KeptCase, notices: Sequence[Notice], hashes: Mapping[str, str]
) -> bool:
    """Insert a case; return whether it is the first with its submission.

    Args:
        connection: That writes.
        keyring: Seals it.
        kept: The case.
        notices: Its first ones; the most urgent tells how urgent the case is.
        hashes: Of its receipt code and its submission, by the names of their columns.
    """
    urgency = min((one.urgency for one in notices), default=_LEAST_URGENT)
    values = {
        **in_the_open(keyring, kept.case),
        **hashes,
        "id": kept.case.id,
        "urgency": urgency,
        **_sealed(keyring, kept),
    }
    unless = insert_into(connection, cases).on_conflict_do_nothing(index_elements=[cases.c.submission_hash])
    return connection.execute(unless.returning(cases.c.id), values).one_or_none() is not None


def after(kept: KeptCase, changed: Changed) -> KeptCase:
    """Return what is kept of a case after a change."""
    return KeptCase(case=changed.case, version=kept.version + 1, entries=kept.entries + len(changed.events))


def write(connection: Connection, keyring: Keyring, kept: KeptCase) -> None:
    """Write a case that is locked."""
    values = {**in_the_open(keyring, kept.case), **_sealed(keyring, kept)}
    connection.execute(update(cases).where(cases.c.id == kept.case.id).values(values))


def _sealed(keyring: Keyring, kept: KeptCase) -> Mapping[str, object]:
    return {"version": kept.version, "sealed": keyring.seal(CASE.write(kept))}


def _spelt(code: str) -> str:
    """Return a number or code as it is compared: people leave out dashes, add spaces, and write small letters."""
    return "".join(char for char in unicodedata.normalize("NFKC", code).upper() if char.isalnum())
