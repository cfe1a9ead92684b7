"""The database itself: addresses, the file, and bringing it up to date."""

import asyncio
import os
import sqlite3
import stat
from datetime import date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, insert, select

from bot.storage import migrating
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database, file_url
from bot.storage.errors import StorageUnusable
from bot.storage.feedback import SqlFeedbackStore
from bot.storage.keys import Keyring
from bot.storage.open_times import hour_of
from bot.storage.schema import cases, history_head, metadata
from bot.storage.sealed import CASE, KeptCase
from bot.storage.verifying import verify
from handlers.feedback import Feedback
from tests.bot.storage.builders import NOON, RECEIPT, SUBMISSION, case, received
from tests.bot.storage.places import Open, Place

OLD_FEEDBACK = """
CREATE TABLE feedback (
    id {id} NOT NULL, day DATE NOT NULL, org VARCHAR(64), helpful BOOLEAN, passages JSON NOT NULL, question TEXT,
    PRIMARY KEY (id)
)
"""
"""As the versions before migrations made it."""

TABLES = ["cases", "feedback", "form_drafts", "history", "history_head", "inbox", "key_proof", "notes", "outbox"]


def make_old(place: Place) -> None:
    """Make a database as an earlier version left it, with a question in it."""
    if place.folder:
        place.folder.mkdir()
    place.run(OLD_FEEDBACK.format(id="INTEGER" if place.folder else "SERIAL"))
    place.run("INSERT INTO feedback (day, org, passages, question) VALUES ('2026-03-04', 'bc', '[]', 'may I?')")


def back_to(place: Place, revision: str) -> None:
    """Leave a database as an earlier version did, step by step."""
    undo = {"0003": ("DROP TABLE notes", "DROP TABLE inbox"), "0002": ("ALTER TABLE outbox DROP COLUMN digest",)}
    for statement in undo[revision]:
        place.run(statement)
    place.run("UPDATE alembic_version SET version_num = :revision", revision=revision)


def differences(connection: Connection) -> list[object]:
    """Return what differs between the tables that there are and those that the code speaks of."""
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata))


def head(connection: Connection) -> int:
    """Return the number of the newest entry."""
    return int(connection.execute(select(history_head.c.number)).scalar_one())


def write_seven(connection: Connection) -> None:
    """Write something that `head` shows."""
    connection.execute(history_head.update().values(number=7))


async def test_the_tables_are_those_that_the_code_speaks_of(database: Database, place: Place) -> None:
    """Made by the migrations, step by step."""
    assert await database.read(differences) == []
    assert sorted(place.tables()) == ["alembic_version", *TABLES]


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    """The constant spares every start the search."""
    config = Config()
    config.set_main_option("script_location", "bot.storage:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == migrating.HEAD


async def test_feedback_of_earlier_versions_is_taken_over(database: Database, place: Place) -> None:
    """It is there, and more can be added."""
    make_old(place)
    old = Feedback(day=date(2026, 3, 4), org="bc", helpful=None, question="may I?")
    store = SqlFeedbackStore(database)
    assert await store.all() == [old]
    await store.add(old)
    assert await store.all() == [old, old]
    assert await database.read(differences) == []


async def test_of_anonymous_cases_of_earlier_versions_the_hour_alone_is_left(
    place: Place, open_database: Open, keyring: Keyring
) -> None:
    """In the open; what is sealed stays, and all of it verifies."""
    anonymous, named = case(reporter=None), case()
    first = open_database()
    for one in (anonymous, named):
        await SqlCaseStore(first, keyring).file(received(one), submission=one.id, receipt=one.id)
    await first.close()
    back_to(place, "0003")
    back_to(place, "0002")
    for one in (anonymous, named):
        sealed = keyring.seal(CASE.write(KeptCase(case=one, version=1, entries=1)))
        place.run("UPDATE cases SET sealed = :sealed WHERE id = :id", sealed=sealed, id=one.id)
    [[filed_at, next_at]] = place.run("SELECT filed_at, next_at FROM cases WHERE id = :id", id=named.id)
    place.run("UPDATE cases SET filed_at = :filed_at, next_at = :next_at", filed_at=filed_at, next_at=next_at)
    database = open_database()
    store = SqlCaseStore(database, keyring)
    assert {one.id: one.filed_at for one in await store.summaries()} == {anonymous.id: hour_of(NOON), named.id: NOON}
    assert await store.get(anonymous.id) == anonymous
    assert (await verify(database, keyring)).broken is None
    assert await database.read(differences) == []


async def test_a_database_without_notes_and_inbox_gets_them(
    place: Place, open_database: Open, keyring: Keyring
) -> None:
    """The version before had none; what was kept stays."""
    first, one = open_database(), case()
    await SqlCaseStore(first, keyring).file(received(one), submission=SUBMISSION, receipt=RECEIPT)
    await first.close()
    back_to(place, "0003")
    database = open_database()
    assert await SqlCaseStore(database, keyring).get(one.id) == one
    assert await database.read(differences) == []


@pytest.mark.parametrize("is_old", [True, False])
async def test_of_two_that_open_it_at_once_both_can_go_on(place: Place, open_database: Open, *, is_old: bool) -> None:
    """A new database, and one of an earlier version."""
    if is_old:
        make_old(place)
    opened = [open_database() for _ in range(4)]
    assert await asyncio.gather(*(one.read(head) for one in opened)) == [0, 0, 0, 0]
    assert place.run("SELECT version_num FROM alembic_version") == [(migrating.HEAD,)]
    assert place.count("feedback") == is_old
    assert place.count("history_head") == 1


async def test_a_database_of_a_later_version_is_refused(place: Place, open_database: Open) -> None:
    """It is not touched."""
    await open_database().read(head)
    place.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageUnusable, match="a later version of the assistant made it; install that version"):
        await open_database().read(head)
    assert place.run("SELECT version_num FROM alembic_version") == [("9999",)]


