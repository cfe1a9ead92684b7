"""Backups: everything at one moment, brought back into either sort of database."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from bot.storage.backup import backup
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.feedback import SqlFeedbackStore
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.inbox import SqlInbox
from bot.storage.keys import Keyring
from bot.storage.notes import Note, SqlNotes
from bot.storage.outbox import SqlOutbox
from bot.storage.restore import restore
from bot.storage.verifying import verify
from handlers.cases.case import Case
from handlers.feedback import Feedback
from tests.bot.storage.backups import lines, mode
from tests.bot.storage.builders import IDENTITY, MINUTE, NOON, SUBMISSION, case, notice, received, said
from tests.bot.storage.places import Place, file_place, served_place

FEEDBACK = Feedback(day=date(2026, 3, 4), org=None, helpful=None, passages=("a#1", "b#2"), question="¿may I – “so”? 🙂")
COUNTS = {"cases": 3, "feedback": 1, "history": 7, "history_head": 1, "key_proof": 1, "notes": 1, "outbox": 3}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup.jsonl"


@pytest.fixture(params=["sqlite", "postgresql"])
def other_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Another empty database, of each sort."""
    if request.param == "sqlite":
        yield file_place(tmp_path / "other")
    else:
        with served_place(request.getfixturevalue("server")) as made:
            yield made


@pytest.fixture
async def other(other_place: Place) -> AsyncIterator[Database]:
    """That one, opened."""
    database = Database(other_place.url)
    yield database
    await database.close()


@pytest.fixture
async def filled(store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring) -> Case:
    """Cases, one of them disposed of; something delivered, something on lease; feedback, a form, notes, a message."""
    one, done, told = case(), case(), case()
    for each in (one, done, told):
        await store.file(received(each, notice(text=each.id)), submission=each.id, receipt=each.id)
    await store.change(one.id, said("¿more – “so”? 🙂"), at=NOON)
    await store.change(done.id, said("more"), at=NOON)
    of = {claimed.case: claimed.id for claimed in await outbox.claim(NOON, 9, MINUTE)}
    await outbox.delivered(of[told.id], NOON)
    await store.dispose(done.id, record="Disposed of under 1-2.", at=NOON)
    await SqlFeedbackStore(database).add(FEEDBACK)
    await SqlFormDrafts(database, keyring).put(IDENTITY, "report", {"what": "a"}, at=NOON)
    await SqlNotes(database, keyring).put("choice", "one", "kept", owner=IDENTITY)
    await SqlNotes(database, keyring).put("draft", "one", "for a while", expires_at=NOON + MINUTE)
    await SqlInbox(database, keyring).take("Ev1", "a", at=NOON, lease=MINUTE)
    return await store.get(one.id)


async def test_what_is_brought_back_is_what_there_was(
    database: Database, keyring: Keyring, other: Database, filled: Case, target: Path
) -> None:
    """On and across both sorts: cases, history, feedback; the chain verifies to the same head."""
    contents = await backup(database, target)
    assert await restore(other, target) == contents
    before, after = SqlCaseStore(database, keyring), SqlCaseStore(other, keyring)
    assert await after.summaries() == await before.summaries()
    assert await after.by_receipt(filled.id) == filled
    assert [one async for one in after.history()] == [one async for one in before.history()]
    assert await SqlFeedbackStore(other).all() == [FEEDBACK]
    verified = await verify(other, keyring)
    assert verified == await verify(database, keyring)
    assert verified.broken is None


async def test_what_was_on_its_way_goes_on_under_the_same_id(
    database: Database, keyring: Keyring, other: Database, filled: Case, target: Path
) -> None:
    """Nobody has it any more."""
    [waiting, *more] = await SqlOutbox(database, keyring).waiting()
    assert waiting.leased_until == NOON + MINUTE
    await backup(database, target)
    await restore(other, target)
    claimed = await SqlOutbox(other, keyring).claim(NOON, 9, MINUTE)
    assert {one.id for one in claimed} == {waiting.id, *(one.id for one in more)}
    assert [one.notice.text for one in claimed] == [one.case for one in claimed]


