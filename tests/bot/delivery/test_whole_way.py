"""From the outbox to real servers on loopback, which go down, come back, and break off."""

import re
from collections.abc import Mapping
from datetime import timedelta
from random import Random

import pytest
from pydantic import SecretStr

from bot.delivery.courier import Courier
from bot.delivery.mail import MailSender, MailServer
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.webhook import WebhookSender
from handlers.cases.people import WayKind
from tests.bot.delivery.fakes import PAGE, FakeOutbox, FakeTime, FakeWatch, Journal, pending
from tests.bot.delivery.servers import HOST, Breaking, Hook, Inbox, Phase, Step, answer, mail_server

PHASES: list[Phase] = ["greeting", "EHLO", "MAIL", "RCPT", "DATA", "content"]
STEPS: list[Step] = ["cut", "reset", "451 later", "550 no"]


def mail_to(port: int) -> MailSender:
    """Return what hands mail to the server on a port."""
    server = MailServer(host=HOST, port=port, security="plain", sender="conduct@example.org")
    return MailSender(server, page=PAGE)


def world(senders: Mapping[WayKind, Sender], time: FakeTime, at_once: int = 1) -> tuple[Courier, FakeOutbox]:
    """Return a courier with these senders, and its outbox."""
    journal = Journal()
    outbox = FakeOutbox(journal)
    watch = FakeWatch(journal)
    pace = Pace(at_once=at_once)
    return Courier(outbox, senders, watch, clock=time.clock, pace=pace, chance=Random(3), pause=time.pause), outbox


async def rounds(courier: Courier, outbox: FakeOutbox, time: FakeTime) -> int:
    """Deliver until nothing waits, a quarter of an hour after the other; return how many rounds it took."""
    for number in range(1, 200):
        while await courier.deliver_once():
            pass
        if not outbox.waiting():
            return number
        time.move(timedelta(minutes=15))
    raise AssertionError(f"still waiting: {outbox.waiting()}")


def ids(breaking: Breaking) -> list[str]:
    """Return the ids of the notices in what reached a server in full, in order."""
    return [found.decode() for one in breaking.contents for found in re.findall(rb"Message-ID: <(.+)@", one)]


async def test_a_server_that_comes_back_gets_everything_the_most_urgent_first(unused_tcp_port: int) -> None:
    """Nothing of what was filed while it was down is lost."""
    time = FakeTime()
    courier, outbox = world({"mail": mail_to(unused_tcp_port)}, time)
    for number, urgency in enumerate([3, 1, 0, 2, 0]):
        outbox.add(pending(f"{urgency}-{number}", urgency=urgency))
    for _ in range(4):
        while await courier.deliver_once():
            pass
        time.move(timedelta(minutes=15))
    assert len(outbox.waiting()) == 5
    inbox = Inbox()
    async with mail_server(inbox, port=unused_tcp_port):
        assert await rounds(courier, outbox, time) == 1
    found = [str(one["Message-ID"]).strip("<>").partition("@")[0] for one in inbox.letters]
    assert [one[0] for one in found] == ["0", "0", "1", "2", "3"]
    assert set(found) == set(outbox.kept)


async def test_an_answer_that_got_lost_brings_the_same_message_again() -> None:
    """The receiving side can tell; the assistant cannot."""
    time = FakeTime()
    breaking = Breaking({}, first=[{"content": "cut"}, {"content": "reset"}])
    async with breaking.running() as port:
        courier, outbox = world({"mail": mail_to(port)}, time)
        outbox.add(pending())
        assert await rounds(courier, outbox, time) == 3
    assert ids(breaking) == ["n1", "n1", "n1"]
    assert outbox.kept["n1"].reasons == ["unknown", "unknown"]


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_breaks_off_wherever_everything_arrives(seed: int) -> None:
    """Connections that fail by chance, in any phase, in any way; those that need not be repeated are not."""
    chance, time = Random(seed), FakeTime()
    first: list[Mapping[Phase, Step]] = [{chance.choice(PHASES): chance.choice(STEPS)} for _ in range(120)]
    repeated = sum("content" in one for one in first)
    breaking = Breaking({}, first=first)
    async with breaking.running() as port:
        courier, outbox = world({"mail": mail_to(port)}, time, at_once=4)
        for number in range(20):
            outbox.add(pending(f"n{number}", urgency=number % 4))
        await rounds(courier, outbox, time)
    assert set(ids(breaking)) == set(outbox.kept)
    assert len(ids(breaking)) == 20 + repeated


async def test_one_way_that_is_down_does_not_hold_up_another(unused_tcp_port: int) -> None:
    """Mail is down, the webhook throttles; each gets its own in the end."""
    time, hook = FakeTime(), Hook([answer(429, Retry_After="600"), answer(503)])
    async with hook.running() as address:
        webhook = WebhookSender(SecretStr("a secret"), page=PAGE)
        courier, outbox = world({"mail": mail_to(unused_tcp_port), "webhook": webhook}, time)
        outbox.add(pending("mail", urgency=0))
        outbox.add(pending("hook", way="webhook", address=address))
        for _ in range(3):
            while await courier.deliver_once():
                pass
            time.move(timedelta(minutes=15))
        assert outbox.waiting() == ["mail"]
        async with mail_server(Inbox(), port=unused_tcp_port):
            await rounds(courier, outbox, time)
    assert [one.headers["Idempotency-Key"] for one in hook.posted] == ["hook"] * 3
    assert outbox.kept["hook"].reasons == ["throttled", "throttled"]
