"""Forms that somebody has begun to fill in, kept for a day for people who are signed in. Backups leave them out."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import form_drafts
from bot.storage.sealed import ANSWERS, KeptAnswers
from bot.storage.upserts import insert_into
from bot.storage.vault import Vault
from handlers.forms.model import Answers

LIFETIME = timedelta(hours=24)


class SqlFormDrafts:
    """Keeps what somebody has filled in so far: one of each form, each for a day after it was last changed."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self._vault = Vault(database, keyring)
        self._keyring = keyring

    async def put(self, owner: str, form: str, answers: Answers, *, at: datetime) -> None:
        """Keep what somebody has filled in, in place of what there was.

        Args:
            owner: Who is signed in, as the door knows them (`slack:T1/U2`); never anybody who reports anonymously.
            form: Id of the form.
            answers: So far, unchecked.
            at: The time.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        kept = KeptAnswers(owner=owner, form=form, answers=answers)

        def keep(connection: Connection) -> None:
            new = {"sealed": self._keyring.seal(ANSWERS.write(kept)), "expires_at": at + LIFETIME}
            row = insert_into(connection, form_drafts).values(owner_hash=self._owner(owner), form=form, **new)
            connection.execute(row.on_conflict_do_update(index_elements=["owner_hash", "form"], set_=new))

        await self._vault.write(keep)

    async def get(self, owner: str, form: str, *, at: datetime) -> Answers | None:
        """Return what somebody has filled in so far, or None. Raises as `put`."""
        query = select(form_drafts.c.sealed).where(
            form_drafts.c.owner_hash == self._owner(owner), form_drafts.c.form == form, form_drafts.c.expires_at > at
        )
        sealed = await self._vault.read(lambda connection: connection.execute(query).scalar_one_or_none())
        if sealed is None:
            return None
        kept = ANSWERS.read(self._keyring.open(sealed))
        if (kept.owner, kept.form) != (owner, form):
            raise StorageUnusable("a form in the database stands in the place of another's; remove it")
        return kept.answers

    async def drop(self, owner: str, form: str) -> None:
        """Forget what somebody has filled in: it was sent, or they gave it up. Raises as `put`."""
        which = delete(form_drafts).where(form_drafts.c.owner_hash == self._owner(owner), form_drafts.c.form == form)
        await self._vault.write(lambda connection: connection.execute(which))

    async def expire(self, at: datetime) -> int:
        """Forget what is older than a day; return how many. Raises as `put`."""
        old = delete(form_drafts).where(form_drafts.c.expires_at <= at)
        return await self._vault.write(lambda connection: connection.execute(old).rowcount)

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._vault.close()

    def _owner(self, owner: str) -> str:
        return self._keyring.digest("owner of a form", owner)
