"""Mail, handed to servers on loopback: what is taken, what is not, and why."""

import asyncio
import ssl
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.delivery.mail import MailSender, MailServer, Security
from bot.delivery.sender import NotTaken, Reason
from handlers.cases.store import Pending
from tests.bot.delivery.conftest import Certificate
from tests.bot.delivery.fakes import MAIL, NOW, PAGE, pending
from tests.bot.delivery.servers import HOST, PASSWORD, USER, Breaking, Inbox, Phase, Step, mail_server

FROM = "conduct@example.org"
SHORT = 0.2
"""Seconds to wait for what will not come; a machine that is busy with other tests answers all else sooner."""


def server_at(
    port: int, security: Security = "plain", *, tls: ssl.SSLContext | None = None, password: str | None = None
) -> MailServer:
    """Return how the server on a port is spoken to."""
    return MailServer(
        host=HOST,
        port=port,
        security=security,
        sender=FROM,
        tls=tls,
        username=USER if password else None,
        password=SecretStr(password) if password else None,
    )


async def failure(server: MailServer, one: Pending | None = None) -> Reason:
    """Return why a server does not take a notice."""
    with pytest.raises(NotTaken) as failed:
        await MailSender(server, page=PAGE).send(one or pending(), NOW)
    assert failed.value.__context__ is None
    return failed.value.reason


async def test_a_notice_arrives() -> None:
    """One message to one mailbox, with everything that it says."""
    inbox = Inbox()
    async with mail_server(inbox) as port:
        await MailSender(server_at(port), page=PAGE).send(pending(text="Zwölf\n.\n..."), NOW)
    (letter,), (envelope,) = inbox.letters, inbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == (FROM, [MAIL])
    assert letter["Message-ID"] == "<n1@example.org>"
    assert letter.get_content().splitlines() == ["Zwölf", ".", "...", "", f"{PAGE}/case/secret-token"]


async def test_it_is_encrypted_where_the_server_begins_so(certificate: Certificate) -> None:
    """TLS from the first byte."""
    inbox = Inbox()
    async with mail_server(inbox, tls=certificate.server()) as port:
        await MailSender(server_at(port, "tls", tls=certificate.client()), page=PAGE).send(pending(), NOW)
    assert len(inbox.letters) == 1


async def test_it_is_encrypted_by_starttls_and_signed_in(certificate: Certificate) -> None:
    """Name and password go over the encrypted connection alone."""
    inbox = Inbox()
    async with mail_server(inbox, starttls=certificate.server(), login=True) as port:
        server = server_at(port, "starttls", tls=certificate.client(), password=PASSWORD)
        await MailSender(server, page=PAGE).send(pending(), NOW)
    assert [one.ssl is not None and one.authenticated for one in inbox.sessions] == [True]


@pytest.mark.parametrize("security", ["tls", "starttls"])
async def test_a_certificate_that_nobody_trusts_gets_nothing(certificate: Certificate, security: Security) -> None:
    """Whoever stands between might show it."""
    inbox, shown = Inbox(), certificate.server()
    tls, starttls = (shown, None) if security == "tls" else (None, shown)
    async with mail_server(inbox, tls=tls, starttls=starttls) as port:
        assert await failure(server_at(port, security)) == "untrusted"
    assert inbox.letters == []


async def test_a_server_without_starttls_gets_nothing() -> None:
    """Nor one from whose answers somebody cut it out."""
    inbox = Inbox()
    async with mail_server(inbox) as port:
        assert await failure(server_at(port, "starttls")) == "not offered"
    assert inbox.letters == []


async def test_a_wrong_password_is_told_apart(certificate: Certificate) -> None:
    """An operator mends it; whoever it is for is not at fault."""
    async with mail_server(Inbox(), starttls=certificate.server(), login=True) as port:
        server = server_at(port, "starttls", tls=certificate.client(), password="another one")
        assert await failure(server) == "login"


async def test_a_server_without_a_sign_in_is_told_apart() -> None:
    """Where a password was set, it would have to be asked for."""
    async with mail_server(Inbox()) as port:
        assert await failure(server_at(port, password=PASSWORD)) == "not offered"


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "content"])
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("451 try later", "deferred"),
        ("421 going down", "deferred"),
        ("452 full", "deferred"),
        ("550 no such mailbox", "refused"),
        ("554 5.7.1 spam", "refused"),
    ],
)
async def test_what_a_working_server_does_not_take(phase: str, answer: str, reason: Reason) -> None:
    """For now, or for good."""
    inbox = Inbox(answers={phase: answer})
    async with mail_server(inbox) as port:
        assert await failure(server_at(port)) == reason
    assert inbox.letters == []


BEFORE: list[Phase] = ["greeting", "EHLO", "MAIL", "RCPT"]
"""Phases in which nothing of the message was sent."""
AFTER: list[Phase] = ["DATA", "content"]


@pytest.mark.parametrize("phase", BEFORE + AFTER)
@pytest.mark.parametrize(
    ("step", "reason"),
    [("421 no more", "deferred"), ("500 what", "refused"), ("554 go away", "refused")],
)
async def test_an_answer_in_any_phase(phase: Phase, step: Step, reason: Reason) -> None:
    """The server's code decides, wherever it comes."""
    breaking = Breaking({phase: step, "HELO": step})  # a server that does not know EHLO is greeted with HELO
    async with breaking.running() as port:
        assert await failure(server_at(port)) == reason


