"""What the tests of the page share: the real texts, fakes for the rest, a server on loopback."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from aiohttp import CookieJar
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request, RouteDef

from bot.settings import Settings
from bot.web.server import application
from handlers.check.handler import CheckHandler
from index.result import Search
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.fakes import (
    FakeSearch,
    MemoryFeedback,
    assistant,
)
from tests.bot.web.reporting import FakeOffice, WordReader

TODAY = date(2026, 3, 4)

Client = TestClient[Request, Application]
Serve = Callable[..., Awaitable[Client]]


@dataclass(slots=True)
class Pauses:
    """Lets time pass at once; remembers how much, and gives the seconds by which tries are counted."""

    slept: list[float] = field(default_factory=list)
    seconds: float = 0.0

    async def sleep(self, seconds: float) -> None:
        """Remember it."""
        self.slept.append(seconds)

    def now(self) -> float:
        """Return the seconds."""
        return self.seconds


@pytest.fixture
def pauses() -> Pauses:
    """How time passes for whoever guesses."""
    return Pauses()


@pytest.fixture
async def serve(
    *,
    library: Library,
    search: FakeSearch,
    store: MemoryFeedback,
    checks: CheckHandler,
    reports: Reports,
    reader: WordReader,
    office: FakeOffice,
    pauses: Pauses,
) -> AsyncIterator[Serve]:
    """Start the page on loopback, with other settings, search, checks, reader or office where a test names them."""
    clients: list[Client] = []

    async def start(
        given: Settings | None = None,
        other: Search | None = None,
        *,
        port: int = 0,
        check: CheckHandler | Exception | None = None,
        reading: Exception | None = None,
        taking: KnowledgeError | None = None,
        doors: Sequence[RouteDef] = (),
    ) -> Client:
        running = assistant(library, other or search, given, check or checks, reading or (reports, reader))
        office.failing = taking
        app = application(
            running, store, office.now, doors=doors, today=lambda: TODAY, now=pauses.now, sleep=pauses.sleep
        )
        client = TestClient(TestServer(app, port=port), cookie_jar=CookieJar(unsafe=True))
        clients.append(client)
        await client.start_server()
        return client

    yield start
    for client in clients:
        await client.close()


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page with its plain settings."""
    return await serve()
