"""Servers on loopback: mail that works, mail that breaks off where it is told to, and a webhook."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Literal, cast

from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
USER, PASSWORD = "conduct", "a password of the tests"

Phase = Literal["greeting", "EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "content", "QUIT"]
Step = Literal["cut", "reset", "silent"] | str
"""What a server does in a phase: close the connection, break it, say nothing, or answer so."""


@dataclass(slots=True)
class Inbox:
    """What a working mail server took; `answers` replaces what it says, by the phase."""

    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    async def handle_MAIL(  # noqa: N802 - as the server asks for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or not."""
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(  # noqa: N802 - as the server asks for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or not; what is refused quotes the address, as servers do."""
        envelope.rcpt_tos.append(address)
        return f"{self.answers['RCPT']} <{address}>" if "RCPT" in self.answers else "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the message, or not."""
        answer = self.answers.get("content", "250 OK")
        if answer.startswith("250"):
            content = cast("bytes", envelope.original_content)
            self.letters.append(BytesParser(EmailMessage, policy=policy.default).parsebytes(content))
            self.envelopes.append(envelope)
            self.sessions.append(session)
        return answer


@asynccontextmanager
async def mail_server(
    inbox: Inbox,
    *,
    port: int = 0,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: bool = False,
) -> AsyncIterator[int]:
    """Run a mail server; yield its port."""
    loop = asyncio.get_running_loop()

    def connected() -> SMTP:
        return SMTP(
            inbox,
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=login,
            authenticator=_authenticated,
            loop=loop,
        )

    server = await loop.create_server(connected, HOST, port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
    right = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=given == right, handled=False)


_RIGHT: Mapping[Phase, str] = {"EHLO": "250-mail.test\r\n250 8BITMIME", "DATA": "354 go on", "QUIT": "221 bye"}


@dataclass(slots=True)
class Breaking:
    """A mail server that does in one phase what it is told to, and else what it should.

    Attributes:
        steps: What it does, by the phase.
        first: The same for its first connections, one after the other.
        contents: The messages that reached it in full, whatever it answered.
    """

    steps: Mapping[Phase, Step]
    first: list[Mapping[Phase, Step]] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    _ended: asyncio.Event = field(default_factory=asyncio.Event)
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[int]:
        """Run it; yield its port."""
        server = await asyncio.start_server(self._connected, HOST, 0)
        try:
            yield server.sockets[0].getsockname()[1]
        finally:
            self._ended.set()
            await asyncio.gather(*self._talks)
            server.close()
            await server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = cast("asyncio.Task[None]", asyncio.current_task())
        self._talks.add(task)
        try:
            await self._talk(reader, writer)
        except ConnectionError:
            pass  # the client has gone
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        steps = self.first.pop(0) if self.first else self.steps
        if not await self._step(steps.get("greeting", "220 mail.test"), writer):
            return
        while line := await reader.readline():
            verb = line[:4].decode().strip().upper()
            phase = cast("Phase", {"STAR": "STARTTLS"}.get(verb, verb))
            step = steps.get(phase, _RIGHT.get(phase, "250 OK"))
            if not await self._step(step, writer) or phase == "QUIT":
                return
            if phase == "DATA" and step.startswith("354"):
                self.contents.append(await reader.readuntil(b"\r\n.\r\n"))
                if not await self._step(steps.get("content", "250 OK"), writer):
                    return

    async def _step(self, step: Step, writer: asyncio.StreamWriter) -> bool:
        """Do what is to be done in a phase; return whether the talk goes on."""
        if step == "silent":
            await self._ended.wait()
        elif step == "reset":
            writer.transport.abort()
        elif step != "cut":
            writer.write(f"{step}\r\n".encode())
            await writer.drain()
            return True
        return False


@dataclass(slots=True)
class Posted:
    """A request as it arrived at a webhook."""

    headers: Mapping[str, str]
    body: bytes
    path: str


Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Hook:
    """A webhook; it answers what it is told to, request by request, and 204 after that."""

    answers: list[Answering] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)

    @asynccontextmanager
    async def running(self, *, port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
        """Run it; yield its address."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(app, shutdown_timeout=0.01)
        await runner.setup()
        site = web.TCPSite(runner, HOST, port, ssl_context=tls)
        await site.start()
        try:
            found = runner.addresses[0][1]
            yield f"{'https' if tls else 'http'}://{HOST}:{found}/hook/secret-path?key=secret-key"
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.posted.append(Posted(dict(request.headers), await request.read(), request.path))
        return await self.answers.pop(0)(request) if self.answers else web.Response(status=204)


def answer(status: int, **headers: str) -> Answering:
    """Return what answers so; underscores in the names of headers are dashes."""

    async def answered(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, headers=named, text=f"no, not for {request.path}")

    return answered