async def test_what_is_raised_while_writing_keeps_nothing(database: Database) -> None:
    """All of a transaction or nothing."""

    def fail(connection: Connection) -> None:
        write_seven(connection)
        raise KeyError

    with pytest.raises(KeyError):
        await database.write(fail)
    assert await database.read(head) == 0


async def test_a_reader_sees_one_moment(database: Database, open_database: Open) -> None:
    """Whatever others write meanwhile."""
    other, loop = open_database(), asyncio.get_running_loop()

    def look(reader: Connection) -> list[int]:
        before = head(reader)
        asyncio.run_coroutine_threadsafe(other.write(write_seven), loop).result()
        return [before, head(reader)]

    assert await database.read(look) == [0, 0]
    assert await database.read(head) == 7


async def test_readers_do_not_wait_for_a_writer(database: Database, open_database: Open) -> None:
    """Nor does a writer for readers."""
    other, loop = open_database(patience=0.2), asyncio.get_running_loop()

    def look_beside(writer: Connection) -> int:
        write_seven(writer)
        return asyncio.run_coroutine_threadsafe(other.read(head), loop).result()

    assert await database.write(look_beside) == 0
    assert await database.read(head) == 7


@pytest.mark.parametrize(("first", "second"), [("alone", "write"), ("write", "alone"), ("alone", "alone")])
async def test_who_is_alone_shares_with_no_writer(open_database: Open, first: str, second: str) -> None:
    """In another process either: the second is told who holds it."""
    one, other, loop = open_database(), open_database(patience=0.2), asyncio.get_running_loop()
    await other.read(head)

    def try_beside(_: Connection) -> None:
        asyncio.run_coroutine_threadsafe(getattr(other, second)(head), loop).result()

    with pytest.raises(StorageUnusable, match=r"(is locked|writes for too long); end what holds it") as refused:
        await getattr(one, first)(try_beside)
    assert refused.value.cause == "busy"
    assert await getattr(other, second)(head) == 0


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    """Nobody could tell which moment it is."""
    timeless = insert(cases).values(id="1", filed_at=datetime(2026, 1, 1))
    with pytest.raises(StorageUnusable, match="StatementError"):
        await database.write(lambda connection: connection.execute(timeless))


async def test_it_works_again_after_it_was_closed(database: Database) -> None:
    """Closing twice is harmless."""
    assert await database.read(head) == 0
    await database.close()
    await database.close()
    assert await database.read(head) == 0


