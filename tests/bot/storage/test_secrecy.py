"""What somebody learns who gets hold of the database, but not of the keys."""

from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage.backup import backup
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.inbox import SqlInbox
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from bot.storage.outbox import SqlOutbox
from handlers.cases.case import Case
from tests.bot.storage.builders import (
    IDENTITY,
    LINK,
    MAILBOX,
    MESSAGE,
    MINUTE,
    NOON,
    RECEIPT,
    RECIPIENT_NAME,
    REPORTER_NAME,
    SUBMISSION,
    WORDS,
    case,
    received,
    said,
)
from tests.bot.storage.places import Place

OPERATOR = "Dee Vandermolen"
RECORD = "Disposed of by the city archivist"
NUMBER = "C-7QK4-M2XD"
ANSWER = "my cousin's roofing firm"
KEY = "team T024BE7LD"
NOTE = "answers stay in one thread"
EVENT = "Ev0PV52K25"

SECRETS = (
    WORDS, REPORTER_NAME, IDENTITY, RECIPIENT_NAME, MAILBOX, MESSAGE, LINK, RECEIPT, SUBMISSION, OPERATOR, RECORD,
    NUMBER, ANSWER, KEY, NOTE, EVENT, "after six", "ethics_advisor", "mal fitzgerald", "Alleged",
)  # fmt: skip


@pytest.fixture
async def filled(store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring) -> Case:
    """A database in which everything has happened that can."""
    one = await store.file(received(case(number=NUMBER)), submission=SUBMISSION, receipt=RECEIPT)
    await store.change(one.id, said(MESSAGE), at=NOON)
    await store.file(received(case()), submission="other", receipt="other")
    claimed, other = await outbox.claim(NOON, 2, MINUTE)
    await outbox.failed(claimed.id, "refused", NOON)
    await outbox.withdraw(other.id, NOON, who=OPERATOR)
    done = await store.file(received(case()), submission="third", receipt="third")
    await store.dispose(done.id, record=RECORD, at=NOON)
    await SqlFormDrafts(database, keyring).put(IDENTITY, "disclosure", {"interest": ANSWER}, at=NOON)
    notes, inbox = SqlNotes(database, keyring), SqlInbox(database, keyring)
    await notes.put("choice", KEY, NOTE, owner=IDENTITY)
    await notes.put("draft", KEY, NOTE, owner=IDENTITY, expires_at=NOON)
    await inbox.take(EVENT, MESSAGE, at=NOON, lease=MINUTE)
    return one


def readable(secret: str) -> tuple[bytes, ...]:
    """Return the ways in which words could stand in a file."""
    plain = secret.encode()
    return plain, plain.lower(), secret.replace("-", "").encode(), b64encode(plain), plain.hex().encode()


def shown(content: bytes) -> list[str]:
    """Return the secrets that somebody can read in a file or in tables."""
    return [secret for secret in SECRETS if any(form in content for form in readable(secret))]


@pytest.mark.usefixtures("filled")
def test_nothing_that_anybody_wrote_or_is_called_can_be_read(place: Place) -> None:
    """In the files while they are open, and in every value of every table."""
    content = place.everything()
    assert b"alder-creek" in content  # what stands there in the open is found this way
    assert shown(content) == []


async def test_nor_in_a_backup(database: Database, filled: Case, tmp_path: Path) -> None:
    """Sealed values stay sealed."""
    await backup(database, tmp_path / "backup.jsonl")
    content = (tmp_path / "backup.jsonl").read_bytes()
    assert filled.id.encode() in content
    assert shown(content) == []


async def test_no_two_values_tell_that_they_hold_the_same(store: SqlCaseStore, place: Place) -> None:
    """The same person who reads two cases, the same words twice."""
    for number in range(2):
        one = await store.file(received(case()), submission=f"{number}", receipt=f"{number}")
        await store.change(one.id, said(MESSAGE), at=NOON)
    for column in ("sealed", "digest"):
        values = [
            bytes(value) if isinstance(value, memoryview) else value
            for (value,) in place.run(f"SELECT {column} FROM history")
        ]
        assert len(set(values)) == 4


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_was_disposed_of_is_overwritten(store: SqlCaseStore, place: Place) -> None:
    """Somebody with the keys, too, finds nothing in what is left of the file."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    await store.change(one.id, said("word " * 5000), at=NOON)
    query = "SELECT sealed FROM cases UNION ALL SELECT sealed FROM history UNION ALL SELECT sealed FROM outbox"
    sealed = [value for (value,) in place.run(query)]
    # A long value is spread over pages: any piece of it would do.
    pieces = [value[start : start + 60] for value in sealed for start in range(0, len(value) - 60, 500)]
    await store.close()  # now it is in the file itself, and no more in the log beside it
    content = place.everything()
    assert any(piece in content for piece in pieces)
    await store.dispose(one.id, record="x", at=NOON + timedelta(days=1))
    content = place.everything()
    assert [piece for piece in pieces if piece in content] == []


def test_no_representation_shows_what_was_written() -> None:
    """It may reach a log."""
    shown_ = repr(received(case(number=NUMBER)))
    assert [secret for secret in (WORDS, MESSAGE, MAILBOX, LINK, RECIPIENT_NAME) if secret in shown_] == []
