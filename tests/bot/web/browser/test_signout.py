"""Signing out, as a browser does it: with a form on a page that sends no referrer."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import unused_port
from playwright.async_api import Browser, expect

from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import settings
from tests.bot.web.provider import LocalProvider
from tests.bot.web.test_signin import OIDC, TRIAL

# aiohttp-session keeps its things under plain names, which aiohttp advises against.
pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web.NotAppKeyWarning")


@pytest_asyncio.fixture(loop_scope="module")
async def client(serve: Serve) -> AsyncIterator[Client]:
    """The page, with people signing in at a provider on loopback."""
    provider, port = LocalProvider(), unused_port()
    server = await provider.start()
    signin = OIDC | TRIAL | {"oidc_issuer": provider.issuer, "base_url": f"http://127.0.0.1:{port}"}
    yield await serve(settings(**signin, org="bc"), port=port)
    await server.close()


async def test_a_person_signs_in_and_out(browser: Browser, client: Client) -> None:
    """The page is theirs in between; after it, the browser has no session."""
    page = await browser.new_page()
    await page.goto(str(client.make_url("/documents")))
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    async with page.expect_response("**/signout") as answered:
        await page.get_by_role("button", name="Sign out").click()
    assert (await (await answered.value).request.header_value("Origin")) == "null"
    await expect(page.get_by_text("You are signed out")).to_be_visible()
    assert (await page.request.get(str(client.make_url("/api/organisations")))).status == 401
