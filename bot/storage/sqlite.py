"""A database in one file of our own."""

import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.errors import Cause
from bot.storage.files import remember

_BEGIN, _SYNCHRONOUS = "begin_with", "synchronous"
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",  # what is kept has reached the disk, whatever the write-ahead log could save
    "PRAGMA fullfsync = ON",  # on macOS fsync alone leaves it in the disk's cache; elsewhere these two do nothing
    "PRAGMA checkpoint_fullfsync = ON",
    "PRAGMA secure_delete = ON",  # what is disposed of is overwritten
)
_CAUSES: Mapping[int, Cause] = MappingProxyType(
    {sqlite3.SQLITE_FULL: "full", sqlite3.SQLITE_BUSY: "busy", sqlite3.SQLITE_LOCKED: "busy"}
)
_MEND: Mapping[Cause, str] = MappingProxyType(
    {"full": "make room on its disk", "busy": "end what holds it, or try again"}
)
_RETRY = 0.05
_PRIMARY = 0xFF
"""The part of an error's code that tells its sort."""


class SqliteFile:
    """A SQLite file, which is made for its owner alone. One writes at a time; readers see it as it was when they began.

    Attributes:
        place: The file, as errors name it.
        writers: Those of one process wait for each other: the file's own lock is not fair.
        reading, writing, apart: Options of connections that read, that write, that work outside of a transaction.
        passing: Options of connections that write without waiting for the disk.
    """

    writers = 1
    reading: Mapping[str, object] = MappingProxyType({_BEGIN: "BEGIN"})
    writing: Mapping[str, object] = MappingProxyType({_BEGIN: "BEGIN IMMEDIATE", _SYNCHRONOUS: "FULL"})
    passing: Mapping[str, object] = MappingProxyType({_BEGIN: "BEGIN IMMEDIATE", _SYNCHRONOUS: "NORMAL"})
    apart: Mapping[str, object] = MappingProxyType({_BEGIN: None})

    def __init__(self, path: Path, patience: float) -> None:
        """Keep the path, and for how many seconds a writer waits for others; nothing is opened."""
        self._path = path
        self._patience = patience
        self.place = str(path)

    def is_there(self) -> bool:
        """Tell whether there is a file. Anything but its absence, such as a file in place of its folder, raises."""
        try:
            self._path.stat()
        except FileNotFoundError:
            return False
        return True

    def make(self) -> None:
        """Make the file where there is none, and have it keep a write-ahead log."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if not self.is_there():
            self._path.touch(mode=0o600)
            remember(self._path.parent)
        connection = sqlite3.connect(self._path, timeout=self._patience)
        try:
            _keep_log(connection, time.monotonic() + self._patience)
        finally:
            connection.close()

    def engine(self) -> Engine:
        """Return what connects to it. No statement's values are quoted in an error: they must not reach a log."""
        url = URL.create("sqlite", database=str(self._path))
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": self._patience})
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def hold(self, connection: Connection, *, alone: bool) -> None:
        """Do nothing: whoever began to write is alone."""

    def shed(self, connection: Connection) -> None:
        """Overwrite what the write-ahead log still has of what was deleted."""
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def fault(self, error: Exception) -> tuple[str, str, Cause]:
        """Return what went wrong, what to do, and of what sort it is; SQLite's own words hold no values."""
        plain = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(plain, "sqlite_errorcode", None)
        cause = _CAUSES.get(code & _PRIMARY, "other") if isinstance(code, int) else "other"
        reason = str(plain) if isinstance(plain, sqlite3.Error) else type(error).__name__
        otherwise = "make its folder writable, set CONDUCT_VAR to another one, or move a damaged file away"
        return reason, _MEND.get(cause, otherwise), cause


def _keep_log(connection: sqlite3.Connection, until: float) -> None:
    """Switch to a write-ahead log. Of two that open a new file at once, one is refused without waiting: it retries."""
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_RETRY)
        else:
            return


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins no transaction by itself: `_begin` does
    cursor = connection.cursor()
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction: that of a writer locks the file at once, so that it never has to be given up halfway."""
    options = connection.get_execution_options()
    statement, synchronous = options[_BEGIN], options.get(_SYNCHRONOUS)
    if synchronous:  # of a connection, which they share
        connection.exec_driver_sql(f"PRAGMA synchronous = {synchronous}")
    if statement:
        connection.exec_driver_sql(statement)
