"""The pages for reports for every person and screen: keyboard, names, narrow and wide, large text, light and dark."""

from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.bot.web.browser.conftest import contrast
from tests.bot.web.browser.reporters import Reporter
from tests.bot.web.browser.test_check import NAMELESS
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import settings

SMALL = """[...document.querySelectorAll('main button, main .button, main select, main input[type=text]')]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 24).length"""
UNTOLD = """['aria-describedby', 'aria-labelledby'].flatMap(name => [...document.querySelectorAll(`[${name}]`)]
  .flatMap(one => one.getAttribute(name).split(' '))).filter(id => id && !document.getElementById(id))"""
TWICE = """[...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)"""
UNGROUPED = """[...document.querySelectorAll('input[type=radio]')]
  .filter(one => !one.closest('fieldset')?.querySelector('legend')?.textContent.trim()).length"""


@pytest_asyncio.fixture(loop_scope="module")
async def client(serve: Serve) -> Client:
    """The page of an employee of British Columbia, who may name people at gov.example."""
    return await serve(settings(org="bc", staff_domains="gov.example"))


async def _sound(visit: Reporter) -> None:
    """Check what holds on every step."""
    page = visit.page
    assert not await visit.is_wider_than_the_window()
    assert await page.evaluate(NAMELESS) == 0
    assert await page.evaluate(SMALL) == 0
    assert await page.evaluate(UNTOLD) == []
    assert await page.evaluate(TWICE) == []
    assert await page.evaluate(UNGROUPED) == 0
    assert await page.locator("h1:visible").count() == 1


async def _walk(visit: Reporter) -> None:
    """Go through every step, and look at each."""
    page = visit.page
    await _sound(visit)
    await visit.say("A man with a knife took my laptop " + "w" * 200)
    await visit.choose("information_incident")
    await _sound(visit)
    assert await contrast(page, ".standing.emergency", ".standing.emergency") >= 4.5
    assert await contrast(page, ".step .basis", ".step") >= 4.5
    await visit.go_on()
    await visit.fill_in(danger="no")
    await visit.press("See who will see it")
    await _sound(visit)
    assert await contrast(page, ".stage.form .failed:visible", ".stage.form .card") >= 4.5
    assert await contrast(page, ".required", ".stage.form .card") >= 4.5
    await visit.fill_in(information_out="no", name="Rae " + "O" * 100)
    await visit.look()
    await page.get_by_label("Somebody whose name is not here").check()
    await expect(page.locator(".seen[aria-busy]")).to_have_count(0)
    await _sound(visit)
    assert await contrast(page, ".recipient .why", ".stage.seen .card") >= 4.5
    await page.get_by_label("Nobody of these").check()
    await expect(visit.recipients.last).to_contain_text("Ina Take")
    await visit.send()
    await _sound(visit)
    assert await contrast(page, ".receipt-code", ".receipt-code") >= 4.5
    for path in ("cases", "receipt", "anonymous", "disclose"):
        await page.goto(visit.home + path)
        await expect(page.locator(".loading")).to_have_count(0)
        await _sound(visit)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_both_widths_in_light_and_dark(browser: Browser, client: Client, width: int, scheme: Any) -> None:
    """Nothing scrolls sideways, text stands out from its ground, and every control has a name and belongs somewhere."""
    context = await browser.new_context(viewport=ViewportSize(width=width, height=740), color_scheme=scheme)
    visit = Reporter(await context.new_page(), str(client.make_url("/")))
    await visit.open("report")
    await _walk(visit)
    assert not visit.complaints
    await context.close()


async def test_it_works_on_a_narrow_screen_with_large_text(browser: Browser, client: Client) -> None:
    """320 pixels, and letters of twice their size, as a browser's own setting makes them."""
    context = await browser.new_context(viewport=ViewportSize(width=320, height=640))
    visit = Reporter(await context.new_page(), str(client.make_url("/")))
    session = await context.new_cdp_session(visit.page)
    await session.send("Page.enable")
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    await visit.open("report")
    assert await visit.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    await _doors_are_there(visit.page)
    await _walk(visit)
    await context.close()


async def _doors_are_there(page: Page) -> None:
    """Check that every door of the header can be reached."""
    for name in ("Ask", "Check a draft", "Report", "Disclose", "My cases", "Texts"):
        box = await page.get_by_role("navigation").get_by_role("link", name=name).bounding_box()
        assert box, name
        assert (box["x"] >= 0, box["x"] + box["width"] <= 320, box["height"] >= 24) == (True, True, True), name


async def test_the_header_has_room_at_320_pixels(browser: Browser, client: Client) -> None:
    """On every page, with the conversation's own button too."""
    page = await browser.new_page(viewport=ViewportSize(width=320, height=640))
    for path in ("", "check", "report", "documents", "cases"):
        await page.goto(str(client.make_url(f"/{path}")))
        await _doors_are_there(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320


async def test_a_report_is_sent_with_the_keyboard_alone(browser: Browser, client: Client) -> None:
    """From the skip link to the receipt code; what is focused can be seen, and is not covered."""
    visit = Reporter(await browser.new_page(), str(client.make_url("/")))
    page, keys = visit.page, visit.page.keyboard
    await visit.open("report")

    async def tab_to(name: str) -> None:
        for _ in range(60):
            await keys.press("Tab")
            now = "(one => one.labels?.[0]?.textContent || one.textContent)(document.activeElement)"
            if name in await page.evaluate(now):
                break
        covered = await page.evaluate(
            "(one => { const at = one.getBoundingClientRect();"
            " const over = document.elementFromPoint(at.x + at.width / 2, at.y + Math.min(at.height / 2, 12));"
            " return !(over && (one.contains(over) || over.contains(one) || one.labels?.[0]?.contains(over))); })"
            "(document.activeElement)"
        )
        assert not covered, name

    await tab_to("What happened?")
    await keys.type("He read out my diagnosis")
    await tab_to("Go on")
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="What it is about, and what to do now")).to_be_focused()
    await tab_to("Bullying, harassment")
    await keys.press("Space")
    await expect(page.get_by_role("heading", name="What to do now", exact=True)).to_be_visible()
    await tab_to("Go on")
    await keys.press("Enter")
    await tab_to("No")
    await keys.press("Space")
    await tab_to("Your name")
    await keys.type("Rae Okoro")
    await tab_to("See who will see it")
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Before it is sent")).to_be_focused()
    await tab_to("Send this report")
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Your report was received")).to_be_focused()
    await tab_to("Copy the code")
    assert not visit.complaints


async def test_the_receipt_can_be_printed(browser: Browser, client: Client) -> None:
    """With number, code, what is left to do and the own words; without what only a screen needs."""
    visit = Reporter(await browser.new_page(), str(client.make_url("/")))
    await visit.open("report")
    await visit.report("He read out my diagnosis", "harassment", name="Rae Okoro")
    sent = await visit.send()
    await visit.page.emulate_media(media="print")
    for shown in (".receipt-code", ".tasks", ".own .answers"):
        await expect(sent.locator(shown)).to_be_visible()
    for hidden in (".top", ".standing", ".bottom", ".stages", ".sent button >> nth=0"):
        await expect(visit.page.locator(hidden)).to_be_hidden()
    assert await contrast(visit.page, ".sent > h2", "body") >= 4.5
