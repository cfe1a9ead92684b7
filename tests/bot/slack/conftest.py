"""What the tests of the Slack door share: Slack's side on loopback, and the door as it runs."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

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
    return Template.made(tmp_path_factory.mktemp("template"))


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