async def test_every_file_is_its_owners_alone(tmp_path: Path) -> None:
    """The write-ahead log too, while it is open."""
    database = Database(file_url(tmp_path / "new" / "conduct.sqlite3"))

    def write_and_look(connection: Connection) -> dict[str, int]:
        write_seven(connection)
        return {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}

    modes = await database.write(write_and_look)
    assert modes == dict.fromkeys(["conduct.sqlite3", "conduct.sqlite3-wal", "conduct.sqlite3-shm"], 0o600)
    await database.close()
    assert os.listdir(tmp_path / "new") == ["conduct.sqlite3"]


async def test_what_is_kept_has_reached_the_disk(tmp_path: Path) -> None:
    """SQLite waits for it, and refuses what refers to nothing."""
    database = Database(file_url(tmp_path / "conduct.sqlite3"))
    synced = ("synchronous", "fullfsync", "checkpoint_fullfsync")
    names = ("journal_mode", *synced, "foreign_keys", "secure_delete")
    found = await database.read(lambda one: [one.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names])
    await database.close()
    assert found == ["wal", 2, 1, 1, 1, 1]


async def test_what_need_not_last_waits_for_no_disk(database: Database, place: Place) -> None:
    """On the same connection, what lasts waits for it again."""
    asked, waits, waits_not = (
        ("PRAGMA synchronous", "2", "1") if place.folder else ("SHOW synchronous_commit", "on", "off")
    )

    def look(connection: Connection) -> str:
        return str(connection.exec_driver_sql(asked).scalar())

    found = [await database.write(look, lasting=lasting) for lasting in (True, False, True)]
    assert found == [waits, waits_not, waits]


async def test_what_need_not_last_is_there_for_everybody_at_once(open_database: Open) -> None:
    """For another process, and after this one has ended."""
    database = open_database()
    await database.write(write_seven, lasting=False)
    assert await open_database().read(head) == 7
    await database.close()
    assert await open_database().read(head) == 7


async def test_a_file_of_any_name_is_used(tmp_path: Path) -> None:
    """A name that would mean something in an address."""
    path = tmp_path / "100% ?mode=ro#1" / "conduct.sqlite3"
    database = Database(file_url(path))
    assert await database.read(head) == 0
    await database.close()
    assert path.is_file()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "conduct.sqlite3",
        "mysql://me:hunter2@host/x",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql://me:hunter2@host:x/",
    ],
)
def test_what_is_no_address_is_refused_unquoted(url: str) -> None:
    """It may hold a password."""
    with pytest.raises(StorageUnusable, match="no address of a database; write sqlite") as refused:
        Database(url)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_the_address_of_a_server_will_do(scheme: str) -> None:
    """User and password are not shown."""
    shown = repr(Database(f"{scheme}://me:hunter2@db.example:5433/conduct"))
    assert shown == "Database('postgresql://db.example/conduct')"


async def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Without user and password."""
    database = Database(f"postgresql://me:hunter2@/conduct?host={tmp_path}", patience=2)
    with pytest.raises(
        StorageUnusable, match=r"postgresql:///conduct: there is no connection to the server; see that"
    ) as told:
        await database.read(head)
    assert "hunter2" not in str(told.value)


async def test_a_database_that_is_not_there_is_told(server: str) -> None:
    """The server is, the database is not."""
    database = Database(server.replace("/postgres?", "/nowhere?"), patience=2)
    with pytest.raises(StorageUnusable, match=r"nowhere: .*; see that the server runs"):
        await database.read(head)


async def test_no_error_quotes_what_was_written(database: Database, place: Place, store: SqlCaseStore) -> None:
    """Whatever the database itself says of it."""
    await store.file(received(case()), submission=SUBMISSION, receipt=RECEIPT)
    statement = "INSERT INTO history_head (id, number, hash) VALUES (1, 2, 'my diagnosis')"
    with pytest.raises(StorageUnusable) as refused:
        await database.write(lambda connection: connection.exec_driver_sql(statement))
    assert refused.value.__cause__ is None
    assert "diagnosis" not in str(refused.value)
    assert "INSERT" not in str(refused.value)


def test_a_file_of_a_running_service_can_be_read_by_other_tools(tmp_path: Path) -> None:
    """It is a plain SQLite file."""

    async def make() -> None:
        database = Database(f"sqlite:///{tmp_path}/conduct.sqlite3")
        await database.read(head)
        await database.close()

    asyncio.run(make())
    connection = sqlite3.connect(tmp_path / "conduct.sqlite3")
    assert connection.execute("SELECT number FROM history_head").fetchall() == [(0,)]
    connection.close()
