"""Webhooks on loopback: what is posted, what is taken, what is not, and why."""

import asyncio
import json
from datetime import timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.delivery.sender import NotTaken, Reason
from bot.delivery.signature import verify
from bot.delivery.webhook import WebhookSender
from handlers.cases.store import Pending
from tests.bot.delivery.conftest import Certificate
from tests.bot.delivery.fakes import NOW, PAGE, pending
from tests.bot.delivery.servers import HOST, Answering, Hook, answer

SECRET = "a secret of the tests"
PATIENCE = 5.0


def sender(patience: float = PATIENCE) -> WebhookSender:
    """Return what posts."""
    return WebhookSender(SecretStr(SECRET), page=PAGE, timeout=patience)


def to(address: str) -> Pending:
    """Return a notice to an address."""
    return pending(way="webhook", address=address, subject="Case C-7QK4: é", text="Zwölf\n“plan” 🙂")


async def failure(hook: Hook, patience: float = PATIENCE) -> NotTaken:
    """Return how a webhook does not take a notice."""
    async with hook.running() as address:
        return await failure_at(address, patience)


async def failure_at(address: str, patience: float = PATIENCE) -> NotTaken:
    """Return how an address does not take a notice."""
    with pytest.raises(NotTaken) as failed:
        await sender(patience).send(to(address), NOW)
    assert failed.value.__context__ is None
    return failed.value


async def test_a_notice_is_posted_whole() -> None:
    """With everything that a service needs to take it once, and to know who sent it."""
    hook = Hook()
    async with hook.running() as address:
        await sender().send(to(address), NOW)
    (posted,) = hook.posted
    assert json.loads(posted.body) == {
        "id": "n1",
        "kind": "case",
        "urgency": 1,
        "subject": "Case C-7QK4: é",
        "text": "Zwölf\n“plan” 🙂",
        "url": f"{PAGE}/case/secret-token",
        "sent_at": "2026-03-04T12:00:00+00:00",
    }
    assert posted.headers["Idempotency-Key"] == "n1"
    assert posted.headers["Content-Type"] == "application/json"
    assert verify(
        posted.body,
        timestamp=posted.headers["X-Conduct-Timestamp"],
        signature=posted.headers["X-Conduct-Signature"],
        secret=SECRET.encode(),
        now=NOW,
    )


async def test_what_has_no_link_has_no_url() -> None:
    """A one-time code stands beside nothing that it opens."""
    hook = Hook()
    async with hook.running() as address:
        await sender().send(pending(way="webhook", address=address, kind="code", link=None), NOW)
    assert json.loads(hook.posted[0].body)["url"] is None


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_every_success_is_one(status: int) -> None:
    """The service has it."""
    hook = Hook([answer(status)])
    async with hook.running() as address:
        await sender().send(to(address), NOW)
    assert len(hook.posted) == 1


async def test_a_conflict_over_the_same_notice_means_that_it_is_there() -> None:
    """An earlier try arrived, and its answer got lost."""
    hook = Hook([answer(409, Idempotency_Key="n1")])
    async with hook.running() as address:
        await sender().send(to(address), NOW)


@pytest.mark.parametrize("headers", [{}, {"Idempotency_Key": "n2"}])
async def test_a_conflict_over_something_else_is_a_refusal(headers: dict[str, str]) -> None:
    """Whatever it is about, nobody said that this notice is there."""
    assert (await failure(Hook([answer(409, **headers)]))).reason == "refused"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (400, "refused"),
        (401, "refused"),
        (404, "refused"),
        (410, "refused"),
        (422, "refused"),
        (500, "deferred"),
        (502, "deferred"),
        (429, "throttled"),
        (503, "throttled"),
    ],
)
async def test_anything_else_is_tried_again(status: int, reason: Reason) -> None:
    """An error of the client's too: its service may be set up wrong, and mended."""
    failed = await failure(Hook([answer(status)]))
    assert (failed.reason, failed.retry_after) == (reason, None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nothing_follows_a_redirect(status: int) -> None:
    """It would take the notice to an address that nobody set."""
    hook = Hook([answer(status, Location="/elsewhere")])
    assert (await failure(hook)).reason == "refused"
    assert [one.path for one in hook.posted] == ["/hook/secret-path"]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("120", 120),
        ("0", 0),
        ("86400", 900),
        ("99999999999999999999", 900),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        (format_datetime(NOW - timedelta(days=1), usegmt=True), 0),
        (format_datetime(NOW + timedelta(days=1), usegmt=True), 900),
        ("soon", None),
        ("-5", None),
        ("Wed, 99 Foo 2026 12:00:00 GMT", None),
        ("Wed, 04 Mar 2026 12:00:00 -0000", None),
    ],
)
async def test_a_service_may_say_when_to_come_back(status: int, said: str, meant: int | None) -> None:
    """In seconds or as a date; at the most a quarter of an hour, and never in nonsense."""
    failed = await failure(Hook([answer(status, Retry_After=said)]))
    assert failed.reason == "throttled"
    assert failed.retry_after == (None if meant is None else timedelta(seconds=meant))


async def cut(request: web.Request) -> web.StreamResponse:
    """Break the connection after everything was read."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silent(request: web.Request) -> web.StreamResponse:
    """Say nothing."""
    return await asyncio.Future()


@pytest.mark.parametrize(("does", "patience", "reason"), [(cut, PATIENCE, "unknown"), (silent, 0.2, "timeout")])
async def test_a_connection_that_breaks_off(does: Answering, patience: float, reason: Reason) -> None:
    """It may have been taken; it is tried again with the same key."""
    hook = Hook([does, does])
    async with hook.running() as address:
        failed = [await failure_at(address, patience) for _ in range(2)]
        await sender().send(to(address), NOW)
    assert [one.reason for one in failed] == [reason] * 2
    assert [one.headers["Idempotency-Key"] for one in hook.posted] == ["n1"] * 3


async def test_a_service_that_is_not_there(unused_tcp_port: int) -> None:
    """Nothing listens."""
    assert (await failure_at(f"http://{HOST}:{unused_tcp_port}/")).reason == "unreachable"


async def test_it_is_encrypted_for_whom_we_trust_alone(certificate: Certificate) -> None:
    """A certificate that nobody vouches for gets nothing."""
    hook = Hook()
    async with hook.running(tls=certificate.server()) as address:
        assert (await failure_at(address)).reason == "untrusted"
        assert hook.posted == []
        trusting = WebhookSender(SecretStr(SECRET), page=PAGE, tls=certificate.client())
        await trusting.send(to(address), NOW)
    assert len(hook.posted) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.org/x",
        "http://192.0.2.1/x",
        "http://localhost.example.org/x",
        "http://127.0.0.1@hooks.example.org/x",
        "http://127.0.0.1\\@hooks.example.org/x",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "https://",
        "https://host:port/",
        "",
        "kim@example.org",
        "http://127.0.0.1/\r\nX: y",
    ],
)
async def test_nothing_goes_over_the_network_unencrypted(address: str) -> None:
    """Nor to what is no address."""
    assert (await failure_at(address)).reason == "bad address"


async def test_plain_http_does_not_pass_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant for this machine stays on it, whatever its environment says."""
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    monkeypatch.setenv("ALL_PROXY", "http://192.0.2.1:3128")
    hook = Hook()
    async with hook.running() as address:
        await sender().send(to(address), NOW)
    assert len(hook.posted) == 1


async def test_a_service_that_never_stops_talking_is_not_listened_to() -> None:
    """Its status is enough."""

    async def talk(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=200)
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    hook = Hook([talk])
    async with hook.running() as address:
        await sender().send(to(address), NOW)
