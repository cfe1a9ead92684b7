"""What the tests of the Slack door share: Slack's side on loopback, and the door as it runs."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage import keys
from bot.storage.database import Database, file_url
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from handlers.check.handler import CheckHandler
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.running import Running, Template, running, slack_settings
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, FakeSearch, MemoryFeedback, assistant
from tests.bot.web.reporting import FakeOffice, WordReader


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """Slack's side; a test that provokes refusals empties `refused` itself."""
    async with FakeSlack() as running_:
        yield running_
    assert running_.refused == []


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A database that is ready."""
    folder = tmp_path_factory.mktemp("template")
    database, key_file = folder / "conduct.sqlite3", folder / "keys.json"
    keys.new_file(key_file)

    async def make() -> None:
        notes = SqlNotes(Database(file_url(database)), Keyring(key_file))
        await notes.put("template", "key", "text")
        await notes.drop("template", "key")
        await notes.close()

    asyncio.run(make())
    return Template(database=database, keys=key_file)


@pytest.fixture
def assisting(
    *,
    library: Library,
    search: FakeSearch,
    checks: CheckHandler,
    reports: Reports,
    reader: WordReader,
    slack: FakeSlack,
) -> FakeAssistant:
    """What answers, with the real handlers over fakes."""
    return assistant(library, search, slack_settings(slack), checks, (reports, reader))


@pytest.fixture
async def here(
    *,
    slack: FakeSlack,
    assisting: FakeAssistant,
    office: FakeOffice,
    store: MemoryFeedback,
    template: Template,
    tmp_path: Path,
) -> AsyncIterator[Running]:
    """The door as it runs."""
    async with running(slack, assisting, office, store, template.copy(tmp_path), clock=office.clock) as door:
        yield door
