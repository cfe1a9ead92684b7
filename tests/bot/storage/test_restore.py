"""What is not restored: nothing is written then."""

import re
from pathlib import Path

import pytest

from bot.storage import history, keys
from bot.storage.backup import backup
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable, StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.restore import restore
from tests.bot.storage.backups import lines, put, put_with_checksum
from tests.bot.storage.builders import NOON, case, received, said
from tests.bot.storage.places import Open, Place

TABLES = ("cases", "history", "outbox", "feedback", "key_proof")


@pytest.fixture
async def source(tmp_path: Path, store: SqlCaseStore, database: Database, place: Place) -> Path:
    """A backup of two cases; the database that it was taken from is emptied after that."""
    for one in (case(), case()):
        await store.file(received(one), submission=one.id, receipt=one.id)
        await store.change(one.id, said("more"), at=NOON)
    await backup(database, tmp_path / "backup.jsonl")
    for table in ("outbox", "history", "cases", "key_proof"):
        place.run(f"DELETE FROM {table}")
    place.run("UPDATE history_head SET number = 0")
    return tmp_path / "backup.jsonl"


async def is_refused(database: Database, place: Place, source: Path, reason: str) -> None:
    """Check that a backup is not restored, for this reason, and that nothing of it is there."""
    with pytest.raises(StorageUnusable, match=reason):
        await restore(database, source)
    assert (await database.read(history.newest)).number == 0
    assert [place.count(table) for table in TABLES] == [0] * len(TABLES)


async def test_what_is_not_damaged_is_restored(database: Database, place: Place, source: Path) -> None:
    """Into the database that was emptied."""
    await restore(database, source)
    assert [place.count(table) for table in TABLES] == [2, 4, 2, 0, 1]
    with pytest.raises(StorageUnusable, match="it is not empty; name a new database"):
        await restore(database, source)


@pytest.mark.parametrize("table", ["feedback", "form_drafts", "notes", "inbox"])
async def test_a_database_that_holds_anything_is_left(
    open_database: Open, place: Place, source: Path, table: str
) -> None:
    """Whatever it is."""
    values = {
        "feedback": "(day, passages) VALUES ('2026-03-04', '[]')",
        "form_drafts": "(owner_hash, form, sealed, expires_at) VALUES ('a', 'report', 'x', '2026-03-04')",
        "notes": "(kind, key_hash, sealed, expires_at) VALUES ('draft', 'a', 'x', '2026-03-04')",
        "inbox": "(id_hash, taken_at, leased_until, tries) VALUES ('a', '2026-03-04', '2026-03-04', 1)",
    }
    place.run(f"INSERT INTO {table} {values[table]}")
    with pytest.raises(StorageUnusable, match=r"cannot restore into .*: it is not empty"):
        await restore(open_database(), source)
    assert place.count("cases") == 0


@pytest.mark.parametrize("damage", ["byte", "cut", "line", "swapped", "end", "empty"])
async def test_a_damaged_file_is_refused(database: Database, place: Place, source: Path, damage: str) -> None:
    """Whatever happened to it, the checksum tells."""
    content = lines(source)
    damaged = {
        "byte": [content[0], content[1].replace(b"a", b"b", 1), *content[2:]],
        "cut": content[:-1],
        "line": [*content[:3], *content[4:]],
        "swapped": [content[0], content[2], content[1], *content[3:]],
        "end": [*content, b"{}\n"],
        "empty": [],
    }
    put(source, damaged[damage])
    await is_refused(database, place, source, r"backup\.jsonl: its checksum is not right; take another backup")


async def test_a_file_with_fewer_rows_than_it_says_is_refused(database: Database, place: Place, source: Path) -> None:
    """Even where its checksum is right."""
    put_with_checksum(source, lines(source)[:-2])
    await is_refused(database, place, source, "it does not hold as many rows as it says")


@pytest.mark.parametrize("revision", ["0003", "9999"])
async def test_a_file_of_another_version_is_refused(
    database: Database, place: Place, source: Path, revision: str
) -> None:
    """The one before, and one to come; it says what to do."""
    first, *rest, _ = lines(source)
    put_with_checksum(source, [first.replace(b'"0004"', f'"{revision}"'.encode()), *rest])
    await is_refused(database, place, source, "another version of the assistant wrote it; restore it with that one")


@pytest.mark.parametrize("content", [[], [b"{}\n"], [b"hello\n"], [b'{"format": 1}\n']])
async def test_what_is_no_backup_is_refused(
    database: Database, place: Place, source: Path, content: list[bytes]
) -> None:
    """Though its checksum is right."""
    put_with_checksum(source, content)
    await is_refused(database, place, source, r"backup\.jsonl: it is no backup")


@pytest.mark.parametrize(
    "row",
    [
        b'{"table": "gone", "row": {}}\n', b'{"table": "cases", "row": {}}\n', b"[]\n", b"hello\n",
        b'{"table": "key_proof", "row": {"id": 1, "digest": "0", "day": "x"}}{}\n',
    ],
)  # fmt: skip
async def test_a_row_that_no_version_wrote_is_refused(
    database: Database, place: Place, source: Path, row: bytes
) -> None:
    """Nothing of the others is kept."""
    put_with_checksum(source, [*lines(source)[:-1], row])
    await is_refused(database, place, source, "it is no backup")


async def test_keys_that_open_all_of_it_restore_it(
    database: Database, place: Place, source: Path, keyring: Keyring
) -> None:
    """As many as there are rows."""
    await restore(database, source, keys=lambda: keyring)
    assert [place.count(table) for table in TABLES] == [2, 4, 2, 0, 1]


@pytest.mark.parametrize("other", ["keys", "time"])
async def test_other_keys_restore_nothing(
    database: Database, place: Place, source: Path, keyring: Keyring, tmp_path: Path, other: str
) -> None:
    """Neither those of another database, nor those of this one after the old ones were dropped."""
    path = keyring.path
    if other == "keys":
        path = tmp_path / "others.json"
        keys.new_file(path)
        told = "backup.jsonl was made with other keys"
    else:
        keys.add_key(path)
        keys.drop_old(path)
        told = "something in .*backup.jsonl was sealed with a key that is not in it"
    with pytest.raises(
        KeysUnusable, match=f"cannot use the keys in {re.escape(str(path))}: .*{told}; put the key file"
    ):
        await restore(database, source, keys=lambda: Keyring(path))
    assert [place.count(table) for table in TABLES] == [0] * len(TABLES)
    await restore(database, source)
    assert place.count("cases") == 2


async def test_what_needs_no_keys_asks_for_none(database: Database, place: Place, tmp_path: Path) -> None:
    """A backup of ratings alone."""
    await database.read(history.newest)
    place.run("INSERT INTO feedback (day, passages) VALUES ('2026-03-04', '[]')")
    await backup(database, tmp_path / "backup.jsonl")
    place.run("DELETE FROM feedback")

    def missing() -> Keyring:
        raise KeysUnusable(tmp_path, "there is no such file", "x")

    await restore(database, tmp_path / "backup.jsonl", keys=missing)
    assert place.count("feedback") == 1
