"""Feedback, kept in the embedded database."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, Text, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.errors import StorageUnusable
from handlers.feedback import Feedback

_MEND = "make its folder writable, set CONDUCT_VAR to another one, or move a damaged file away"

_metadata = MetaData()
_table = Table(
    "feedback",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("org", String(64)),
    Column("helpful", Boolean),
    Column("passages", JSON, nullable=False),
    Column("question", Text),
)


class SqlFeedbackStore:
    """A `FeedbackStore` in one SQLite file, which is made, for its owner alone, when the first feedback is kept."""

    def __init__(self, path: Path) -> None:
        """Keep the path; nothing is opened yet."""
        self._path = path
        self._engine: AsyncEngine | None = None
        self._opening = asyncio.Lock()

    async def add(self, feedback: Feedback) -> None:
        """Keep one.

        Raises:
            StorageUnusable: The database cannot be written.
        """
        values = {
            "day": feedback.day,
            "org": feedback.org,
            "helpful": feedback.helpful,
            "passages": list(feedback.passages),
            "question": feedback.question,
        }
        with _told(self._path):
            async with (await self._open()).begin() as connection:
                await connection.execute(insert(_table).values(values))

    async def all(self) -> Sequence[Feedback]:
        """Return everything kept, oldest first.

        Raises:
            StorageUnusable: The database cannot be read.
        """
        with _told(self._path):
            if not _is_there(self._path):
                return []
            async with (await self._open()).connect() as connection:
                rows = (await connection.execute(select(_table).order_by(_table.c.id))).all()
        return [
            Feedback(day=row.day, org=row.org, helpful=row.helpful, passages=tuple(row.passages), question=row.question)
            for row in rows
        ]

    async def close(self) -> None:
        """Close the database."""
        if self._engine:
            await self._engine.dispose()
            self._engine = None

    async def _open(self) -> AsyncEngine:
        async with self._opening:
            if self._engine is None:
                self._engine = await _opened(self._path)
        return self._engine


async def _opened(path: Path) -> AsyncEngine:
    _make(path)
    # No statement is echoed or quoted in an error: a question's words must not reach a log.
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_metadata.create_all)
    except BaseException:
        await engine.dispose()
        raise
    return engine


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not _is_there(path):
        path.touch(mode=0o600)
    sqlite3.connect(path).close()  # where this fails, aiosqlite would leave a thread behind that speaks up later


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:  # anything else, such as a file in place of the folder, is a fault to be told
        return False
    return True


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what goes wrong with the database into a sentence that holds no statement."""
    try:
        yield
    except OSError as error:
        raise StorageUnusable(f"cannot use {path}: {error.strerror}; {_MEND}") from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        plain = error.orig if isinstance(error, DBAPIError) else error
        reason = plain if isinstance(plain, sqlite3.Error) else type(error).__name__
        raise StorageUnusable(f"cannot use {path}: {reason}; {_MEND}") from None
