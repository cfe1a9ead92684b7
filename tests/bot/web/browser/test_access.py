"""The page for every person and screen: keyboard, screen reader, narrow and wide, light and dark, without motion."""

import asyncio
from typing import Any

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.bot.web.browser.conftest import Visit, contrast
from tests.bot.web.conftest import Client
from tests.bot.web.fakes import FakeSearch


async def test_a_question_is_asked_with_the_keyboard_alone(visit: Visit, search: FakeSearch) -> None:
    """From the skip link to the answer, and on to its citation; the focus is on the answer's heading."""
    page = visit.page
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Skip to the content")).to_be_focused()
    for _ in range(30):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "question":
            break
    await page.keyboard.type("May I use")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("LinkedIn?")
    await page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="You asked: May I use LinkedIn?")
    await expect(heading).to_be_focused()
    await expect(page.locator("blockquote").first).to_be_visible()
    outline = await heading.evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline != "none"
    assert search.asked[0].organisation == "bc"


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_fits_both_widths_in_light_and_dark(browser: Browser, client: Client, width: int, scheme: Any) -> None:
    """Nothing scrolls sideways, text stands out from its ground, and nothing overlaps the edge."""
    context = await browser.new_context(viewport=ViewportSize(width=width, height=740), color_scheme=scheme)
    home = str(client.make_url("/"))
    visit = Visit(await context.new_page(), home)
    await visit.page.goto(home)
    await expect(visit.page.locator(".example").first).to_be_visible()
    assert not await visit.is_wider_than_the_window()
    for question in ("linkedin", "a threat", "pension", "w" * 300):
        await visit.ask(question)
    assert not await visit.is_wider_than_the_window()
    assert await contrast(visit.page, ".answer", ".reply") >= 4.5
    assert await contrast(visit.page, ".contact .why", ".reply") >= 4.5
    assert await contrast(visit.page, ".hint", "body") >= 4.5
    assert await contrast(visit.page, "#ask", "#ask") >= 4.5
    assert await contrast(visit.page, ".emergency", ".emergency") >= 4.5
    for path in ("documents", "documents/bc-2010-guidelines", "documents/bc-policy-summary-33", "nothing"):
        await visit.page.goto(home + path)
        assert not await visit.is_wider_than_the_window(), path
    assert not [one for one in visit.complaints if "404" not in one]
    assert not visit.elsewhere
    await context.close()


async def test_on_a_phone_the_situation_is_folded_and_told(browser: Browser, client: Client) -> None:
    """One line says who is asking; it unfolds."""
    page = await browser.new_page(viewport=ViewportSize(width=360, height=740))
    await page.goto(str(client.make_url("/")))
    summary = page.locator("#asker summary")
    await expect(summary).to_contain_text("Government of British Columbia, employee")
    await expect(page.get_by_label("Your organisation")).to_be_hidden()
    await summary.click()
    await page.get_by_label("Supervisor").check()
    await expect(summary).to_contain_text("supervisor")
    assert "role=supervisor" in page.url


async def test_the_parts_are_named_for_screen_readers(visit: Visit) -> None:
    """Landmarks, one first heading, and a name on every control."""
    page = visit.page
    await visit.ask("linkedin")
    for role in ("banner", "main", "complementary", "contentinfo"):
        await expect(page.get_by_role(role)).to_have_count(1)
    assert await page.locator("#conversation").get_attribute("aria-live") == "polite"
    nameless = await page.evaluate(
        "[...document.querySelectorAll('button, a, select, textarea, input')].filter(one => "
        "!(one.textContent.trim() || one.labels?.length || one.ariaLabel)).length"
    )
    assert nameless == 0


async def test_reduced_motion_is_respected(browser: Browser, client: Client) -> None:
    """Nothing moves for those who asked for that."""
    context = await browser.new_context(reduced_motion="reduce")
    page = await context.new_page()
    await page.route("**/api/ask", lambda _: asyncio.sleep(0))
    await page.goto(str(client.make_url("/")))
    await page.locator(".example").first.click()
    await expect(page.locator(".loading")).to_be_visible()
    assert await page.locator(".dots i").first.evaluate("one => getComputedStyle(one).animationName") == "none"
    await context.close()
