"""A case for every person and screen: on paper, keyboard, screen reader, narrow and wide, light and dark."""

from collections.abc import AsyncIterator
from itertools import product
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect

from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.browser.conftest import contrast
from tests.bot.web.browser.recipients import FRONT, MISO, OTHER, Recipient, full
from tests.bot.web.browser.test_report_access import UNTOLD
from tests.bot.web.recipient_fakes import Door, id_of, served
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import code, file


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with two intakes and a security officer."""
    return office(library, reports, staffed(FRONT, OTHER, MISO))


@pytest_asyncio.fixture(loop_scope="module")
async def door(here: Office, library: Library) -> AsyncIterator[Door]:
    """The recipients' pages."""
    async with served(here, library) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, door: Door) -> AsyncIterator[Recipient]:
    """The intake, before a browser. At the end nothing was complained of, and nobody else called."""
    made = Recipient(await browser.new_page(), door)
    yield made
    assert not [one for one in made.complaints if "Failed to load resource" not in one]
    assert not made.elsewhere


async def test_on_paper_there_is_the_case_and_nothing_to_press(visit: Recipient, here: Office) -> None:
    """Its number, that it is alleged, when it was filed, when and by whom it was printed."""
    case = (await full(here)).id
    await visit.enter()
    page = visit.page
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    await page.emulate_media(media="print")
    await expect(page.locator(".printed")).to_contain_text("Printed by Hana Yamamoto on ")
    await expect(page.locator(".printed")).to_contain_text("What the case says is alleged.")
    await expect(page.get_by_role("heading", level=1)).to_contain_text((await here.store.get(case)).number)
    await expect(page.locator(".alleged")).to_be_visible()
    await expect(page.locator("dl.facts")).to_contain_text("Filed")
    assert await page.locator("button:visible, textarea:visible, a:visible, summary:visible").count() == 0
    assert await page.title() == f"Case {(await here.store.get(case)).number}"
    await visit.shot("paper")


async def test_it_fits_both_widths_in_light_and_dark(browser: Browser, door: Door, here: Office) -> None:
    """Nothing scrolls sideways, text stands out from its ground, and every control has a name."""
    await full(here)
    schemes: list[Literal["light", "dark"]] = ["light", "dark"]
    for width, scheme in product([1280, 360], schemes):
        here.clock.forward(minutes=20)
        context = await browser.new_context(viewport=ViewportSize(width=width, height=740), color_scheme=scheme)
        visit = Recipient(await context.new_page(), door)
        await visit.follow()
        await visit.shot(f"{width}-{scheme}-1door")
        assert not await visit.is_wider_than_the_window()
        await visit.enter()
        await visit.page.get_by_label("Message to the reporter").fill("When was that?\nAnd who stood by?")
        await visit.press("Send the message")
        await expect(visit.said).to_contain_text("Sent")
        await visit.shot(f"{width}-{scheme}-2case")
        await _fill(visit)
        await visit.shot(f"{width}-{scheme}-3acts")
        assert not await visit.is_wider_than_the_window()
        await _check_contrasts(visit.page)
        assert await visit.page.evaluate(NAMELESS) == 0
        assert not visit.complaints
        await context.close()


async def _fill(visit: Recipient) -> None:
    await visit.unfold("Pass it on to a colleague")
    await visit.press("Pass it on")
    await visit.unfold("Close the case")
    await visit.page.get_by_label("handed to another process").check()
    await visit.press("Close the case")


NAMELESS = (
    "[...document.querySelectorAll('button, a, select, textarea, input, form, details')].filter(one => "
    "!(one.textContent.trim() || one.labels?.length || one.ariaLabel)).length"
)


async def _check_contrasts(page: Page) -> None:
    grounds = {
        ".alleged": "body",
        ".told > .hint": "body",
        "dl.facts dt": "dl.facts",
        ".answers dt": "body",
        ".message .from": ".message.own",
        ".acts .hint": ".acts",
        ".outcome": ".outcome",
        ".button.grave": ".button.grave",
        ".emergency p": ".emergency",
        ".fold p.failed": ".acts",
        ".session .hint": "body",
        ".label.danger": ".label.danger",
    }
    for text, ground in grounds.items():
        assert await contrast(page, text, ground) >= 4.5, text


@pytest.mark.parametrize("width", [320, 640])
async def test_large_text_and_narrow_windows_lose_nothing(
    browser: Browser, door: Door, here: Office, width: int
) -> None:
    """320 pixels, and text of twice the size in a window that then has as little room."""
    await full(here)
    context: BrowserContext = await browser.new_context(viewport=ViewportSize(width=width, height=640))
    visit = Recipient(await context.new_page(), door)
    await visit.enter()
    if width == 640:
        await visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    await _fill(visit)
    assert not await visit.is_wider_than_the_window()
    await visit.shot(f"{width}-large")
    await context.close()


async def test_a_case_is_opened_and_answered_with_the_keyboard_alone(visit: Recipient, here: Office) -> None:
    """From the link to the message that was sent."""
    await file(here)
    await visit.follow()
    page = visit.page
    await page.get_by_role("heading", level=1).focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Code", exact=True)).to_be_focused()
    await page.keyboard.type(code(here, FRONT.key))
    await page.keyboard.press("Enter")
    title = page.get_by_role("heading", level=1)
    await expect(title).to_be_focused()
    assert await title.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "f-answer":
            break
    await page.keyboard.type("When was that?")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(visit.said).to_be_focused()
    assert len((await here.store.get(id_of(here))).messages) == 1


async def test_the_parts_are_named_for_screen_readers(visit: Recipient, here: Office) -> None:
    """One first heading, headings in order, forms with names, and results that are said."""
    await full(here)
    await visit.enter()
    page = visit.page
    levels = await page.evaluate(
        "[...document.querySelectorAll('#main :is(h1,h2,h3)')].filter(one => one.checkVisibility())"
        ".map(one => one.tagName)"
    )
    assert levels == ["H1", *["H2"] * (len(levels) - 1)]
    await expect(page.get_by_role("main")).to_have_count(1)
    await expect(page.get_by_role("form", name="Write to the reporter")).to_be_visible()
    await expect(page.get_by_role("region", name="What you can do")).to_be_visible()
    assert await visit.said.get_attribute("role") == "status"
    ids = await page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    assert await page.evaluate(UNTOLD) == []
