"""Cases, kept in the database: what belongs together is one transaction."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, select, update

from bot.storage import case_rows, history, not_kept, outbox_rows
from bot.storage.database import Database
from bot.storage.errors import StorageUnusable
from bot.storage.keys import Keyring
from bot.storage.schema import cases
from bot.storage.schema import history as history_table
from bot.storage.summaries import summaries
from bot.storage.vault import Vault
from handlers.cases.case import Case
from handlers.cases.events import Event
from handlers.cases.store import Change, Changed, Gone, HistoryEntry, Summary
from handlers.request import BadRequest

T = TypeVar("T")


class SqlCaseStore:
    """A `CaseStore` in the database. The same case is changed by one at a time, in whichever process they are."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        """Keep both; nothing is opened yet."""
        self._vault = Vault(database, keyring)
        self._keyring = keyring

    async def file(self, changed: Changed, *, submission: str, receipt: str) -> Case:
        """Keep a new case. See `CaseStore.file`.

        Raises:
            NotKept: It could not be kept.
            Gone: It was filed before, and has been disposed of since.
        """
        kept = case_rows.new(self._keyring, changed, submission=submission, receipt=receipt)

        def keep(connection: Connection) -> Case:
            if case_rows.insert(connection, self._keyring, kept):
                self._follow(connection, changed, changed.case.filed_at)
                return changed.case
            return case_rows.first(connection, self._keyring, submission).case

        return await self._write(keep)

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Let something happen to a case, alone. See `CaseStore.change`.

        Raises:
            Gone: There is no such case, or it was disposed of.
            NotKept: It could not be kept.
            ValueError: The change returns another case.
        """

        def keep(connection: Connection) -> Case:
            kept = case_rows.locked(connection, self._keyring, id_)
            changed = change(kept.case)
            if changed.case.id != id_:
                raise ValueError("a change returned another case than it was given")
            changed = outbox_rows.revise(connection, self._keyring, changed, at)
            if changed != Changed(case=kept.case):
                case_rows.write(connection, self._keyring, case_rows.after(kept, changed))
                self._follow(connection, changed, at)
            return changed.case

        return await self._write(keep)

    async def get(self, id_: str) -> Case:
        """Return a case.

        Raises:
            Gone: There is no such case, or it was disposed of.
            StorageUnusable: The database or the keys cannot be used.
        """
        found = await self._find(cases.c.id == id_)
        if found is None:
            raise Gone(case_rows.GONE)
        return found

    async def by_number(self, number: str) -> Case | None:
        """Return the case with this number, or None where there is none (any more). Raises as `get`, but for Gone."""
        return await self._find(cases.c.number_hash == case_rows.number_hash(self._keyring, number))

    async def by_receipt(self, receipt: str) -> Case | None:
        """Return the case with this receipt code, or None where there is none (any more). Raises as `by_number`."""
        return await self._find(cases.c.receipt_hash == case_rows.receipt_hash(self._keyring, receipt))

    async def of_reporter(self, identity: str) -> Sequence[Case]:
        """Return the cases of somebody who is signed in, the newest first. Raises as `by_number`."""
        query = (
            select(*case_rows.OPENED)
            .where(cases.c.reporter_hash == case_rows.reporter_hash(self._keyring, identity))
            .where(cases.c.sealed.is_not(None))
            .order_by(cases.c.filed_at.desc(), cases.c.id)
        )
        rows = await self._vault.read(lambda connection: connection.execute(query).all())
        return [case_rows.opened(self._keyring, row).case for row in rows]

    async def versions(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return how often each of these cases was changed. See `CaseStore.versions`; raises as `due`."""
        query = select(cases.c.id, cases.c.version).where(cases.c.id.in_(ids), cases.c.sealed.is_not(None))
        rows = await self._vault.read(lambda connection: connection.execute(query).all())
        return {row.id: row.version for row in rows}

    async def due(self, now: datetime) -> Sequence[str]:
        """Return the ids of the cases for which something is to be done by now, the most urgent first.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        query = select(cases.c.id).where(cases.c.next_at <= now, cases.c.sealed.is_not(None))
        first = query.order_by(cases.c.urgency, cases.c.next_at, cases.c.id)
        return await self._vault.read(lambda connection: connection.execute(first).scalars().all())

    async def dispose(self, id_: str, *, record: str, at: datetime) -> None:
        """Forget what a case holds. See `CaseStore.dispose`. What is still on its way because of it is withdrawn.

        Raises:
            Gone: There is no such case, or it was disposed of.
            BadRequest: It is under legal hold.
            NotKept: It could not be kept.
        """

        def forget(connection: Connection) -> None:
            kept = case_rows.locked(connection, self._keyring, id_)
            if kept.case.on_hold:  # it may have been put under it since somebody looked
                raise BadRequest(f"Case {kept.case.number} is under legal hold.")
            withdrawn = outbox_rows.forget(connection, self._keyring, id_, at)
            _forget(connection, id_, at)
            last = Event(action="disposed", actor="operator", details=record)
            left = case_rows.rest(connection, self._keyring, kept)
            history.append(connection, self._keyring, kept.case, [*withdrawn, last], at, left=left)

        await self._write(forget)
        with suppress(StorageUnusable):  # it was disposed of, even where a reader keeps the rest about for a while
            await self._vault.database.shed()

    async def summaries(self) -> Sequence[Summary]:
        """Return what is known of every case, also of those that were disposed of, the oldest first.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        return await self._vault.read(summaries)

    async def history(self, id_: str | None = None) -> AsyncIterator[HistoryEntry]:
        """Yield the history of a case, or of all of them, the oldest first.

        Raises:
            StorageUnusable: The database or the keys cannot be used.
        """
        async for entry in history.entries(self._vault, id_):
            yield entry

    async def close(self) -> None:
        """Close the database; it opens itself again when it is needed."""
        await self._vault.close()

    async def _write(self, work: Callable[[Connection], T]) -> T:
        with not_kept.told():
            return await self._vault.write(work)

    def _follow(self, connection: Connection, changed: Changed, at: datetime) -> None:
        """Keep what follows from a change: what is to be sent, and last of all the history."""
        outbox_rows.queue(connection, self._keyring, changed.case, changed.notices, at)
        history.append(connection, self._keyring, changed.case, changed.events, at)

    async def _find(self, condition: ColumnElement[bool]) -> Case | None:
        row = await self._vault.read(lambda connection: case_rows.find(connection, condition))
        if row is None or row.sealed is None:
            return None
        return case_rows.opened(self._keyring, row).case


def _forget(connection: Connection, id_: str, at: datetime) -> None:
    """Remove what a case and its history say, and whose it was."""
    own = history_table.c.case_id == id_
    in_order = select(history_table.c.number).where(own).order_by(history_table.c.number)
    connection.execute(in_order.with_for_update())  # as `rotation` does: neither waits for the other
    connection.execute(update(history_table).where(own).values(sealed=None))
    gone = {"sealed": None, "reporter_hash": None, "next_at": None, "disposed_at": at}
    connection.execute(update(cases).where(cases.c.id == id_).values(gone))
