"""Feedback in the database, on a real file."""

import asyncio
import os
import sqlite3
import stat
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.storage.database import Database, file_url
from bot.storage.errors import StorageUnusable
from bot.storage.feedback import SqlFeedbackStore
from handlers.feedback import Feedback

TODAY = date(2026, 3, 4)
RATING = Feedback(day=TODAY, org="bc", helpful=False, passages=("bc-2019-qa#d16a553801c8", "bc-2019-qa#a"))
QUESTION = Feedback(day=TODAY, org=None, helpful=None, question="¿pension – “plan”? 🙂'; DROP TABLE feedback;--")


def feedback_in(path: Path) -> SqlFeedbackStore:
    """Return a store in a file."""
    return SqlFeedbackStore(Database(file_url(path)))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlFeedbackStore]:
    """A store in a folder that does not exist yet."""
    made = feedback_in(tmp_path / "new" / "conduct.sqlite3")
    yield made
    await made.close()


async def test_what_is_added_comes_back_whole_and_in_order(store: SqlFeedbackStore) -> None:
    """Every field, oldest first."""
    assert await store.all() == []
    await store.add(RATING)
    await store.add(QUESTION)
    assert await store.all() == [RATING, QUESTION]


async def test_looking_makes_nothing(store: SqlFeedbackStore, tmp_path: Path) -> None:
    """Without a database there is no feedback."""
    assert await store.all() == []
    assert os.listdir(tmp_path) == []


async def test_the_file_is_its_owners_alone(store: SqlFeedbackStore, tmp_path: Path) -> None:
    """Questions that were sent are read by nobody else on the machine."""
    await store.add(QUESTION)
    assert stat.S_IMODE((tmp_path / "new" / "conduct.sqlite3").stat().st_mode) == 0o600


async def test_it_is_still_there_when_the_file_is_opened_again(store: SqlFeedbackStore, tmp_path: Path) -> None:
    """Another process reads what this one kept, while both have it open."""
    await store.add(RATING)
    other = feedback_in(tmp_path / "new" / "conduct.sqlite3")
    await other.add(QUESTION)
    assert await other.all() == await store.all() == [RATING, QUESTION]
    await other.close()


async def test_a_closed_store_opens_itself_again(store: SqlFeedbackStore) -> None:
    """Closing loses nothing, and closing twice is harmless."""
    await store.add(RATING)
    await store.close()
    await store.close()
    assert await store.all() == [RATING]


async def test_many_at_once_are_all_kept(store: SqlFeedbackStore) -> None:
    """The first ones may come together, before the file exists."""
    await asyncio.gather(*(store.add(RATING) for _ in range(8)))
    assert await store.all() == [RATING] * 8


async def test_nothing_is_kept_of_who_gave_it(store: SqlFeedbackStore, tmp_path: Path) -> None:
    """The columns have no place for a person or a time."""
    await store.add(RATING)
    with sqlite3.connect(tmp_path / "new" / "conduct.sqlite3") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(feedback)")]
    connection.close()
    assert columns == ["id", "day", "org", "helpful", "passages", "question"]


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """One line with the file, the reason and what to do."""
    (tmp_path / "file").touch()
    store = feedback_in(tmp_path / "file" / "conduct.sqlite3")
    with pytest.raises(StorageUnusable, match=r"conduct\.sqlite3: .*; make its folder writable"):
        await store.add(RATING)
    await store.close()


async def test_a_damaged_file_is_told_and_works_again_once_mended(tmp_path: Path) -> None:
    """The error holds no statement; the store recovers without a restart."""
    path = tmp_path / "conduct.sqlite3"
    path.write_bytes(b"no database " * 500)
    store = feedback_in(path)
    with pytest.raises(StorageUnusable) as refused:
        await store.add(QUESTION)
    assert "INSERT" not in str(refused.value)
    assert "pension" not in str(refused.value)
    path.unlink()
    await store.add(QUESTION)
    assert await store.all() == [QUESTION]
    await store.close()


async def test_a_failing_statement_does_not_tell_the_questions_words(store: SqlFeedbackStore, tmp_path: Path) -> None:
    """The database refuses to write, and what reaches a log is free of what was asked."""
    await store.add(RATING)
    with sqlite3.connect(tmp_path / "new" / "conduct.sqlite3") as connection:
        connection.execute("ALTER TABLE feedback RENAME COLUMN question TO other")
    connection.close()
    with pytest.raises(StorageUnusable) as refused:
        await store.add(QUESTION)
    assert "pension" not in f"{refused.value} {refused.value.__cause__}"
