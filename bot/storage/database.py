"""The database: a file of our own, or a PostgreSQL server. It is opened, and brought up to date, when it is needed."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage import migrating
from bot.storage.errors import Cause, StorageUnusable
from bot.storage.sqlite import SqliteFile
from bot.storage.unbroken import unbroken

PATIENCE = 10.0
"""Seconds for which one waits for others who write."""

_POSTGRES = ("postgresql+psycopg", "postgresql", "postgres")
_SQLITE = ("sqlite+aiosqlite", "sqlite")


class Backend(Protocol):
    """What differs between a file and a server (`SqliteFile`, `PostgresServer`)."""

    place: str
    takes_turns: bool
    reading: Mapping[str, object]
    writing: Mapping[str, object]
    apart: Mapping[str, object]

    def is_there(self) -> bool:
        """Tell whether anything can have been kept yet."""
        ...

    def make(self) -> None:
        """Make what an engine connects to, where it is missing."""
        ...

    def engine(self) -> AsyncEngine:
        """Return what connects to it."""
        ...

    async def hold(self, connection: AsyncConnection, *, alone: bool) -> None:
        """Hold the lock of those who write, or of whoever is alone, until the transaction ends."""
        ...

    async def shed(self, connection: AsyncConnection) -> None:
        """Let go of what is still about of what was deleted."""
        ...

    def fault(self, error: Exception) -> tuple[str, str, Cause]:
        """Return what went wrong, what to do, and of what sort it is; without any statement or value."""
        ...


class Database:
    """Reads and writes in transactions: what is written in one is kept whole, or not at all."""

    def __init__(self, url: str | URL, *, patience: float = PATIENCE) -> None:
        """Keep the address; nothing is opened yet.

        Args:
            url: `sqlite+aiosqlite:///path` or `postgresql://user:password@host/database`.
            patience: Seconds for which one waits for others who write.

        Raises:
            StorageUnusable: It is no such address.
        """
        self._backend = _backend(url, patience)
        self._engines: _Engines | None = None
        self._opening = asyncio.Lock()
        self._turn = asyncio.Lock()

    def __repr__(self) -> str:
        """Leave user and password out."""
        return f"Database({self.place!r})"

    @property
    def place(self) -> str:
        """Where it is, as people are told: without user and password."""
        return self._backend.place

    def is_there(self) -> bool:
        """Tell whether anything can have been kept yet; of a server, that is not known before it is asked.

        Raises:
            StorageUnusable: Its folder cannot be looked at.
        """
        with self._told_of_files():
            return self._backend.is_there()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that sees everything as it was when it began to read.

        Raises:
            StorageUnusable: The database cannot be opened or read.
        """
        engines = await self._open()
        with self._told():
            async with unbroken(engines.reading.begin()) as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that writes; at the end everything is kept, or nothing where something was raised.

        Raises:
            StorageUnusable: The database cannot be opened or written.
        """
        async with self._writing(await self._open(), alone=False) as connection:
            yield connection

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that writes while nobody else does, in no other process either.

        Raises:
            StorageUnusable: The database cannot be opened or written.
        """
        async with self._writing(await self._open(), alone=True) as connection:
            yield connection

    async def shed(self) -> None:
        """Let go of what is still about of what was deleted, as far as that can be done now.

        Raises:
            StorageUnusable: It cannot.
        """
        engines = await self._open()
        with self._told():
            async with self._my_turn(), unbroken(engines.apart.connect()) as connection:
                await self._backend.shed(connection)

    async def close(self) -> None:
        """Close it; it opens itself again when it is needed."""
        async with self._opening:
            engines, self._engines = self._engines, None
            if engines:
                await engines.reading.dispose()

    async def _open(self) -> "_Engines":
        async with self._opening:
            if self._engines is None:
                with self._told_of_files(), self._told():
                    await asyncio.to_thread(self._backend.make)
                    self._engines = await self._up_to_date(_engines(self._backend))
            return self._engines

    async def _up_to_date(self, engines: "_Engines") -> "_Engines":
        try:
            async with unbroken(engines.reading.connect()) as connection:
                is_current = await connection.run_sync(migrating.is_current)
            if not is_current:
                async with migrating.turn(), self._writing(engines, alone=True) as connection:
                    await connection.run_sync(migrating.migrate, self.place)
        except BaseException:
            await engines.reading.dispose()
            raise
        return engines

    @asynccontextmanager
    async def _writing(self, engines: "_Engines", *, alone: bool) -> AsyncIterator[AsyncConnection]:
        with self._told():
            async with unbroken(self._held(engines.writing, alone=alone)) as connection:
                yield connection

    @asynccontextmanager
    async def _held(self, engine: AsyncEngine, *, alone: bool) -> AsyncIterator[AsyncConnection]:
        async with self._my_turn(), engine.begin() as connection:
            await self._backend.hold(connection, alone=alone)
            yield connection

    def _my_turn(self) -> AbstractAsyncContextManager[None]:
        return self._turn if self._backend.takes_turns else contextlib.nullcontext()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what goes wrong into a sentence that holds no statement and no value."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            reason, mend, cause = self._backend.fault(error)
            raise StorageUnusable(f"cannot use {self.place}: {reason}; {mend}", cause) from None

    @contextmanager
    def _told_of_files(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _, mend, cause = self._backend.fault(error)
            raise StorageUnusable(f"cannot use {self.place}: {error.strerror or error}; {mend}", cause) from None


_NO_ADDRESS = (
    "this is no address of a database; write sqlite+aiosqlite:///path/to/file, or "
    "postgresql://user:password@host/database"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engines:
    """What connects for reading, for writing, and outside of a transaction; all of them share their connections."""

    reading: AsyncEngine
    writing: AsyncEngine
    apart: AsyncEngine


def _engines(backend: Backend) -> _Engines:
    engine = backend.engine()
    return _Engines(
        reading=engine.execution_options(**backend.reading),
        writing=engine.execution_options(**backend.writing),
        apart=engine.execution_options(**backend.apart),
    )


def file_url(path: Path) -> URL:
    """Return the address of a database file, whatever its name."""
    return URL.create("sqlite+aiosqlite", database=str(path))


def _backend(url: str | URL, patience: float) -> Backend:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # its words quote the address, which may hold a password
        raise StorageUnusable(_NO_ADDRESS) from None
    if parsed.drivername in _POSTGRES:
        from bot.storage.postgres import PostgresServer  # slow to import, and a file needs none of it

        return PostgresServer(parsed, patience)
    if parsed.drivername in _SQLITE and parsed.database not in (None, "", ":memory:") and not parsed.query:
        return SqliteFile(Path(str(parsed.database)), patience)
    raise StorageUnusable(_NO_ADDRESS)
