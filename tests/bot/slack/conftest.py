"""What the tests of the Slack door share: Slack's side on loopback, which must have had nothing to refuse."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.slack.web_api import FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """Slack's side; a test that provokes refusals empties `refused` itself."""
    async with FakeSlack() as running:
        yield running
    assert running.refused == []
