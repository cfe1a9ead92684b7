"""The page in a real browser: Chromium without a window."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from pytest_asyncio import is_async_test

from tests.bot.web.conftest import Client, Pages, Serve
from tests.bot.web.fakes import settings

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of a file in one event loop: the browser that they share belongs to it."""
    for item in items:
        if Path(__file__).parent in item.path.parents and is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """Chromium, started once for all tests of a file."""
    if CHROMIUM is None:
        pytest.skip("not run in a browser: there is no `chromium` here; install it to test the page in it")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """Chromium as if it were new: its pages, and all that they keep, end with the test."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def serve(pages: Pages) -> AsyncIterator[Serve]:
    """Start the page; it ends with the test."""
    yield pages.start
    await pages.close()


@pytest_asyncio.fixture(loop_scope="module")
async def client(serve: Serve) -> Client:
    """The page of an employee of British Columbia."""
    return await serve(settings(org="bc"))


class Visit:
    """A page in the browser that remembers what it complained of and whom it called."""

    def __init__(self, page: Page, home: str) -> None:
        """Listen from the first request on."""
        self.page = page
        self.home = home
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.context.on("console", lambda said: self.complaints.append(said.text) if said.type != "log" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.context.on("request", lambda sent: self.elsewhere.append(sent.url) if home not in sent.url else None)

    async def ask(self, question: str) -> Any:
        """Type a question, and return the answer's article when it is there."""
        number = await self.page.locator("article").count()
        await self.page.get_by_label("Your question").fill(question)
        await self.page.keyboard.press("Enter")
        article = self.page.locator("article").nth(number)
        await expect(article.locator("blockquote, .failed, .sender, .emergency").first).to_be_visible()
        return article

    async def is_wider_than_the_window(self) -> bool:
        """Tell whether it scrolls sideways."""
        return bool(await self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, client: Client) -> AsyncIterator[Visit]:
    """The start page, opened. At the end nothing was complained of, and nobody else called."""
    made = Visit(await browser.new_page(), str(client.make_url("/")))
    await made.page.goto(made.home)
    await expect(made.page.locator(".example").first).to_be_visible()
    yield made
    assert not made.complaints
    assert not made.elsewhere


async def contrast(page: Page, text: str, ground: str) -> float:
    """Return the contrast of a text's colour to a ground's, as WCAG 2.2 defines it: 1 to 21."""
    style = "(node, name) => getComputedStyle(node)[name]"
    colour = _luminance(await page.locator(text).last.evaluate(style, "color"))
    behind = _luminance(await page.locator(ground).last.evaluate(style, "backgroundColor"))
    high, low = max(colour, behind), min(colour, behind)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
