"""What tests with local-slack share: a browser, and for each test a Slack, the door, and somebody at the page."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import unused_port
from playwright.async_api import Browser
from pydantic import SecretStr

from bot.slack.paths import EVENTS
from handlers.check.handler import CheckHandler
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.real.local_slack import LocalSlack, Mode, local_slack
from tests.bot.slack.real.person import AtThePage, arrived
from tests.bot.slack.running import SECRET, Running, Template, running, slack_settings
from tests.bot.slack.web_api import APP_TOKEN, FakeSlack
from tests.bot.web.browser.conftest import browser, chromium
from tests.bot.web.fakes import FakeSearch, MemoryFeedback, assistant
from tests.bot.web.reporting import TYPES, FakeOffice, WordReader

__all__ = ["browser", "chromium"]

SHOTS = os.environ.get("SHOTS")
"""Folder for pictures of how it looks, one at the end of each test; none are taken without it."""


@pytest.fixture(params=["http", "socket"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """How Slack hands over what people do."""
    found: Mode = request.param
    return found


@pytest.fixture
def port() -> int:
    """Where the door listens."""
    return unused_port()


@pytest.fixture
def nobody() -> FakeSlack:
    """A Slack that is not there: only its workspace is, which local-slack has too."""
    return FakeSlack()


@pytest_asyncio.fixture(loop_scope="module")
async def local(nobody: FakeSlack, mode: Mode, port: int, tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """local-slack."""
    folder = tmp_path / "local-slack"
    folder.mkdir()
    address = f"http://127.0.0.1:{port}{EVENTS}"
    async with local_slack(nobody.workspace, folder, mode=mode, secret=SECRET, posts_to=address) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def door(
    *,
    nobody: FakeSlack,
    local: LocalSlack,
    mode: Mode,
    port: int,
    library: Library,
    search: FakeSearch,
    checks: CheckHandler,
    reports: Reports,
    reader: WordReader,
    office: FakeOffice,
    store: MemoryFeedback,
    template: Template,
    tmp_path: Path,
) -> AsyncIterator[Running]:
    """The door as it runs, before local-slack."""
    reader.types = {**TYPES, "linkedin": "account_approval"}
    socket = {"slack_app_token": SecretStr(APP_TOKEN), "slack_signing_secret": None} if mode == "socket" else {}
    settings = slack_settings(nobody, slack_api_url=local.api, **socket)
    answers = assistant(library, search, settings, checks, (reports, reader))
    kept = template.copy(tmp_path)
    async with running(nobody, answers, office, store, kept, clock=office.clock, port=port) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def ana(
    browser: Browser, local: LocalSlack, door: Running, request: pytest.FixtureRequest
) -> AsyncIterator[AtThePage]:
    """Ana at the page."""
    page = await browser.new_page(viewport={"width": 1100, "height": 1000})
    yield await arrived(page, local.page)
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{request.node.name}.png")
    await page.close()
