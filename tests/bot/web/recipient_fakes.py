"""The recipients' pages before fakes: cases in memory, a clock that tests move, codes read from the outbox."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.settings import Settings
from bot.web import faults, security, signin
from bot.web.limits import Limits
from bot.web.recipient.api import recipient_routes
from handlers.cases.clocks import Clock
from handlers.cases.people import Person
from handlers.cases.recipients import Answers
from handlers.cases.work import Work
from knowledge.library import Library
from tests.bot.web.conftest import Client
from tests.bot.web.fakes import FakeCourier, FakeKeys, settings
from tests.bot.web.reporting import press
from tests.handlers.cases.fakes import Office
from tests.handlers.cases.filings import code, file, token

STATIC = Path(faults.__file__).parent / "static"

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FakeDesks:
    """What is done with cases."""

    library: Library
    work: Work


@dataclass(slots=True, kw_only=True)
class FakeOffice:
    """Keeps cases as the office does.

    Attributes:
        broken: Why nothing keeps cases as of now, where nothing does.
    """

    kept: FakeDesks
    clock: Clock
    courier: FakeCourier = field(default_factory=FakeCourier)
    keyring: FakeKeys = field(default_factory=FakeKeys)
    broken: Exception | None = None

    @property
    def desks(self) -> FakeDesks:
        """Return the desks."""
        return self.kept

    def now(self) -> "FakeOffice | Exception":
        """Return itself, or why there is none."""
        return self.broken or self


def case_office(here: Office, library: Library) -> FakeOffice:
    """Return a place of work as the page knows it."""
    return FakeOffice(kept=FakeDesks(library, here.work), clock=here.clock)


def application(here: Office, known: FakeOffice, given: Settings) -> web.Application:
    """Return the recipients' pages with everything around them that guards the whole page."""
    checks = [faults.answer_faults, *security.middlewares(given), *signin.middlewares(given, lambda: "911")]
    app = web.Application(client_max_size=64 * 1024, middlewares=checks)
    app.on_response_prepare.append(security.headers(given))
    limits = Limits(given, now=lambda: here.clock().timestamp())
    app.add_routes(recipient_routes(known.now, limits, given))
    app.router.add_static("/static", STATIC)
    return app


@dataclass(slots=True, kw_only=True)
class Door:
    """The recipients' pages, served, and the office behind them."""

    client: Client
    here: Office
    office: FakeOffice

    async def post(self, path: str, body: object = None, **how: Any) -> ClientResponse:
        """Send something to the interface."""
        return await self.client.post(f"/api/case/{path}", json={} if body is None else body, **how)

    async def enter(self, to: str, link: str | None = None) -> "Desk":
        """Open a case as somebody does who follows the last link that they were sent."""
        link = link or token(self.here, to)
        assert (await self.post("code", {"token": link})).status == 204
        response = await self.post("enter", {"token": link, "code": code(self.here, to)})
        assert response.status == 200, await response.text()
        desk = Desk(door=self, session=(await response.json())["session"])
        await desk.read()
        return desk


@dataclass(slots=True, kw_only=True)
class Desk:
    """A case that a recipient has open.

    Attributes:
        view: The case, as they saw it last.
    """

    door: Door
    session: str
    view: Answer = field(default_factory=dict)

    async def post(self, act: str, **body: object) -> ClientResponse:
        """Do something with the case as it was seen last; words by a press of their own unless a test names one."""
        seen = {} if act in ("read", "acknowledge", "leave") else {"seen": self.view["seen"]}
        pressed = {"submission": press()} if "text" in body else {}
        return await self.door.post(f"{self.session}/{act}", {**seen, **pressed, **body})

    async def act(self, act: str, **body: object) -> Answer:
        """Do something that is done; return the case after it."""
        response = await self.post(act, **body)
        assert response.status == 200, await response.text()
        self.view = await response.json()
        return self.view

    async def read(self) -> Answer:
        """Read the case."""
        return await self.act("read")

    @property
    def cookie(self) -> str:
        """The cookie's value."""
        cookies = self.door.client.session.cookie_jar.filter_cookies(
            self.door.client.make_url(f"/api/case/{self.session}/read")
        )
        return cookies["case"].value


@asynccontextmanager
async def served(here: Office, library: Library, given: Settings | None = None) -> AsyncIterator[Door]:
    """Serve the recipients' pages on loopback."""
    known, chosen = case_office(here, library), given or settings(var=Path("unused"))
    server = TestServer(application(here, known, chosen))
    await server.start_server(access_log=None)  # as the service does (`bot.web.server.start`)
    # A proxy would end the TLS by which people reach it.
    jar = CookieJar(unsafe=True, treat_as_secure_origin=server.make_url("/"))
    async with TestClient(server, cookie_jar=jar) as client:
        yield Door(client=client, here=here, office=known)


async def error(response: ClientResponse) -> str:
    """Return the sentence that somebody is told."""
    return str((await response.json())["error"])


async def opened(door: Door, to: Person, type_: str = "harassment", **changes: object) -> Desk:
    """Return a new case as somebody has it open who receives it; nothing is on its way."""
    answers = changes.pop("answers", None)
    await file(door.here, type_, answers if isinstance(answers, Answers) else None, **changes)
    made = await door.enter(to.key)
    door.here.store.sent()
    door.office.courier.woken = 0
    return made


def id_of(here: Office) -> str:
    """Return the id of the only case."""
    (only,) = here.store._cases
    return only