async def test_notes_are_found_again(
    database: Database, keyring: Keyring, other: Database, filled: Case, target: Path
) -> None:
    """By their key and by their owner; those that expire are not there, nor is what came in from a chat."""
    await backup(database, target)
    await restore(other, target, keys=lambda: keyring)
    notes = SqlNotes(other, keyring)
    assert await notes.of_owner("choice", IDENTITY, at=NOON) == [Note(key="one", text="kept")]
    assert await notes.get("choice", "one", at=NOON) == "kept"
    assert await notes.get("draft", "one", at=NOON) is None
    assert await SqlInbox(other, keyring).take("Ev1", "a", at=NOON, lease=MINUTE)


async def test_work_goes_on_after_it(
    database: Database, keyring: Keyring, other: Database, filled: Case, target: Path
) -> None:
    """New feedback, new entries, and presses of a button that are known."""
    await backup(database, target)
    await restore(other, target)
    store = SqlCaseStore(other, keyring)
    assert await store.file(received(case()), submission=filled.id, receipt="another") == filled
    await store.change(filled.id, said("after"), at=NOON)
    await store.file(received(case()), submission=SUBMISSION, receipt="new")
    await SqlFeedbackStore(other).add(FEEDBACK)
    assert await SqlFeedbackStore(other).all() == [FEEDBACK, FEEDBACK]
    assert (await verify(other, keyring)).broken is None


async def test_the_file_says_what_it_is(database: Database, filled: Case, target: Path) -> None:
    """For its owner alone; left out is what is kept for a while only."""
    contents = await backup(database, target)
    first, *rest, last = map(json.loads, lines(target))
    assert first == {"format": 1, "revision": "0004", "counts": COUNTS}
    assert contents.counts == COUNTS
    assert len(rest) == sum(COUNTS.values())
    assert {one["table"] for one in rest} == set(COUNTS)
    assert last == {"sha256": sha256(b"".join(lines(target)[:-1])).hexdigest()}
    assert mode(target) == 0o600


async def test_a_backup_replaces_the_one_before_once_it_is_whole(
    database: Database, place: Place, filled: Case, target: Path
) -> None:
    """One that fails leaves it, and nothing else."""
    await backup(database, target)
    before = lines(target)
    place.run("ALTER TABLE outbox RENAME TO gone")
    with pytest.raises(StorageUnusable):
        await backup(database, target)
    assert lines(target) == before
    place.run("ALTER TABLE gone RENAME TO outbox")
    await SqlFeedbackStore(database).add(FEEDBACK)
    assert (await backup(database, target)).counts["feedback"] == 2
    assert [path.name for path in target.parent.glob("*backup*")] == [target.name]


async def test_it_is_of_one_moment(
    database: Database, keyring: Keyring, other: Database, filled: Case, target: Path
) -> None:
    """Whatever is filed while it is written."""
    store = SqlCaseStore(database, keyring)

    async def file() -> None:
        for _ in range(30):
            one = case()
            await store.file(received(one), submission=one.id, receipt=one.id)

    await asyncio.gather(file(), backup(database, target), file())
    contents = await restore(other, target)
    assert (await verify(other, keyring)).broken is None
    assert len(await SqlCaseStore(other, keyring).summaries()) == contents.counts["cases"]


async def test_an_empty_database_can_be_backed_up(
    database: Database, keyring: Keyring, other: Database, target: Path
) -> None:
    """And be brought back."""
    await backup(database, target)
    await restore(other, target)
    assert (await verify(other, keyring)).entries == 0


async def test_places_that_cannot_be_used_are_told(database: Database, tmp_path: Path) -> None:
    """To write to and to read from."""
    with pytest.raises(StorageUnusable, match=r"cannot write .*: No such file or directory; choose another place"):
        await backup(database, tmp_path / "nowhere" / "backup.jsonl")
    with pytest.raises(StorageUnusable, match=r"cannot read .*: No such file or directory"):
        await restore(database, tmp_path / "backup.jsonl")
