"""What came in from a chat platform: each is handled once, and none is forgotten where a process was killed."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.storage import keys
from bot.storage.database import Database
from bot.storage.errors import KeysUnusable
from bot.storage.inbox import Received, SqlInbox
from bot.storage.keys import Keyring
from tests.bot.storage.builders import MINUTE, NOON, WORDS
from tests.bot.storage.places import Disk, Open, Place

LATER = NOON + MINUTE


@pytest.fixture
def inbox(database: Database, keyring: Keyring) -> SqlInbox:
    """An inbox."""
    return SqlInbox(database, keyring)


async def left(inbox: SqlInbox, after: timedelta = MINUTE, *, most: int = 9, tries: int = 3) -> list[Received]:
    """Take up for a minute what is left over some time after noon."""
    return await inbox.left_over(at=NOON + after, lease=MINUTE, most=most, tries=tries)


def remove(path: Path) -> None:
    """Remove a file."""
    path.unlink()


async def test_what_is_sent_again_is_taken_once(inbox: SqlInbox) -> None:
    """While it is handled, once it is left over, and once it was handled."""
    assert await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    assert not await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    assert not await inbox.take("Ev1", "a", at=LATER, lease=MINUTE)
    await inbox.done("Ev1", at=LATER)
    assert not await inbox.take("Ev1", "a", at=LATER, lease=MINUTE)
    assert await inbox.take("Ev2", "a", at=NOON, lease=MINUTE)


async def test_of_all_who_take_the_same_one_has_it(place: Place, open_database: Open, keyring: Keyring) -> None:
    """In whichever process."""
    inboxes = [SqlInbox(open_database(), keyring) for _ in range(3)]
    await left(inboxes[0])
    for id_ in ("Ev1", "Ev2", "Ev3"):
        taken = await asyncio.gather(*(inboxes[n % 3].take(id_, "a", at=NOON, lease=MINUTE) for n in range(9)))
        assert taken.count(True) == 1
    assert place.count("inbox") == 3


async def test_whoever_still_works_on_something_keeps_it(inbox: SqlInbox) -> None:
    """Until they let it go; what was handled stays so, and what is not known is passed over."""
    for id_ in ("Ev1", "Ev2", "Ev3"):
        await inbox.take(id_, id_, at=NOON, lease=MINUTE)
    await inbox.done("Ev3", at=NOON)
    await inbox.renew(["Ev1", "Ev3", "Ev4"], at=LATER, lease=MINUTE)
    assert [one.id for one in await left(inbox)] == ["Ev2"]
    await inbox.renew(["Ev1"], at=LATER, lease=timedelta())
    assert [one.id for one in await left(inbox)] == ["Ev1"]


async def test_what_nobody_has_handled_is_taken_up_again(inbox: SqlInbox) -> None:
    """Once the lease is over, the oldest first, with what it says and how often it was taken up."""
    await inbox.take("Ev2", WORDS, at=NOON + timedelta(seconds=1), lease=MINUTE)
    await inbox.take("Ev1", "a", at=NOON, lease=2 * MINUTE)
    await inbox.take("Ev3", "b", at=NOON, lease=MINUTE)
    await inbox.done("Ev3", at=NOON)
    assert await left(inbox) == []
    assert await left(inbox, 2 * MINUTE) == [
        Received(id="Ev1", text="a", tries=2), Received(id="Ev2", text=WORDS, tries=2),
    ]  # fmt: skip
    assert await left(inbox, 2 * MINUTE) == []
    await inbox.done("Ev1", at=LATER)
    assert await left(inbox, 3 * MINUTE) == [Received(id="Ev2", text=WORDS, tries=3)]


async def test_no_more_than_was_asked_for_is_taken_up(inbox: SqlInbox) -> None:
    """The rest is there for the next."""
    for number in range(3):
        await inbox.take(f"Ev{number}", "a", at=NOON + number * timedelta(seconds=1), lease=timedelta())
    assert [one.id for one in await left(inbox, most=2)] == ["Ev0", "Ev1"]
    assert [one.id for one in await left(inbox, most=2)] == ["Ev2"]


async def test_no_two_take_up_the_same(open_database: Open, keyring: Keyring) -> None:
    """In whichever process; together they have all."""
    inboxes = [SqlInbox(open_database(), keyring) for _ in range(3)]
    for number in range(12):
        await inboxes[0].take(f"Ev{number}", "a", at=NOON, lease=MINUTE)
    found = await asyncio.gather(*(left(inboxes[number % 3], most=4) for number in range(6)))
    rest = [await left(inboxes[0], most=12)]
    assert sorted(one.id for some in (*found, *rest) for one in some) == sorted(f"Ev{n}" for n in range(12))


async def test_what_was_tried_too_often_is_given_up(inbox: SqlInbox, place: Place) -> None:
    """It is handled then, and what it said is forgotten; nothing holds up what came after it."""
    await inbox.take("Ev1", WORDS, at=NOON, lease=MINUTE)
    for tries in (2, 3):
        assert [one.tries for one in await left(inbox, tries * MINUTE)] == [tries]
    await inbox.take("Ev2", "a", at=NOON + 3 * MINUTE, lease=MINUTE)
    assert [one.id for one in await left(inbox, 4 * MINUTE, most=1)] == ["Ev2"]
    assert place.run("SELECT tries FROM inbox WHERE sealed IS NULL AND done_at IS NOT NULL") == [(3,)]
    assert not await inbox.take("Ev1", WORDS, at=NOON + 4 * MINUTE, lease=MINUTE)


async def test_how_many_are_given_up_is_told(inbox: SqlInbox) -> None:
    """Those whose lease is over, each once."""
    for number in range(3):
        await inbox.take(f"Ev{number}", "a", at=NOON, lease=(number + 1) * MINUTE)
    assert await inbox.give_up(at=NOON + 2 * MINUTE, tries=2) == 0
    assert await inbox.give_up(at=NOON + 2 * MINUTE, tries=1) == 2
    assert await inbox.give_up(at=NOON + 2 * MINUTE, tries=1) == 0
    assert [one.id for one in await left(inbox, 3 * MINUTE)] == ["Ev2"]


async def test_of_what_was_handled_nothing_is_left_but_that_it_came(inbox: SqlInbox, place: Place) -> None:
    """A second time changes nothing, nor does one of which nobody knows."""
    await inbox.take("Ev1", WORDS, at=NOON, lease=MINUTE)
    await inbox.done("Ev1", at=NOON)
    once = place.run("SELECT * FROM inbox")
    assert place.run("SELECT sealed FROM inbox") == [(None,)]
    await inbox.done("Ev1", at=LATER)
    await inbox.done("Ev2", at=LATER)
    assert place.run("SELECT * FROM inbox") == once


async def test_what_was_handled_long_ago_is_forgotten(inbox: SqlInbox, place: Place) -> None:
    """What was not handled stays, however old it is."""
    for number in range(3):
        await inbox.take(f"Ev{number}", "a", at=NOON, lease=MINUTE)
    await inbox.done("Ev0", at=NOON)
    await inbox.done("Ev1", at=LATER)
    assert await inbox.expire(LATER) == 1
    assert place.count("inbox") == 2
    assert await inbox.expire(NOON + timedelta(days=9)) == 1
    assert [one.id for one in await left(inbox)] == ["Ev2"]
    assert await inbox.take("Ev0", "a", at=LATER, lease=MINUTE)


async def test_one_in_the_place_of_another_is_not_handled(inbox: SqlInbox, place: Place) -> None:
    """Nor one that was damaged; the others are, and it is given up in the end."""
    for number in range(4):
        await inbox.take(f"Ev{number}", "a", at=NOON + number * MINUTE, lease=timedelta())
    oldest, newest = "(SELECT min(taken_at) FROM inbox)", "(SELECT max(taken_at) FROM inbox)"
    place.run(
        f"UPDATE inbox SET sealed = (SELECT sealed FROM inbox WHERE taken_at = {newest}) WHERE taken_at = {oldest}"
    )
    place.run(f"UPDATE inbox SET sealed = :damaged WHERE taken_at = {newest}", damaged=b"damaged")
    assert [one.id for one in await left(inbox, 9 * MINUTE, tries=2)] == ["Ev1", "Ev2"]
    assert await inbox.give_up(at=NOON + 10 * MINUTE, tries=2) == 4


async def test_keys_that_cannot_be_used_leave_it_as_it_is(inbox: SqlInbox, place: Place, key_file: Path) -> None:
    """It is not counted as a try."""
    await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    before = place.run("SELECT tries, leased_until FROM inbox")
    remove(key_file)
    place.run("UPDATE inbox SET sealed = :other", other=b"")  # to be opened with keys that may be in the file by now
    with pytest.raises(KeysUnusable):
        await left(inbox)
    assert place.run("SELECT tries, leased_until FROM inbox") == before


async def test_it_goes_on_with_new_keys(inbox: SqlInbox, key_file: Path) -> None:
    """Whatever came in before."""
    await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    keys.add_key(key_file)
    await inbox.take("Ev2", "b", at=NOON, lease=MINUTE)
    assert sorted(one.text for one in await left(inbox)) == ["a", "b"]


async def test_a_closed_inbox_opens_itself_again(inbox: SqlInbox) -> None:
    """Closing loses nothing."""
    await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    await inbox.close()
    assert not await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)


def test_no_representation_shows_what_came_in() -> None:
    """It may reach a log."""
    assert WORDS not in repr(Received(id="Ev1", text=WORDS, tries=1))


async def test_what_is_taken_has_reached_the_disk(place: Place, keyring: Keyring) -> None:
    """For the platform does not send it again; that it is handled may get there later."""
    disk = Disk(place.url)
    inbox = SqlInbox(disk, keyring)
    await inbox.take("Ev1", "a", at=NOON, lease=MINUTE)
    await inbox.done("Ev1", at=NOON)
    await disk.close()
    assert disk.waited == [True, False]
