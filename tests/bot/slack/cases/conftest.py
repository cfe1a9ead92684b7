"""What the tests of recipients in Slack share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.cases.world import PEOPLE, World, kept_office, roster, world
from tests.bot.slack.running import Running, Template
from tests.bot.web.reporting import FakeOffice


@pytest.fixture
def office(library: Library, reports: Reports, template: Template, tmp_path: Path) -> FakeOffice:
    """Where cases are kept: in the database of the door."""
    return kept_office(library, reports, roster(*PEOPLE), template.copy(tmp_path))


@pytest.fixture
async def there(here: Running) -> AsyncIterator[World]:
    """Recipients in Slack."""
    made = world(here)
    yield made
    await made.sender.close()
