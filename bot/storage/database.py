"""The database: a file of our own, or a PostgreSQL server. It is opened, and brought up to date, when it is needed."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.backend import Backend
from bot.storage.errors import StorageUnusable
from bot.storage.sqlite import SqliteFile
from bot.storage.threads import Threads
from bot.storage.transactions import Transactions

PATIENCE = 10.0
"""Seconds for which one waits for others who write."""

READERS = 4
"""How many read at once in one process; others wait their turn."""

_POSTGRES = ("postgresql+psycopg", "postgresql", "postgres")

T = TypeVar("T")


class Database:
    """Reads and writes in transactions: what is written in one is kept whole, or not at all."""

    def __init__(self, url: str | URL, *, patience: float = PATIENCE) -> None:
        """Keep the address; nothing is opened yet.

        Args:
            url: `sqlite:///path` or `postgresql://user:password@host/database`.
            patience: Seconds for which one waits for others who write.

        Raises:
            StorageUnusable: It is no such address.
        """
        self._backend = _backend(url, patience)
        self._transactions = Transactions(self._backend)
        self._begin()

    def __repr__(self) -> str:
        """Leave user and password out."""
        return f"Database({self.place!r})"

    @property
    def place(self) -> str:
        """Where it is, as people are told: without user and password."""
        return self._backend.place

    def is_there(self) -> bool:
        """Tell whether anything can have been kept yet. See `Transactions.is_there`."""
        return self._transactions.is_there()

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Do something with a connection that sees everything as it was when it began; return what comes of it.

        Args:
            work: Done in a thread of its own, so that it holds up nobody else.

        Raises:
            StorageUnusable: The database cannot be opened or read.
        """

        def reading() -> T:
            with self._transactions.read() as connection:
                return work(connection)

        return await self._readers.run(reading)

    async def write(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        """Do something with a connection that writes; all of it is kept, or nothing where something is raised.

        Args:
            work: Done in a thread of its own, so that it holds up nobody else.
            lasting: Whether it has reached the disk when this returns. Otherwise the next that does takes it along: it
                outlasts this process, and is gone where the machine stops before that. Others wait less.

        Raises:
            StorageUnusable: The database cannot be opened or written.
        """

        def writing() -> T:
            with self._transactions.write(lasting=lasting) as connection:
                return work(connection)

        return await self._writers.run(writing)

    async def alone(self, work: Callable[[Connection], T]) -> T:
        """Do something as `write` does, while nobody else writes, in no other process either. Raises as `write`."""

        def writing() -> T:
            with self._transactions.alone() as connection:
                return work(connection)

        return await self._writers.run(writing)

    async def shed(self) -> None:
        """Let go of what is still about of what was deleted, as far as that can be done now.

        Raises:
            StorageUnusable: It cannot.
        """
        await self._writers.run(self._transactions.shed)

    async def close(self) -> None:
        """Close it once what has begun has ended; it opens itself again when it is needed."""
        readers, writers = self._readers, self._writers
        self._begin()
        await readers.end()
        await writers.end()
        self._transactions.close()

    def _begin(self) -> None:
        self._readers, self._writers = Threads(READERS), Threads(self._backend.writers)


_NO_ADDRESS = (
    "this is no address of a database; write sqlite:///path/to/file, or postgresql://user:password@host/database"
)


def file_url(path: Path) -> URL:
    """Return the address of a database file, whatever its name."""
    return URL.create("sqlite", database=str(path))


def _backend(url: str | URL, patience: float) -> Backend:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # its words quote the address, which may hold a password
        raise StorageUnusable(_NO_ADDRESS) from None
    if parsed.drivername in _POSTGRES:
        from bot.storage.postgres import PostgresServer  # slow to import, and a file needs none of it

        return PostgresServer(parsed, patience)
    if parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:") and not parsed.query:
        return SqliteFile(Path(str(parsed.database)), patience)
    raise StorageUnusable(_NO_ADDRESS)