@pytest.mark.parametrize("step", ["cut", "reset"])
@pytest.mark.parametrize("phase", BEFORE + AFTER)
async def test_a_connection_that_is_cut_in_any_phase(phase: Phase, step: Step) -> None:
    """Once the message was begun, nobody knows whether it was taken."""
    breaking = Breaking({phase: step})
    async with breaking.running() as port:
        assert await failure(server_at(port)) == ("unknown" if phase in AFTER else "unreachable")


@pytest.mark.parametrize("phase", BEFORE + AFTER)
async def test_a_server_that_falls_silent_in_any_phase(phase: Phase) -> None:
    """It is waited for as long as is set, and no longer."""
    breaking = Breaking({phase: "silent"})
    async with breaking.running() as port:
        server = server_at(port)
        server = replace(server, data_timeout=SHORT) if phase in AFTER else replace(server, timeout=SHORT)
        assert await failure(server) == ("unknown" if phase in AFTER else "timeout")


@pytest.mark.parametrize("step", ["cut", "silent", "451 later"])
async def test_starttls_that_breaks_off(certificate: Certificate, step: Step) -> None:
    """Nothing goes out unencrypted instead."""
    breaking = Breaking({"EHLO": "250-mail.test\r\n250 STARTTLS", "STARTTLS": step})
    async with breaking.running() as port:
        server = server_at(port, "starttls", tls=certificate.client())
        server = replace(server, timeout=SHORT) if step == "silent" else server
        reasons = {"cut": "unreachable", "silent": "timeout", "451 later": "deferred"}
        assert await failure(server) == reasons[step]
    assert breaking.contents == []


@pytest.mark.parametrize(("step", "reason"), [("cut", "unreachable"), ("454 later", "deferred"), ("535 no", "login")])
async def test_a_sign_in_that_breaks_off(step: Step, reason: Reason) -> None:
    """For now, or for good."""
    breaking = Breaking({"EHLO": "250-mail.test\r\n250 AUTH PLAIN", "AUTH": step})
    async with breaking.running() as port:
        assert await failure(server_at(port, password=PASSWORD)) == reason


async def test_a_server_that_speaks_something_else() -> None:
    """A port of another service's."""
    async with Breaking({"greeting": "SSH-2.0-OpenSSH"}).running() as port:
        assert await failure(server_at(port)) == "unreachable"
    async with Breaking({"content": "what was that"}).running() as port:
        assert await failure(server_at(port)) == "unknown"


async def test_a_server_that_is_not_there(unused_tcp_port: int) -> None:
    """Nothing listens."""
    assert await failure(server_at(unused_tcp_port)) == "unreachable"


@pytest.mark.parametrize("step", ["cut", "reset", "silent", "451 later"])
async def test_every_try_has_the_same_message_id(step: Step) -> None:
    """After an answer that got lost, the receiving side can tell that it has the message already."""
    breaking = Breaking({"content": step})
    async with breaking.running() as port:
        server = replace(server_at(port), data_timeout=SHORT) if step == "silent" else server_at(port)
        for _ in range(3):
            await failure(server)
    ids = [line for one in breaking.contents for line in one.split(b"\r\n") if line.startswith(b"Message-ID")]
    assert ids == [b"Message-ID: <n1@example.org>"] * 3


@pytest.mark.parametrize("farewell", ["cut", "silent"])
async def test_what_was_taken_stays_taken(farewell: Step) -> None:
    """A server that says no goodbye has the message nevertheless; it is not sent again."""
    breaking = Breaking({"content": "250 OK", "QUIT": farewell})
    async with breaking.running() as port:
        await asyncio.wait_for(MailSender(server_at(port), page=PAGE, farewell=SHORT).send(pending(), NOW), 10)
    assert len(breaking.contents) == 1


@pytest.mark.parametrize("address", [f"{MAIL}\r\nRCPT TO:<eve@example.org>", "", "kim", f"{MAIL}, eve@example.org"])
async def test_what_is_no_address_reaches_no_server(address: str) -> None:
    """Not even a connection is made."""
    inbox = Inbox()
    async with mail_server(inbox) as port:
        assert await failure(server_at(port), pending(address=address)) == "bad address"
    assert inbox.envelopes == []


@pytest.mark.parametrize("host", ["mail.example.org", "192.0.2.1", "127.0.0.1.example.org", "localhost.example.org"])
def test_no_mail_goes_over_the_network_unencrypted(host: str) -> None:
    """Unless whoever runs it says so."""
    with pytest.raises(ValueError, match="choose starttls or tls"):
        MailServer(host=host, port=25, security="plain", sender=FROM)
    MailServer(host=host, port=25, security="plain", sender=FROM, plain_anywhere=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_may_be_spoken_to_as_it_is(host: str) -> None:
    """Nobody reads along there."""
    MailServer(host=host, port=25, security="plain", sender=FROM)


@pytest.mark.parametrize(
    ("sender", "name"), [("conduct", "Conduct"), (FROM, "Conduct\r\nBcc: eve"), (FROM, "=?utf-8?q?=0D=0ABcc?=")]
)
def test_a_sender_that_is_none_is_told_when_it_is_set(sender: str, name: str) -> None:
    """Not with the first report."""
    with pytest.raises(ValueError, match="the sender"):
        MailServer(host=HOST, port=25, security="plain", sender=sender, name=name)
