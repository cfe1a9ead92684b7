"""Whoever is cancelled in the midst of something leaves nothing half done, and holds nobody up."""

import asyncio
from collections.abc import Awaitable

from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.verifying import verify
from tests.bot.storage.builders import NOON, case, notice, received, said
from tests.bot.storage.places import Open, Place


async def cancelled(work: Awaitable[object], after: float) -> BaseException | None:
    """Let work begin, cancel it after some seconds, and return what it raised."""
    task = asyncio.ensure_future(work)
    await asyncio.sleep(after)
    task.cancel()
    [outcome] = await asyncio.gather(task, return_exceptions=True)
    return outcome if isinstance(outcome, BaseException) else None


async def test_a_cancelled_writer_holds_nobody_up(
    place: Place, open_database: Open, database: Database, keyring: Keyring
) -> None:
    """At whichever point it was; what it kept is whole."""
    store, other = SqlCaseStore(database, keyring), SqlCaseStore(open_database(patience=2), keyring)
    one = await other.file(received(case()), submission="one", receipt="one")
    outcomes = []
    for step in range(40):
        made = case()
        work = store.file(received(made, notice(), notice()), submission=made.id, receipt=made.id)
        outcomes.append(await cancelled(work, step / 5000))
        await other.change(one.id, said(str(step)), at=NOON)
    assert any(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    assert [outcome for outcome in outcomes if not isinstance(outcome, asyncio.CancelledError | None)] == []
    assert (await verify(database, keyring)).broken is None
    assert place.count("outbox") == 2 * place.count("cases") - 1
    assert len((await store.get(one.id)).messages) == 41


async def test_a_cancelled_reader_holds_nobody_up(open_database: Open, database: Database, keyring: Keyring) -> None:
    """Nor does one that is cancelled while the database is opened."""
    store, other = SqlCaseStore(database, keyring), SqlCaseStore(open_database(patience=2), keyring)
    one = await other.file(received(case()), submission="one", receipt="one")
    outcomes = []
    for step in range(40):
        outcomes.append(await cancelled(store.get(one.id), step / 5000))
        if step % 8 == 0:
            await store.close()
    assert any(isinstance(outcome, asyncio.CancelledError) for outcome in outcomes)
    assert [outcome for outcome in outcomes if not isinstance(outcome, asyncio.CancelledError | None)] == []
    assert await open_database(patience=2).alone(lambda _: True)
    assert await store.get(one.id) == one


async def test_whoever_gives_up_holds_up_nobody_before_or_after(
    store: SqlCaseStore, database: Database, keyring: Keyring
) -> None:
    """What had not begun is taken back; what had is kept whole."""
    one = await store.file(received(case()), submission="one", receipt="one")
    first = asyncio.ensure_future(store.change(one.id, said("first"), at=NOON))
    second = asyncio.ensure_future(store.change(one.id, said("second"), at=NOON))
    third = asyncio.ensure_future(store.change(one.id, said("third"), at=NOON))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(first, second, third, return_exceptions=True)
    said_ = [message.text for message in (await store.get(one.id)).messages[1:]]
    assert second.cancelled()
    assert sorted({*said_} - {"second"}) == ["first", "third"]
    assert (await verify(database, keyring)).broken is None
