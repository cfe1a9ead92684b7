"""What cannot be kept: nothing of it is, and the person is told so."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, StorageUnusable
from bot.storage.keys import Keyring, new_file
from handlers.cases.store import NotKept
from tests.bot.storage.builders import NOON, RECEIPT, SUBMISSION, WORDS, case, received, said
from tests.bot.storage.places import Open, Place, file_place, held

TELLS = (
    r"^This could not be kept: {why}\. Nothing was kept and nothing was sent\. Please try again .*, or call instead\.$"
)
FULL = TELLS.format(why="there is no room left where cases are kept")
BUSY = TELLS.format(why="too much is being written there at the moment")
KEYS = TELLS.format(why="the keys that seal it cannot be used at the moment")
OTHER = TELLS.format(why="the place where cases are kept cannot be used at the moment")

_FAIL = {
    "sqlite": "CREATE TRIGGER fail BEFORE INSERT ON history BEGIN SELECT RAISE(ABORT, 'refused'); END",
    "postgresql": "CREATE TRIGGER fail BEFORE INSERT ON history FOR EACH ROW EXECUTE FUNCTION fail()",
}
_FUNCTION = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'my diagnosis' USING ERRCODE = '{code}'; END $$
"""
LONG = "word " * 20_000
"""More than fits what room is left in any page."""


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no SQLite file grow that is opened from now on."""

    def limit(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")
        cursor.close()

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


def break_history(place: Place, code: str = "P0001") -> None:
    """Have the database refuse every entry of the history: the last thing that a transaction writes."""
    if not place.folder:
        place.run(_FUNCTION.format(code=code))
    place.run(_FAIL["sqlite" if place.folder else "postgresql"])


def mend_history(place: Place) -> None:
    """Have it take them again."""
    place.run("DROP TRIGGER fail" if place.folder else "DROP TRIGGER fail ON history")


async def is_told(store: SqlCaseStore, id_: str, reason: str) -> None:
    """Check that neither filing nor a change is kept, and that the person is told why."""
    with pytest.raises(NotKept, match=reason):
        await store.file(received(case(content={"what": LONG})), submission="other", receipt="other")
    with pytest.raises(NotKept, match=reason) as refused:
        await store.change(id_, said(LONG), at=NOON)
    assert isinstance(refused.value.__cause__, StorageUnusable)
    assert "diagnosis" not in f"{refused.value} {refused.value.__cause__}"


async def is_as_it_was(store: SqlCaseStore, place: Place, id_: str) -> None:
    """Check that one case is there, whole, and that another can be filed once the fault is mended."""
    assert [place.count(table) for table in ("cases", "history", "outbox")] == [1, 1, 1]
    assert len((await store.get(id_)).messages) == 1
    other = await store.file(received(case()), submission="other", receipt="other")
    assert await store.by_receipt("other") == other
    assert [entry.number async for entry in store.history()] == [1, 2]


async def test_a_fault_in_the_last_step_keeps_nothing(store: SqlCaseStore, place: Place) -> None:
    """Whatever was written before it in the same transaction."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    break_history(place)
    await is_told(store, one.id, OTHER)
    mend_history(place)
    await is_as_it_was(store, place, one.id)


async def test_a_full_disk_keeps_nothing(tmp_path: Path, keyring: Keyring) -> None:
    """On SQLite: a file that cannot grow."""
    place = file_place(tmp_path / "sqlite")
    store = SqlCaseStore(Database(place.url), keyring)
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    await store.close()
    with full_disk():
        await is_told(store, one.id, FULL)
        await store.close()
    await is_as_it_was(store, place, one.id)
    await store.close()


@pytest.mark.parametrize(("code", "reason"), [("53100", FULL), ("40P01", BUSY), ("55P03", BUSY), ("57P01", OTHER)])
@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
async def test_what_a_server_reports_is_told(store: SqlCaseStore, place: Place, code: str, reason: str) -> None:
    """A full disk, a deadlock, a lock, an administrator who stops it."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    break_history(place, code)
    await is_told(store, one.id, reason)
    mend_history(place)
    await is_as_it_was(store, place, one.id)


async def test_a_locked_database_keeps_nothing(
    store: SqlCaseStore, place: Place, open_database: Open, keyring: Keyring
) -> None:
    """Nobody waits forever for whoever holds it; reading goes on."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    waiting = SqlCaseStore(open_database(patience=0.2), keyring)
    async with held(open_database()):
        await is_told(waiting, one.id, BUSY)
        assert await waiting.get(one.id) == one
    await is_as_it_was(waiting, place, one.id)


async def test_a_database_that_is_locked_from_the_start_is_told(tmp_path: Path, keyring: Keyring) -> None:
    """Before its tables are made."""
    place = file_place(tmp_path / "sqlite")
    (tmp_path / "sqlite").mkdir()
    holder = sqlite3.connect(str(make_url(place.url).database), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store = SqlCaseStore(Database(place.url, patience=0.2), keyring)
    with pytest.raises(NotKept, match=BUSY):
        await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    holder.close()
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    assert await store.get(one.id) == one
    await store.close()


async def test_without_its_key_file_nothing_is_kept(
    store: SqlCaseStore, place: Place, key_file: Path, tmp_path: Path
) -> None:
    """What is sealed with keys that are nowhere but in memory would be lost with the process."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    os.rename(key_file, tmp_path / "moved")
    await is_told(store, one.id, KEYS)
    os.rename(tmp_path / "moved", key_file)
    await is_as_it_was(store, place, one.id)


async def test_with_the_keys_of_another_database_nothing_is_kept_or_read(
    store: SqlCaseStore, place: Place, open_database: Open, tmp_path: Path
) -> None:
    """Else the same receipt would find nothing, and the same press file twice."""
    one = await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    new_file(tmp_path / "other.json")
    other = SqlCaseStore(open_database(), Keyring(tmp_path / "other.json"))
    with pytest.raises(NotKept, match=KEYS) as refused:
        await other.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    assert "was filled with other keys; put back the file" in str(refused.value.__cause__)
    with pytest.raises(KeysUnusable, match=r"other\.json: .* was filled with other keys"):
        await other.by_receipt(RECEIPT)
    await is_as_it_was(store, place, one.id)


async def test_a_server_that_has_gone_is_told(tmp_path: Path, keyring: Keyring) -> None:
    """The person is told the same sentence; the log gets the reason."""
    store = SqlCaseStore(Database(f"postgresql:///conduct?host={tmp_path}", patience=2), keyring)
    with pytest.raises(NotKept, match=OTHER) as refused:
        await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    assert "there is no connection to the server" in str(refused.value.__cause__)
    assert WORDS not in str(refused.value.__cause__)
