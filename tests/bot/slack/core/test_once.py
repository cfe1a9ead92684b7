"""Each event is handled once, whatever is sent again, whatever is killed, and whoever else is running."""

import asyncio
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.slack.core.bolt import bolt_app
from bot.slack.core.going import Going
from bot.slack.core.once import LEASE, TRIES, Once
from bot.slack.core.web import Web
from bot.storage.inbox import Received, SqlInbox
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running, running
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, FakeSearch, MemoryFeedback
from tests.bot.web.reporting import FakeOffice

ASKED = "Can I post about my job on LinkedIn?"


async def test_an_event_that_is_sent_again_is_answered_once(here: Running) -> None:
    """Slack sends again what it believes to be lost; it is acknowledged each time."""
    asked = sent.message(here.workspace, here.user(), ASKED)
    answers = [await here.send(asked, **({"retry": number} if number else {})) for number in range(4)]
    assert [one.status for one in answers] == [200] * 4
    assert len(here.messages()) == 1


async def test_two_processes_on_one_database_answer_once(
    here: Running, slack: FakeSlack, assisting: FakeAssistant, office: FakeOffice, store: MemoryFeedback
) -> None:
    """Whichever gets it first."""
    asked = sent.message(here.workspace, here.user(), ASKED)
    async with running(slack, assisting, office, store, here.folder, clock=office.clock) as other:
        await here.signed.send(asked)
        await other.signed.send(asked, retry=1)
        await here.door.going.settled(10)
        await other.door.going.settled(10)
    assert len(here.messages()) == 1


async def test_what_a_process_did_not_get_done_another_takes_up(
    here: Running, slack: FakeSlack, assisting: FakeAssistant, office: FakeOffice, store: MemoryFeedback
) -> None:
    """It was acknowledged, and then the process was killed: Slack does not send it again."""
    asked = sent.message(here.workspace, here.user(), ASKED)
    assert await here.inbox.take(asked.payload["event_id"], json.dumps(asked.payload), at=office.clock(), lease=LEASE)
    async with running(slack, assisting, office, store, here.folder, clock=office.clock) as after:
        assert await after.door.look() == 0
        office.clock.now += LEASE
        assert await after.door.look() == 1
        await after.door.going.settled(10)
        assert len(here.messages()) == 1
        office.clock.now += LEASE
        assert await after.door.look() == 0


@pytest.mark.parametrize("fault", [{"status": 500}, {"error": "internal_error"}, {"error": "ratelimited"}])
async def test_where_slack_is_away_it_is_tried_again(here: Running, fault: dict[str, object]) -> None:
    """The person gets the answer a little later."""
    here.slack.fail("chat.postMessage", times=1, **fault)  # type: ignore[arg-type]
    await here.says(ASKED)
    assert not here.messages()
    here.office.clock.now += LEASE
    await here.door.look()
    await here.door.going.settled(10)
    assert len(here.messages()) == 1


async def test_what_takes_long_is_not_begun_a_second_time(
    here: Running, slack: FakeSlack, assisting: FakeAssistant, office: FakeOffice, store: MemoryFeedback
) -> None:
    """Slack may ask to wait for minutes: whoever works on it says so, and no other process takes it up either."""
    slow = here.slack.fail("chat.postMessage", hang=True)
    await here.signed.send(sent.message(here.workspace, here.user(), ASKED))
    await slow.met.wait()
    async with running(slack, assisting, office, store, here.folder, clock=office.clock) as other:
        for door in (here.door, other.door, here.door, other.door):
            office.clock.now += LEASE / 2
            assert await door.look() == 0
        slow.release()
        await here.door.going.settled(10)
    assert len(here.messages()) == 1


