"""Transactions, in the thread of whoever asks: what is written in one is kept whole, or not at all."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import migrating
from bot.storage.backend import Backend
from bot.storage.errors import StorageUnusable


class Transactions:
    """Begins and ends transactions. The database is opened, and brought up to date, with the first one."""

    def __init__(self, backend: Backend) -> None:
        """Keep what they are made in; nothing is opened yet."""
        self._backend = backend
        self._engines: _Engines | None = None
        self._opening = threading.Lock()

    def is_there(self) -> bool:
        """Tell whether anything can have been kept yet; of a server, that is not known before it is asked.

        Raises:
            StorageUnusable: Its folder cannot be looked at.
        """
        with self._told_of_files():
            return self._backend.is_there()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees everything as it was when it began to read.

        Raises:
            StorageUnusable: The database cannot be opened or read.
        """
        engines = self._open()
        with self._told(), engines.reading.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Give a connection that writes; at the end everything is kept, or nothing where something was raised.

        Args:
            lasting: Whether it has reached the disk at the end.

        Raises:
            StorageUnusable: The database cannot be opened or written.
        """
        with self._writing(self._open(), alone=False, lasting=lasting) as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Give a connection that writes while nobody else does, in no other process either. Raises as `write`."""
        with self._writing(self._open(), alone=True) as connection:
            yield connection

    def shed(self) -> None:
        """Let go of what is still about of what was deleted, as far as that can be done now.

        Raises:
            StorageUnusable: It cannot.
        """
        engines = self._open()
        with self._told(), engines.apart.connect() as connection:
            self._backend.shed(connection)

    def close(self) -> None:
        """Close the database; the next transaction opens it again."""
        with self._opening:
            engines, self._engines = self._engines, None
            if engines:
                engines.reading.dispose()

    def _open(self) -> "_Engines":
        with self._opening:
            if self._engines is None:
                with self._told_of_files(), self._told():
                    self._backend.make()
                    self._engines = self._up_to_date(_engines(self._backend))
            return self._engines

    def _up_to_date(self, engines: "_Engines") -> "_Engines":
        try:
            with engines.reading.connect() as connection:
                is_current = migrating.is_current(connection)
            if not is_current:
                with self._writing(engines, alone=True) as connection:
                    migrating.migrate(connection, self._backend.place)
        except BaseException:
            engines.reading.dispose()
            raise
        return engines

    @contextmanager
    def _writing(self, engines: "_Engines", *, alone: bool, lasting: bool = True) -> Iterator[Connection]:
        with self._told(), (engines.writing if lasting else engines.passing).begin() as connection:
            self._backend.hold(connection, alone=alone)
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what goes wrong into a sentence that holds no statement and no value."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error) as error:
            reason, mend, cause = self._backend.fault(error)
            raise StorageUnusable(f"cannot use {self._backend.place}: {reason}; {mend}", cause) from None

    @contextmanager
    def _told_of_files(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            _, mend, cause = self._backend.fault(error)
            reason = error.strerror or type(error).__name__
            raise StorageUnusable(f"cannot use {self._backend.place}: {reason}; {mend}", cause) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Engines:
    """What connects for reading, for writing, and outside of a transaction; all of them share their connections."""

    reading: Engine
    writing: Engine
    passing: Engine
    apart: Engine


def _engines(backend: Backend) -> _Engines:
    engine = backend.engine()
    return _Engines(
        reading=engine.execution_options(**backend.reading),
        writing=engine.execution_options(**backend.writing),
        passing=engine.execution_options(**backend.passing),
        apart=engine.execution_options(**backend.apart),
    )
