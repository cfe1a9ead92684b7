"""Feedback, kept in the embedded database."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import JSON, Boolean, Column, Date, Integer, MetaData, String, Table, Text, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from handlers.feedback import Feedback

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
    """A `FeedbackStore` in one SQLite file, which is made at its first use."""

    def __init__(self, path: Path) -> None:
        """Keep the path; nothing is opened yet."""
        self._path = path
        self._engine: AsyncEngine | None = None

    async def add(self, feedback: Feedback) -> None:
        """Keep one."""
        values = {
            "day": feedback.day,
            "org": feedback.org,
            "helpful": feedback.helpful,
            "passages": list(feedback.passages),
            "question": feedback.question,
        }
        async with (await self._open()).begin() as connection:
            await connection.execute(insert(_table).values(values))

    async def all(self) -> Sequence[Feedback]:
        """Return everything kept, oldest first."""
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
        if self._engine is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # No statement is echoed or quoted in an error: a question's words must not reach a log.
            self._engine = create_async_engine(f"sqlite+aiosqlite:///{self._path}", hide_parameters=True)
            async with self._engine.begin() as connection:
                await connection.run_sync(_metadata.create_all)
        return self._engine