@dataclass(slots=True)
class Slow:
    """An inbox that takes what comes in only once it is let.

    Attributes:
        inbox: Where it is kept then.
        may: Set once it may be.
    """

    inbox: SqlInbox
    may: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, id_: str, text: str, *, at: datetime, lease: timedelta) -> bool:
        """Take it late."""
        await self.may.wait()
        return await self.inbox.take(id_, text, at=at, lease=lease)

    async def done(self, id_: str, *, at: datetime) -> None:
        """See `SqlInbox.done`."""
        await self.inbox.done(id_, at=at)

    async def renew(self, ids: Collection[str], *, at: datetime, lease: timedelta) -> None:
        """See `SqlInbox.renew`."""
        await self.inbox.renew(ids, at=at, lease=lease)

    async def left_over(self, *, at: datetime, lease: timedelta, most: int, tries: int) -> Sequence[Received]:
        """See `SqlInbox.left_over`."""
        return await self.inbox.left_over(at=at, lease=lease, most=most, tries=tries)

    async def expire(self, before: datetime) -> int:
        """See `SqlInbox.expire`."""
        return await self.inbox.expire(before)


async def test_where_the_database_takes_long_slack_is_told_in_time_and_nothing_is_lost(here: Running) -> None:
    """It sends it again; what was kept too late for it is handled at the next look, once."""
    asked, going, inbox = sent.message(here.workspace, here.user(), ASKED), Going(), Slow(here.inbox)
    once = Once(inbox, here.office.clock, going, in_time=0)
    calls = Web(here.slack.api)
    app = bolt_app(here.parts.workspaces, once, calls, signing_secret=None)
    answer = await app.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=asked.payload))
    await calls.close()
    assert answer.status == 503
    inbox.may.set()
    await going.settled(10)
    assert (await here.send(asked, retry=1)).status == 200
    assert not here.messages()
    assert await here.door.look() == 1
    await here.door.going.settled(10)
    assert len(here.messages()) == 1


async def test_what_cannot_be_done_is_given_up_in_the_end(here: Running) -> None:
    """It does not go round for ever."""
    here.slack.fail("chat.postMessage", status=500, times=None)
    await here.says(ASKED)
    taken_up = 0
    for _ in range(2 * TRIES):
        here.office.clock.now += LEASE
        taken_up += await here.door.look()
        await here.door.going.settled(10)
    assert taken_up == TRIES - 1


async def test_it_is_known_for_longer_than_slack_sends_again(here: Running) -> None:
    """And forgotten after a day."""
    asked = sent.message(here.workspace, here.user(), ASKED)
    await here.send(asked)
    here.office.clock.now += timedelta(hours=2)
    await here.door.forget()
    await here.send(asked, retry=3)
    assert len(here.messages()) == 1
    here.office.clock.now += timedelta(hours=25)
    await here.door.forget()
    assert await here.inbox.take(asked.payload["event_id"], "", at=here.office.clock(), lease=LEASE)


Made = Callable[[sent.Workspace, str], sent.Sent]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(lambda here, user: sent.message_changed(here, user, "a", ASKED), id="edited"),
        pytest.param(lambda here, user: sent.message_deleted(here, user, ASKED), id="deleted"),
        pytest.param(lambda here, _: sent.bot_message(here, ASKED, channel=here.im("ana")), id="a bot's"),
        pytest.param(lambda here, _: sent.own_message(here, ASKED, channel=here.im("ana")), id="its own"),
        pytest.param(lambda here, user: sent.message(here, user, ASKED, channel=here.channel("general")), id="unasked"),
    ],
)
async def test_what_nobody_says_to_it_is_nothing_to_it(here: Running, search: FakeSearch, made: Made) -> None:
    """No loop with itself or with another bot, and no answer to what was only corrected."""
    answer = await here.send(made(here.workspace, here.user()))
    assert answer.status == 200
    assert not search.asked
    assert not here.slack.messages


async def test_what_came_in_is_nowhere_to_be_read(here: Running) -> None:
    """Neither while it is worked on nor after it."""
    here.slack.fail("chat.postMessage", status=500, times=None)
    await here.says("my boss Rumpelstiltskin drinks")
    assert b"Rumpelstiltskin" not in kept_bytes(here.folder)


def kept_bytes(folder: Path) -> bytes:
    """Return everything that a folder holds."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


async def test_where_nothing_can_be_kept_slack_is_told_to_send_again(here: Running) -> None:
    """Acknowledged is only what is kept."""
    (here.folder / "keys.json").unlink()
    answer = await here.says(ASKED)
    assert answer.status == 500
    assert not here.slack.messages
