"""Nothing of a notice, and no secret of a deployment, reaches a log, a representation or a message of a fault."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.delivery.courier import Courier
from bot.delivery.mail import MailSender, MailServer
from bot.delivery.pace import Pace
from bot.delivery.sender import NotTaken, Sender
from bot.delivery.webhook import WebhookSender
from handlers.cases.people import WayKind
from handlers.cases.store import Pending
from tests.bot.delivery.conftest import Certificate
from tests.bot.delivery.fakes import NOW, PAGE, FakeOutbox, FakeTime, FakeWatch, Journal, pending, until
from tests.bot.delivery.servers import HOST, USER, Breaking, Hook, Inbox, answer, mail_server

SECRETS = {
    "subject": "Kim was harassed",
    "text": "by the manager of records",
    "link": "/case/dG9rZW4",
    "password": "open sesame",
    "signing": "hmac secret",
}
MAILBOX, HOOK = "dana.recipient@example.org", "secret-path"


def notice(way: WayKind, address: str) -> Pending:
    """Return a notice full of what must not be seen."""
    return pending(way=way, address=address, subject=SECRETS["subject"], text=SECRETS["text"], link=SECRETS["link"])


def check(seen: str) -> None:
    """Check that nothing secret is in what can be seen."""
    for one in (*SECRETS.values(), SECRETS["link"].rpartition("/")[2], MAILBOX, "dana", HOOK, "secret-key"):
        assert one not in seen


Case = tuple[Sender, Pending]


def mail(port: int, *, password: str | None = None, address: str = MAILBOX) -> Case:
    """Return a notice by mail to the server on a port."""
    server = MailServer(
        host=HOST,
        port=port,
        security="plain",
        sender="conduct@example.org",
        username=USER if password else None,
        password=SecretStr(password) if password else None,
        timeout=0.05,
        data_timeout=0.05,
    )
    return MailSender(server, page=PAGE), notice("mail", address)


def hook(address: str, *, timeout: float = 5) -> Case:
    """Return a notice to a webhook."""
    return WebhookSender(SecretStr(SECRETS["signing"]), page=PAGE, timeout=timeout), notice("webhook", address)


@asynccontextmanager
async def refused_by_mail() -> AsyncIterator[Case]:
    """The server quotes the address."""
    async with mail_server(Inbox(answers={"RCPT": "550 5.1.1 no such user"})) as port:
        yield mail(port)


@asynccontextmanager
async def refused_content() -> AsyncIterator[Case]:
    """The server quotes the message."""
    async with Breaking({"content": f"554 '{SECRETS['subject']}' for {MAILBOX} is spam"}).running() as port:
        yield mail(port)


@asynccontextmanager
async def silent_mail() -> AsyncIterator[Case]:
    """The server says nothing."""
    async with Breaking({"RCPT": "silent"}).running() as port:
        yield mail(port)


@asynccontextmanager
async def refused_password() -> AsyncIterator[Case]:
    """The server quotes the password."""
    steps = {"EHLO": "250-mail.test\r\n250 AUTH PLAIN", "AUTH": f"535 '{SECRETS['password']}' is wrong"}
    async with Breaking(steps).running() as port:  # type: ignore[arg-type]
        yield mail(port, password=SECRETS["password"])


@asynccontextmanager
async def nonsense() -> AsyncIterator[Case]:
    """The server does not speak the protocol, and quotes the address."""
    async with Breaking({"RCPT": f"{MAILBOX}?"}).running() as port:
        yield mail(port)


@asynccontextmanager
async def no_address() -> AsyncIterator[Case]:
    """It cannot be sent to."""
    yield mail(1, address=f"{MAILBOX}\r\nX")


@asynccontextmanager
async def refused_by_hook() -> AsyncIterator[Case]:
    """The service quotes the address."""
    async with Hook([answer(404, X_Path="/hook/secret-path")] * 2).running() as address:
        yield hook(address)


@asynccontextmanager
async def throttled() -> AsyncIterator[Case]:
    """The service says when to come back, in nonsense."""
    async with Hook([answer(429, Retry_After=SECRETS["text"])] * 2).running() as address:
        yield hook(address)


@asynccontextmanager
async def no_hook() -> AsyncIterator[Case]:
    """What was set is no address of a webhook."""
    yield hook("http://hooks.example.org/hook/secret-path?key=secret-key")


@asynccontextmanager
async def nobody_there() -> AsyncIterator[Case]:
    """Nothing listens on the port."""
    yield hook(f"http://{HOST}:1/hook/secret-path?key=secret-key")


WORLDS = [
    refused_by_mail,
    refused_content,
    silent_mail,
    refused_password,
    nonsense,
    no_address,
    refused_by_hook,
    throttled,
    no_hook,
    nobody_there,
]


@pytest.mark.parametrize("world", WORLDS)
async def test_a_fault_says_no_more_than_its_kind(world: type, caplog: pytest.LogCaptureFixture) -> None:
    """Nor do the faults behind it: whatever prints a traceback prints none of them."""
    async with world() as (sender, one):
        with pytest.raises(NotTaken) as failed:
            await sender.send(one, NOW)
    check(repr(failed.value) + "".join(traceback.format_exception(failed.value)))
    check(repr(sender) + repr(one) + caplog.text)


@pytest.mark.parametrize("world", WORLDS)
async def test_the_log_says_which_notice_and_why(world: type, caplog: pytest.LogCaptureFixture) -> None:
    """By its id and a category; what libraries log of it at the levels that are let through, too."""
    time, journal = FakeTime(), Journal()
    async with world() as (sender, one):
        outbox = FakeOutbox(journal, one)
        senders = {one.notice.way.kind: sender}
        pace = Pace(alarm_after=1, away_for=timedelta(0))
        courier = Courier(
            outbox, senders, FakeWatch(journal), clock=time.clock, pace=pace, chance=Random(1), pause=time.pause
        )
        with capture_logs() as logged:
            assert await courier.deliver_once() == 1
    assert [(entry["log_level"], entry["notice"]) for entry in logged] == [("warning", "n1"), ("error", "n1")]
    check(str(logged) + caplog.text)


async def test_what_breaks_in_a_library_is_logged_by_type_and_place(caplog: pytest.LogCaptureFixture) -> None:
    """Its words are not, for they may quote anything."""

    class Broken:
        async def send(self, pending: Pending, at: object) -> None:
            raise RuntimeError(f"cannot send {pending.notice.subject} to {pending.notice.way.address}")

    time, journal = FakeTime(), Journal()
    outbox = FakeOutbox(journal, notice("mail", MAILBOX))
    journal.faults = {"claim": [RuntimeError(MAILBOX)], "failed": [RuntimeError(MAILBOX)]}
    watch = FakeWatch(journal)
    courier = Courier(outbox, {"mail": Broken()}, watch, clock=time.clock, pause=time.pause)
    with capture_logs() as logged:
        task = asyncio.create_task(courier.run())
        await until(lambda: len(time.pauses) == 2)
        time.move(timedelta(seconds=3))
        await until(lambda: bool(journal.named("failed")))
        await until(lambda: len(time.pauses) == 2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert len([one for one in logged if "incident" in one]) == 3
    check(str(logged) + caplog.text)


def test_how_a_server_is_spoken_to_does_not_show_its_password(certificate: Certificate) -> None:
    """Whoever prints the settings prints stars."""
    server = MailServer(
        host=HOST,
        port=25,
        security="tls",
        sender="conduct@example.org",
        username=USER,
        password=SecretStr(SECRETS["password"]),
        tls=certificate.client(),
    )
    check(repr(server))
