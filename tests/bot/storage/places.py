"""Databases for tests: a file, or one of a real PostgreSQL server; and what can be done there past the stores."""

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from bot.storage.database import Database

_names = itertools.count()

T = TypeVar("T")

Open = Callable[..., Database]
"""Opens the database once more, as another process would; it is closed after the test."""


class Disk(Database):
    """A database that notes which writes waited for the disk."""

    def __init__(self, url: str | URL) -> None:
        """Begin with none."""
        super().__init__(url)
        self.waited = list[bool]()

    async def write(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        """Write, and note it."""
        self.waited.append(lasting)
        return await super().write(work, lasting=lasting)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A database.

    Attributes:
        url: Its address.
        folder: Of its file; None where it is on a server.
    """

    url: str
    folder: Path | None

    def run(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """Run a statement as somebody with access to the database, and return what it found."""
        url = make_url(self.url)
        engine = create_engine(url if self.folder else url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
        try:
            with engine.begin() as connection:
                found = connection.execute(text(statement), values)
                return [tuple(row) for row in found] if found.returns_rows else []
        finally:
            engine.dispose()

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        [[number]] = self.run(f"SELECT count(*) FROM {table}")
        return int(number)

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        query = (
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if self.folder
            else "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
        )
        return [name for (name,) in self.run(query)]

    def everything(self) -> bytes:
        """Return all that somebody without keys gets hold of: every file as it is, or every value of every table."""
        if self.folder:
            return b"".join(path.read_bytes() for path in sorted(self.folder.iterdir()))
        rows = [row for table in self.tables() for row in self.run(f"SELECT * FROM {table}")]
        return b"\n".join(_bytes(value) for row in rows for value in row)


def file_place(folder: Path) -> Place:
    """Return a database that will be a file, alone in its folder."""
    return Place(url=f"sqlite:///{folder}/conduct.sqlite3", folder=folder)


@contextmanager
def served_place(server: str) -> Iterator[Place]:
    """Make an empty schema on a server, which is quicker than a database, and remove it afterwards."""
    name = f"test{next(_names)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    own = make_url(server).update_query_dict({"options": f"-csearch_path={name}"})
    yield Place(url=own.render_as_string(hide_password=False), folder=None)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@asynccontextmanager
async def held(database: Database) -> AsyncIterator[None]:
    """Keep everybody else from writing for a while."""
    begun, enough = threading.Event(), threading.Event()

    def hold(_: object) -> None:
        begun.set()
        enough.wait()

    holding = asyncio.ensure_future(database.alone(hold))
    await asyncio.to_thread(begun.wait)
    yield
    enough.set()
    await holding


def _bytes(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    return (str(dict(value)) if isinstance(value, Mapping) else str(value)).encode()
