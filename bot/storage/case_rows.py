"""The rows of cases: what stands there in the open, and what is sealed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, select, update

from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.open_times import open_time
from bot.storage.row_digest import row_digest
from bot.storage.schema import AnyRow, cases, outbox
from bot.storage.sealed import CASE, KeptCase
from bot.storage.upserts import insert_into
from handlers.cases.store import Changed, Gone

GONE = "There is no such case, or it was disposed of."
OPENED = (
    cases.c.id, cases.c.sealed, cases.c.number_hash, cases.c.receipt_hash, cases.c.submission_hash,
    cases.c.reporter_hash, cases.c.urgency,
)  # fmt: skip
"""What `opened` needs of a row."""

_LEAST_URGENT = 3
_REST = (
    "id", "number_hash", "receipt_hash", "submission_hash", "reporter_hash", "kind", "org", "type", "state", "filed_at",
    "anonymous", "on_hold", "next_at", "urgency", "version", "disposed_at",
)  # fmt: skip


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


def new(keyring: Keyring, changed: Changed, *, submission: str, receipt: str) -> KeptCase:
    """Return what is kept of a case that is filed. See `CaseStore.file`."""
    return KeptCase(
        case=changed.case,
        version=1,
        entries=len(changed.events),
        receipt_hash=receipt_hash(keyring, receipt),
        submission_hash=submission_hash(keyring, submission),
        urgency=min((one.urgency for one in changed.notices), default=_LEAST_URGENT),
        notices=len(changed.notices),
    )


def in_the_open(keyring: Keyring, kept: KeptCase) -> Mapping[str, object]:
    """Return what a row says of a case without the keys."""
    case = kept.case
    return {
        **_found_by(keyring, kept),
        "kind": case.kind,
        "org": case.org,
        "type": case.type,
        "state": case.state,
        "filed_at": open_time(case, case.filed_at),
        "anonymous": case.anonymous,
        "on_hold": case.on_hold,
        "next_at": case.next_at and open_time(case, case.next_at),
        "urgency": kept.urgency,
        "version": kept.version,
    }


def opened(keyring: Keyring, row: AnyRow) -> KeptCase:
    """Return the case of a row that has `OPENED`.

    Raises:
        Gone: It was disposed of.
        StorageUnusable: It cannot be opened, is another case's, or is found by what is not its own.
    """
    if row.sealed is None:
        raise Gone(GONE)
    kept = _whole(CASE.read(keyring.open(row.sealed)), row)
    if kept.case.id != row.id:
        raise StorageUnusable("a case in the database stands in the place of another; check the history")
    if any(row._mapping[name] != value for name, value in _found_by(keyring, kept).items()):
        raise StorageUnusable("a case in the database is found by what is not its own; check the history")
    return kept


def rest(connection: Connection, keyring: Keyring, kept: KeptCase) -> str:
    """Return the digest of what is left of a case in the database that has just been disposed of."""
    row = connection.execute(select(cases).where(cases.c.id == kept.case.id)).one()
    there = select(func.count()).select_from(outbox).where(outbox.c.case_id == kept.case.id)
    notices = connection.execute(there).scalar_one() if kept.notices is None else kept.notices
    return digest_of_rest(keyring, row, notices)


def digest_of_rest(keyring: Keyring, row: AnyRow, notices: int) -> str:
    """Return the digest of what is left of a case that was disposed of.

    Args:
        keyring: Makes it.
        row: All of it.
        notices: How many notices it has in the outbox.
    """
    return row_digest(keyring, "rest of a case", {**row._mapping, "notices": notices}, (*_REST, "notices"))


def find(connection: Connection, condition: ColumnElement[bool]) -> AnyRow | None:
    """Return the row of the one case for which something holds, or None."""
    return connection.execute(select(*OPENED).where(condition)).one_or_none()


def first(connection: Connection, keyring: Keyring, submission: str) -> KeptCase:
    """Return the case that was filed with a submission before.

    Raises:
        Gone: It was disposed of.
    """
    query = select(*OPENED).where(cases.c.submission_hash == submission_hash(keyring, submission))
    return opened(keyring, connection.execute(query).one())


def locked(connection: Connection, keyring: Keyring, id_: str) -> KeptCase:
    """Return a case, and keep all others from changing it until the transaction ends.

    Raises:
        Gone: There is no such case, or it was disposed of.
    """
    query = select(*OPENED).where(cases.c.id == id_).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None:
        raise Gone(GONE)
    return opened(keyring, row)


def insert(connection: Connection, keyring: Keyring, kept: KeptCase) -> bool:
    """Insert a case; return whether it is the first with its submission."""
    values = {"id": kept.case.id, **_values(keyring, kept)}
    unless = insert_into(connection, cases).on_conflict_do_nothing(index_elements=[cases.c.submission_hash])
    return connection.execute(unless.returning(cases.c.id), values).one_or_none() is not None


def after(kept: KeptCase, changed: Changed) -> KeptCase:
    """Return what is kept of a case after a change."""
    return replace(
        kept,
        case=changed.case,
        version=kept.version + 1,
        entries=kept.entries + len(changed.events),
        notices=None if kept.notices is None else kept.notices + len(changed.notices),
    )


def write(connection: Connection, keyring: Keyring, kept: KeptCase) -> None:
    """Write a case that is locked."""
    connection.execute(update(cases).where(cases.c.id == kept.case.id).values(_values(keyring, kept)))


def _values(keyring: Keyring, kept: KeptCase) -> dict[str, object]:
    return {**in_the_open(keyring, kept), "sealed": keyring.seal(CASE.write(kept))}


def _found_by(keyring: Keyring, kept: KeptCase) -> Mapping[str, str | None]:
    identity = kept.case.reporter.identity if kept.case.reporter else None
    return {
        "number_hash": number_hash(keyring, kept.case.number),
        "receipt_hash": kept.receipt_hash,
        "submission_hash": kept.submission_hash,
        "reporter_hash": reporter_hash(keyring, identity) if identity else None,
    }


def _whole(kept: KeptCase, row: AnyRow) -> KeptCase:
    """Return a case that an earlier version sealed with what only its row says; the next change seals that too."""
    return replace(
        kept,
        receipt_hash=kept.receipt_hash or row.receipt_hash,
        submission_hash=kept.submission_hash or row.submission_hash,
        urgency=row.urgency if kept.urgency is None else kept.urgency,
    )


def _spelt(code: str) -> str:
    """Return a number or code as it is compared: people leave out dashes, add spaces, and write small letters."""
    return "".join(char for char in unicodedata.normalize("NFKC", code).upper() if char.isalnum())
