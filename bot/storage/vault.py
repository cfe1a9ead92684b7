"""The database together with the keys that belong to it: with other keys, nothing is read and nothing is written."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, select

from bot.storage.database import Database
from bot.storage.errors import KeysUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import ONLY, key_proof
from bot.storage.upserts import insert_into

T = TypeVar("T")


class Vault:
    """Reads and writes like `Database`, once it has seen that the keys are those with which it was filled."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self.database = database
        self.keyring = keyring
        self._is_proven = False

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Do something with a connection that reads. See `Database.read`.

        Raises:
            KeysUnusable: The keys are those of another database.
            StorageUnusable: The database cannot be opened or read.
        """

        def proven(connection: Connection) -> T:
            self._is_proven = self._is_proven or self._is_there(connection)
            return work(connection)

        return await self.database.read(proven)

    async def write(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        """Do something with a connection that writes; the first time, leave a proof of the keys. Raises as `read`.

        See `Database.write`.
        """

        def proven(connection: Connection) -> T:
            self._is_proven = self._is_proven or self._is_there(connection)
            if not self._is_proven:
                self._prove(connection)
            return work(connection)

        return await self.database.write(proven, lasting=lasting)

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self.database.close()

    def _prove(self, connection: Connection) -> None:
        left = insert_into(connection, key_proof).values(id=ONLY, digest=proof(self.keyring))
        connection.execute(left.on_conflict_do_nothing())
        self._is_there(connection)  # another process may have been first, with other keys

    def _is_there(self, connection: Connection) -> bool:
        """Return whether there is a proof; one of other keys raises."""
        found = connection.execute(select(key_proof.c.digest)).scalar_one_or_none()
        if found not in (None, proof(self.keyring)):
            raise KeysUnusable(
                self.keyring.path,
                f"{self.database.place} was filled with other keys",
                "put back the file that belongs to this database",
            )
        return found is not None


def proof(keyring: Keyring) -> str:
    """Return what a database that is filled with these keys holds (`schema.key_proof`)."""
    return keyring.digest("proof", "these keys belong to this database")
