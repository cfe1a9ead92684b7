"""What differs between a database in a file and one on a server."""

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Connection, Engine

from bot.storage.errors import Cause


class Backend(Protocol):
    """A file or a server (`SqliteFile`, `PostgresServer`).

    Attributes:
        place: Where it is, as people are told: without user and password.
        writers: How many may write at once in one process.
        reading, writing, apart: Options of connections that read, that write, that work outside of a transaction.
        passing: Options of connections that write without waiting for the disk.
    """

    place: str
    writers: int
    reading: Mapping[str, object]
    writing: Mapping[str, object]
    passing: Mapping[str, object]
    apart: Mapping[str, object]

    def is_there(self) -> bool:
        """Tell whether anything can have been kept yet."""
        ...

    def make(self) -> None:
        """Make what an engine connects to, where it is missing."""
        ...

    def engine(self) -> Engine:
        """Return what connects to it."""
        ...

    def hold(self, connection: Connection, *, alone: bool) -> None:
        """Hold the lock of those who write, or of whoever is alone, until the transaction ends."""
        ...

    def shed(self, connection: Connection) -> None:
        """Let go of what is still about of what was deleted."""
        ...

    def fault(self, error: Exception) -> tuple[str, str, Cause]:
        """Return what went wrong, what to do, and of what sort it is; without any statement or value."""
        ...
