"""The outbox: every notice is taken by one at a time, until a service has it or an operator withdraws it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database
from bot.storage.keys import Keyring
from bot.storage.outbox import SqlOutbox
from bot.storage.verifying import verify
from handlers.cases.case import Case
from handlers.cases.events import Event, Notice
from handlers.cases.store import Change, Changed, Gone, Pending, Revise
from tests.bot.storage.builders import MINUTE, NOON, case, notice, received, said
from tests.bot.storage.places import Open, Place

LEASE = timedelta(minutes=5)


async def filed(store: SqlCaseStore, *notices: Notice, at: datetime = NOON) -> Case:
    """File a case with these notices."""
    one = case(filed_at=at)
    return await store.file(received(one, *notices), submission=one.id, receipt=one.id)


async def texts(outbox: SqlOutbox, now: datetime, most: int = 99) -> list[str]:
    """Claim what is due, and return what it says."""
    return [one.notice.text for one in await outbox.claim(now, most, LEASE)]


async def only(outbox: SqlOutbox, now: datetime = NOON) -> Pending:
    """Claim the one notice that is due."""
    [one] = await outbox.claim(now, 9, LEASE)
    return one


async def test_the_most_urgent_comes_first_then_the_oldest(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """As many as are asked for."""
    await filed(store, notice(urgency=2, text="new"), at=NOON + MINUTE)
    await filed(store, notice(urgency=2, text="old"), notice(urgency=0, text="urgent"))
    await filed(store, notice(urgency=1, text="not yet"), at=NOON + 2 * MINUTE)
    assert await texts(outbox, NOON + MINUTE, 2) == ["urgent", "old"]
    assert await texts(outbox, NOON + MINUTE, 2) == ["new"]
    assert await texts(outbox, NOON + MINUTE) == []


async def test_nothing_is_claimed_twice(open_database: Open, keyring: Keyring, store: SqlCaseStore) -> None:
    """By four workers with a connection of their own each."""
    await filed(store, *(notice(text=str(number)) for number in range(60)))
    workers = [SqlOutbox(open_database(), keyring) for _ in range(4)]

    async def work(outbox: SqlOutbox) -> list[str]:
        taken: list[str] = []
        while some := await outbox.claim(NOON, 4, LEASE):
            taken += [one.notice.text for one in some]
        return taken

    taken = [text for some in await asyncio.gather(*map(work, workers)) for text in some]
    assert sorted(taken, key=int) == [str(number) for number in range(60)]


async def test_what_a_killed_worker_had_comes_back(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """When its lease has ended, under the same id."""
    await filed(store, notice())
    first = await only(outbox)
    assert await texts(outbox, NOON + LEASE - MINUTE) == []
    assert await only(outbox, NOON + LEASE) == first


async def test_what_was_delivered_is_forgotten(store: SqlCaseStore, outbox: SqlOutbox, place: Place) -> None:
    """That it was, and in which hour, stays; a second time changes nothing."""
    await filed(store, notice())
    one = await only(outbox)
    await outbox.delivered(one.id, NOON + MINUTE)
    await outbox.delivered(one.id, NOON + 99 * MINUTE)
    await outbox.failed(one.id, "refused", NOON)
    assert await texts(outbox, NOON + timedelta(days=9)) == []
    assert await outbox.waiting() == []
    [(state, sealed, failures, done_at)] = place.run("SELECT state, sealed, failures, done_at FROM outbox")
    assert (state, sealed, failures) == ("delivered", None, 0)
    kept = datetime.fromisoformat(str(done_at))  # a server gives it in the zone of whoever asks
    hour = NOON.replace(microsecond=0)
    assert kept == (hour if kept.tzinfo else hour.replace(tzinfo=None))


async def test_a_lease_that_nobody_gives_holds_nothing_up(store: SqlCaseStore, outbox: SqlOutbox, place: Place) -> None:
    """Somebody with the database could keep a notice from everybody with it."""
    await filed(store, notice())
    first = await only(outbox)
    place.run("UPDATE outbox SET leased_until = '2999-01-01 00:00:00+00:00'")
    assert await only(outbox, NOON + MINUTE) == first


async def test_a_notice_that_was_emptied_holds_up_no_other(
    store: SqlCaseStore, outbox: SqlOutbox, place: Place
) -> None:
    """It counts as one that cannot be opened."""
    await filed(store, notice(urgency=0))
    await filed(store, notice(text="whole"))
    place.run("UPDATE outbox SET sealed = NULL WHERE urgency = 0")
    assert await texts(outbox, NOON) == ["whole"]
    assert (await outbox.waiting())[0].last_reason == "unreadable"


async def test_what_failed_is_tried_again_when_it_was_said(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """The failures are counted, under the same id."""
    await filed(store, notice())
    one = await only(outbox)
    await outbox.failed(one.id, "refused", NOON + MINUTE)
    assert await texts(outbox, NOON) == []
    again = await only(outbox, NOON + MINUTE)
    assert (again.id, again.failures, again.alarmed) == (one.id, 1, False)
    await outbox.failed(one.id, "x" * 200, NOON + 2 * MINUTE)
    await outbox.alarmed(one.id, NOON)
    again = await only(outbox, NOON + 2 * MINUTE)
    assert (again.failures, again.alarmed) == (2, True)


async def test_what_is_waiting_is_known_without_keys(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """To whom and what about is not."""
    one = await filed(store, notice(kind="message", urgency=1), notice(urgency=3))
    claimed = (await outbox.claim(NOON, 1, LEASE))[0]
    first, second = await outbox.waiting()
    assert (first.id, first.case, first.kind, first.urgency) == (claimed.id, one.id, "message", 1)
    assert (first.created_at, first.next_at, first.leased_until) == (NOON, NOON, NOON + LEASE)
    assert (second.failures, second.last_reason, second.alarmed_at, second.leased_until) == (0, None, None, None)
    await outbox.failed(claimed.id, "refused", NOON + MINUTE)
    await outbox.alarmed(claimed.id, NOON)
    first, _ = await outbox.waiting()
    assert (first.failures, first.last_reason, first.next_at) == (1, "refused", NOON + MINUTE)
    assert (first.alarmed_at, first.leased_until) == (NOON, None)


async def test_it_tells_when_there_is_something_to_do(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """The first end of a lease or of a wait; nothing where nothing waits."""
    assert await outbox.next_at() is None
    await filed(store, notice(), notice())
    assert await outbox.next_at() == NOON
    first, second = await outbox.claim(NOON, 2, LEASE)
    assert await outbox.next_at() == NOON + LEASE
    await outbox.failed(first.id, "refused", NOON + MINUTE)
    assert await outbox.next_at() == NOON + MINUTE
    await outbox.delivered(first.id, NOON)
    await outbox.delivered(second.id, NOON)
    assert await outbox.next_at() is None


async def test_what_was_withdrawn_is_in_the_history(
    store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring, place: Place
) -> None:
    """By whom, and what it was; the case is as it was, and verifies."""
    one = await filed(store, notice(kind="reminder"))
    pending = await only(outbox)
    assert await outbox.withdraw(pending.id, NOON + MINUTE, who="Dee") == pending
    *_, entry = [entry async for entry in store.history(one.id)]
    assert (entry.action, entry.actor, entry.who) == ("delivery_withdrawn", "operator", "Dee")
    assert (entry.at, entry.details) == (NOON + MINUTE, "reminder, by mail")
    assert await outbox.waiting() == []
    assert place.run("SELECT state, sealed FROM outbox") == [("withdrawn", None)]
    assert await store.get(one.id) == one
    assert (await verify(database, keyring)).broken is None


def revising(revise: Revise) -> Change:
    """Return a change after which notices are looked at anew, and one more is sent."""
    event = Event(action="kept_out", actor="reporter")
    new = notice(kind="reminder", text="new")
    return lambda one: Changed(case=one, events=(event,), notices=(new,), revise=revise)


async def test_what_may_not_be_sent_any_more_leaves_with_the_change(
    store: SqlCaseStore, outbox: SqlOutbox, database: Database, keyring: Keyring, place: Place
) -> None:
    """Withdrawn, or sent in other words; the history says so and names nobody. What another case sends stays."""
    other, one = await filed(store, notice(text="kept out")), await filed(store)
    first = [notice(text=text) for text in ("full", "kept out", "fine")]
    await store.change(one.id, lambda kept: Changed(case=kept, notices=tuple(first)), at=NOON)
    claimed = {found.notice.text: found.id for found in await outbox.claim(NOON, 9, LEASE) if found.case == one.id}

    def revise(found: Notice) -> Notice | None:
        if found.text == "full":
            return replace(found, text="private", private=True)
        return None if found.text == "kept out" else found

    assert await store.change(one.id, revising(revise), at=NOON + MINUTE) == one
    assert sorted(await texts(outbox, NOON + MINUTE)) == ["new", "private"]
    await outbox.failed(claimed["kept out"], "refused", NOON)
    await outbox.delivered(claimed["full"], NOON)
    rows = place.run("SELECT state, sealed FROM outbox WHERE state != 'queued'")
    assert rows == [("withdrawn", None)] * 2
    assert len([waits for waits in await outbox.waiting() if waits.case == other.id]) == 1
    entries = [(entry.action, entry.actor, entry.who, entry.details) async for entry in store.history(one.id)]
    withdrawn = ("delivery_withdrawn", "assistant", None, "case, by mail")
    assert entries[1:] == [("kept_out", "reporter", None, None), withdrawn, withdrawn]
    assert (await verify(database, keyring)).broken is None


async def test_where_everything_may_be_sent_nothing_is_noted(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """Nor written."""
    one = await filed(store)
    before = await outbox.waiting()
    await store.change(one.id, lambda kept: Changed(case=kept, revise=lambda found: found), at=NOON)
    assert await outbox.waiting() == before
    assert len([entry async for entry in store.history(one.id)]) == 1


async def test_nothing_is_withdrawn_by_a_change_that_is_not_kept(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """Both are one step."""
    one = await filed(store)

    def revise(found: Notice) -> Notice | None:
        if found.text == "second":
            raise RuntimeError("no")
        return None

    await store.change(one.id, lambda kept: Changed(case=kept, notices=(notice(text="second"),)), at=NOON)
    with pytest.raises(RuntimeError):
        await store.change(one.id, revising(revise), at=NOON)
    assert len(await outbox.waiting()) == 2


async def test_what_cannot_be_opened_is_left_and_holds_up_nobody(
    store: SqlCaseStore, outbox: SqlOutbox, place: Place
) -> None:
    """Whoever is to be kept out is kept out all the same."""
    one = await filed(store, notice(urgency=0), notice(text="whole"))
    place.run("UPDATE outbox SET sealed = :sealed WHERE urgency = 0", sealed=b"damaged")
    await store.change(one.id, revising(lambda _: None), at=NOON)
    assert await texts(outbox, NOON) == ["new"]
    assert [waits.last_reason for waits in await outbox.waiting()] == ["unreadable", None]


async def test_only_what_is_on_its_way_can_be_withdrawn(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """Once."""
    await filed(store, notice(), notice())
    first, second = await outbox.claim(NOON, 2, LEASE)
    await outbox.delivered(first.id, NOON)
    await outbox.withdraw(second.id, NOON)
    for id_ in (first.id, second.id, "nowhere"):
        with pytest.raises(Gone, match="not on its way"):
            await outbox.withdraw(id_, NOON)


async def test_what_happens_to_a_case_while_something_is_withdrawn_is_kept(
    store: SqlCaseStore, open_database: Open, database: Database, keyring: Keyring
) -> None:
    """Both lock the case."""
    one = await filed(store, *(notice() for _ in range(6)))
    outbox = SqlOutbox(open_database(), keyring)
    ids = [waiting.id for waiting in await outbox.waiting()]
    await asyncio.gather(
        *(outbox.withdraw(id_, NOON) for id_ in ids), *(store.change(one.id, said("more"), at=NOON) for _ in range(6))
    )
    assert len((await store.get(one.id)).messages) == 7
    verified = await verify(database, keyring)
    assert (verified.entries, verified.broken) == (13, None)


async def test_one_that_cannot_be_opened_holds_up_no_other(
    store: SqlCaseStore, outbox: SqlOutbox, place: Place
) -> None:
    """It is tried again later, and shows among what waits."""
    await filed(store, notice(urgency=0, text="damaged"))
    await filed(store, notice(text="whole"))
    place.run("UPDATE outbox SET sealed = :sealed WHERE urgency = 0", sealed=b"damaged")
    assert await texts(outbox, NOON) == ["whole"]
    damaged, _ = await outbox.waiting()
    assert (damaged.failures, damaged.last_reason, damaged.next_at) == (1, "unreadable", NOON + LEASE)


async def test_one_in_the_place_of_another_is_not_sent(store: SqlCaseStore, outbox: SqlOutbox, place: Place) -> None:
    """It could reach somebody who must not see it."""
    await filed(store, notice(text="one"))
    other = await filed(store, notice(text="other"))
    place.run("UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE case_id = :id)", id=other.id)
    assert await texts(outbox, NOON) == ["other"]


async def test_what_waits_for_another_try_can_be_hastened(store: SqlCaseStore, outbox: SqlOutbox) -> None:
    """What somebody has just claimed stays theirs, and what nobody asked for waits on."""
    await filed(store, *(notice(text=text) for text in ("first", "second", "third", "claimed")))
    kept = {one.notice.text: one.id for one in await outbox.claim(NOON, 9, LEASE)}
    for id_ in kept.values():
        await outbox.failed(id_, "unreachable", NOON + 60 * MINUTE)
    claimed = kept.pop("claimed")
    await outbox.hasten({claimed}, NOON)
    assert await texts(outbox, NOON) == ["claimed"]
    await outbox.hasten({kept["first"], kept["second"], claimed}, NOON + MINUTE)
    assert sorted(await texts(outbox, NOON + MINUTE)) == ["first", "second"]
