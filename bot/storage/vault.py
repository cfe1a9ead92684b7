"""The database together with the keys that belong to it: with other keys, nothing is read and nothing is written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.errors import KeysUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import ONLY, key_proof
from bot.storage.upserts import insert_into


class Vault:
    """Gives connections like `Database`, once it has seen that the keys are those with which it was filled."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self.database = database
        self.keyring = keyring
        self._is_proven = False

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that reads.

        Raises:
            KeysUnusable: The keys are those of another database.
            StorageUnusable: The database cannot be opened or read.
        """
        async with self.database.read() as connection:
            self._is_proven = self._is_proven or await self._is_there(connection)
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection that writes; the first one leaves a proof of the keys. Raises as `read`."""
        async with self.database.write() as connection:
            self._is_proven = self._is_proven or await self._is_there(connection)
            if not self._is_proven:
                proof = insert_into(connection, key_proof).values(id=ONLY, digest=self._proof())
                await connection.execute(proof.on_conflict_do_nothing())
                await self._is_there(connection)  # another process may have been first, with other keys
            yield connection

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self.database.close()

    async def _is_there(self, connection: AsyncConnection) -> bool:
        """Return whether there is a proof; one of other keys raises."""
        found = (await connection.execute(select(key_proof.c.digest))).scalar_one_or_none()
        if found not in (None, self._proof()):
            raise KeysUnusable(
                self.keyring.path,
                f"{self.database.place} was filled with other keys",
                "put back the file that belongs to this database",
            )
        return found is not None

    def _proof(self) -> str:
        return self.keyring.digest("proof", "these keys belong to this database")
