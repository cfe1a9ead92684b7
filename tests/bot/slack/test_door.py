"""What the door does beside answering: it knows its workspace, loads what is slow, and forgets what has expired."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from pydantic import SecretStr

from bot.settings import Settings
from bot.slack.core.web import Web
from bot.slack.core.workspaces import Away, Workspace
from bot.slack.door import SlackDoor
from handlers.ask.handler import AskHandler
from handlers.check.handler import CheckHandler
from handlers.report.handler import ReportHandler
from index.errors import IndexUnusable
from knowledge.library import Library
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running
from tests.bot.slack.web_api import APP_TOKEN
from tests.bot.web.fakes import FakeAssistant


@dataclass(slots=True)
class Loading:
    """An assistant that remembers what was loaded, for which texts."""

    real: FakeAssistant
    library: Library
    loaded: list[tuple[str, Library]] = field(default_factory=list)

    @property
    def settings(self) -> Settings:
        """Return the settings."""
        return self.real.settings

    @property
    def ask(self) -> AskHandler:
        """Return what answers."""
        return self.real.ask

    @property
    def check(self) -> CheckHandler:
        """Return what screens drafts."""
        self.loaded.append(("check", self.library))
        return self.real.check

    @property
    def report(self) -> ReportHandler:
        """Fail as where nothing was learned for reports: that is told to whoever reports, and stops nothing here."""
        self.loaded.append(("report", self.library))
        raise IndexUnusable("nothing was learned for reports")


@dataclass(slots=True)
class Looks:
    """Lets no time pass, and does something between two looks; after the last it waits for the end.

    What is done more seldom is done once.
    """

    between: list[Callable[[], None]]
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, seconds: float) -> None:
        """Go on to the next look."""
        if seconds > 300:
            await asyncio.Event().wait()
        if not self.between:
            self.over.set()
            await asyncio.Event().wait()
        self.between.pop(0)()


@asynccontextmanager
async def beside(here: Running, assistant: Loading, *between: Callable[[], None]) -> AsyncIterator[SlackDoor]:
    """Run what goes on beside answering until it has looked after everything once more than there is between."""
    looks = Looks([*between])
    parts = replace(here.parts, assistant=assistant)
    door = SlackDoor(parts, here.inbox, Web(here.slack.api, a_second=1000), pause=looks)
    running = asyncio.create_task(door.run())
    try:
        async with asyncio.timeout(30):
            await looks.over.wait()
            yield door
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert running.cancelled()


async def test_what_reads_drafts_and_reports_is_loaded_before_anybody_needs_it(here: Running) -> None:
    """Once, and again for new texts."""
    assisting, new = _assisting(here), replace(here.parts.assistant.library)

    def taken_up() -> None:
        assisting.library = new

    async with beside(here, assisting, lambda: None, taken_up):
        pass
    before = here.parts.assistant.library
    assert assisting.loaded == [("report", before), ("check", before), ("report", new), ("check", new)]


async def test_what_has_expired_is_forgotten(here: Running) -> None:
    """What has not stays."""
    now = here.office.clock()
    for key, hours in (("old", -1), ("new", 1)):
        await here.notes.put("a kind", key, "text", expires_at=now + timedelta(hours=hours))
    async with beside(here, _assisting(here)):
        pass
    then = now - timedelta(hours=2)
    assert [await here.notes.get("a kind", key, at=then) for key in ("old", "new")] == [None, "text"]


async def test_what_has_expired_is_forgotten_also_where_slack_is_away(here: Running) -> None:
    """Also where it has never been there since the start."""
    now = here.office.clock()
    await here.notes.put("a kind", "old", "text", expires_at=now - timedelta(hours=1))
    forgotten, away = asyncio.Event(), FakeAway()

    async def pause(seconds: float) -> None:
        if seconds > 300:
            forgotten.set()
        await asyncio.Event().wait()

    parts = replace(here.parts, workspaces=away)
    running = asyncio.create_task(SlackDoor(parts, here.inbox, Web(here.slack.api), pause=pause).run())
    async with asyncio.timeout(30):
        await forgotten.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await here.notes.get("a kind", "old", at=now - timedelta(hours=2)) is None


class FakeAway:
    """Workspaces of which nothing is known, for Slack is away."""

    async def find(self, team: str) -> Workspace | None:
        """Say so."""
        raise Away

    async def only(self) -> Workspace | None:
        """Say so."""
        raise Away

    async def forget(self, team: str) -> None:
        """Have nothing to forget."""


async def test_in_socket_mode_everything_comes_on_a_connection_that_the_door_opens(here: Running) -> None:
    """There is no address to which anything could be posted."""
    assisting = _assisting(here)
    assisting.real.settings = assisting.settings.model_copy(update={"slack_app_token": SecretStr(APP_TOKEN)})
    async with beside(here, assisting) as door:
        asked = sent.message(here.workspace, here.user(), "Can I post about my job on LinkedIn?")
        await sent.Linked(here.slack).send(asked)
        await door.going.settled(10)
        assert door.routes() == []
    assert len(here.messages()) == 1


def _assisting(here: Running) -> Loading:
    assert isinstance(here.parts.assistant, FakeAssistant)
    return Loading(replace(here.parts.assistant), here.parts.assistant.library)
