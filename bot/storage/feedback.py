"""Feedback, kept in the database."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from bot.storage.database import Database
from bot.storage.schema import feedback as table
from handlers.feedback import Feedback


class SqlFeedbackStore:
    """A `FeedbackStore` in the database, which is made when the first feedback is kept."""

    def __init__(self, database: Database) -> None:
        """Keep the database; nothing is opened yet."""
        self._database = database

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
        await self._database.write(lambda connection: connection.execute(insert(table).values(values)))

    async def all(self) -> Sequence[Feedback]:
        """Return everything kept, oldest first.

        Raises:
            StorageUnusable: The database cannot be read.
        """
        if not self._database.is_there():
            return []
        query = select(table).order_by(table.c.id)
        rows = await self._database.read(lambda connection: connection.execute(query).all())
        return [
            Feedback(day=row.day, org=row.org, helpful=row.helpful, passages=tuple(row.passages), question=row.question)
            for row in rows
        ]

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._database.close()
