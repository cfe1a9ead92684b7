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


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Starts the page on loopback, with other settings, search, checks, reader or office where a test names them."""

    library: Library
    search: FakeSearch
    store: MemoryFeedback
    checks: CheckHandler
    reading: tuple[Reports, WordReader]
    office: FakeOffice
    pauses: Pauses
    started: list[Client] = field(default_factory=list)

    async def start(
        self,
        given: Settings | None = None,
        other: Search | None = None,
        *,
        port: int = 0,
        check: CheckHandler | Exception | None = None,
        reading: Exception | None = None,
        taking: KnowledgeError | None = None,
        doors: Sequence[RouteDef] = (),
    ) -> Client:
        """Start one more."""
        running = assistant(self.library, other or self.search, given, check or self.checks, reading or self.reading)
        self.office.failing = taking
        app = application(
            running,
            self.store,
            self.office.now,
            doors=doors,
            today=lambda: TODAY,
            now=self.pauses.now,
            sleep=self.pauses.sleep,
        )
        client = TestClient(TestServer(app, port=port), cookie_jar=CookieJar(unsafe=True))
        self.started.append(client)
        await client.start_server()
        return client

    async def close(self) -> None:
        """End all of them."""
        for client in self.started:
            await client.close()


@pytest.fixture
def pages(
    *,
    library: Library,
    search: FakeSearch,
    store: MemoryFeedback,
    checks: CheckHandler,
    reports: Reports,
    reader: WordReader,
    office: FakeOffice,
    pauses: Pauses,
) -> Pages:
    """What starts the page; nothing is started yet."""
    return Pages(
        library=library,
        search=search,
        store=store,
        checks=checks,
        reading=(reports, reader),
        office=office,
        pauses=pauses,
    )


@pytest.fixture
async def serve(pages: Pages) -> AsyncIterator[Serve]:
    """Start the page; it ends with the test."""
    yield pages.start
    await pages.close()


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page with its plain settings."""
    return await serve()
