"""Reporting without a name in the browser, and following it up with the receipt code."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Dialog, Request, expect

from tests.bot.web.browser.reporters import Reporter
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.reporting import FakeOffice, only_case

WORDS = "He read out my diagnosis before the whole team."


@pytest_asyncio.fixture(loop_scope="module")
async def client(serve: Serve) -> Client:
    """The page behind a proxy that would sign people in."""
    return await serve(settings(**PROXY | {"host": "127.0.0.1", "base_url": "http://127.0.0.1"}, org="bc"))


@pytest_asyncio.fixture(loop_scope="module")
async def somebody(browser: Browser, client: Client) -> AsyncIterator[Reporter]:
    """Somebody at the page for anonymous reports, whose browser has a cookie. Nothing is kept or sent of them."""
    context = await browser.new_context()
    home = str(client.make_url("/"))
    await context.add_cookies([{"name": "conduct", "value": "a-session", "url": home}])
    made = Reporter(await context.new_page(), home)
    calls: list[Request] = []
    made.page.on("request", lambda sent: calls.append(sent) if "/api/" in sent.url else None)
    await made.open("anonymous")
    yield made
    assert not made.complaints
    assert not made.elsewhere
    assert [one for one in calls if "cookie" in await one.all_headers()] == []
    assert [one for one in calls if "referer" in await one.all_headers()] == []
    assert await made.kept_by_the_browser() == [0, 0, "conduct=a-session", ""]
    await context.close()


async def _agree(dialog: Dialog) -> None:
    await dialog.accept()


async def test_a_report_without_a_name_is_followed_up(somebody: Reporter, office: FakeOffice) -> None:
    """Sent, ticked off with the code alone, opened with it later, added to, closed again."""
    page = somebody.page
    await expect(page.get_by_text("What could still show who you are")).to_be_visible()
    await somebody.report(WORDS, "harassment")
    await expect(page.locator("#f-name")).to_have_count(0)
    await expect(page.locator(".stage.seen .notice-box")).to_contain_text("how you write it")
    sent = await somebody.send()
    assert only_case(office).anonymous
    assert not office.form_drafts.kept
    await sent.get_by_label("MyHR").check()
    await expect(sent.get_by_text("It is noted that you did this.")).to_be_visible()
    code = await somebody.code()
    page.on("dialog", lambda dialog: asyncio.create_task(_agree(dialog)))
    await sent.get_by_role("link", name="where the case stands").click()
    await expect(page.get_by_label("Your receipt code")).to_be_visible()
    await page.get_by_label("Your receipt code").fill("2222-2222")
    await page.get_by_role("button", name="Open").click()
    await expect(page.get_by_text("This code opens nothing here.")).to_be_visible()
    await expect(page.get_by_label("Your receipt code")).to_be_focused()
    await page.get_by_label("Your receipt code").fill(f" {code.lower()} ")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=f"Case {only_case(office).number}", level=2)).to_be_focused()
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(page.get_by_label("MyHR")).to_be_checked()
    await page.get_by_label("Add something").fill("One more thing.")
    await page.get_by_role("button", name="Add it").click()
    await expect(page.locator(".message")).to_be_focused()
    await expect(page.locator(".message")).to_contain_text("One more thing.")
    assert [one.text for one in only_case(office).messages] == ["One more thing."]
    await page.get_by_text("What you wrote").click()
    await expect(page.get_by_text(WORDS)).to_be_visible()
    await page.get_by_role("button", name="Close this case").click()
    await expect(page.get_by_text(WORDS)).to_have_count(0)
    await expect(page.get_by_label("Your receipt code")).to_have_value("")
    somebody.complaints = [one for one in somebody.complaints if "400" not in one]


async def test_somebody_is_kept_out_later(somebody: Reporter, office: FakeOffice) -> None:
    """Their name is in the case no more for whoever reported; somebody else has it."""
    page = somebody.page
    await somebody.report(WORDS, "harassment")
    await somebody.send()
    code = await somebody.code()
    page.on("dialog", lambda dialog: asyncio.create_task(_agree(dialog)))
    await page.goto(somebody.home + "receipt")
    await page.get_by_label("Your receipt code").fill(code)
    await page.get_by_role("button", name="Open").click()
    await page.get_by_label("Add something").fill("One more thing.")
    await page.get_by_text("Somebody who has it is involved").click()
    await page.get_by_label("Who must not see it from now on?").fill("Ina Take")
    await page.get_by_role("button", name="Keep them out").click()
    await expect(page.get_by_text("They are kept out of it from now on.")).to_be_visible()
    await expect(page.locator(".receivers")).to_contain_text("Alba Lone")
    await expect(page.get_by_label("Add something")).to_have_value("One more thing.")
    await expect(page.get_by_label("Who must not see it from now on?")).to_have_value("")


async def test_what_was_written_and_not_sent_is_not_lost_by_accident(somebody: Reporter, office: FakeOffice) -> None:
    """Leaving the page is asked about, and closing the case; a double click sends it once."""
    page, asked = somebody.page, list[str]()

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await (dialog.dismiss() if len(asked) > 1 else dialog.accept())

    await somebody.report(WORDS, "harassment")
    await somebody.send()
    code = await somebody.code()
    page.on("dialog", lambda dialog: asyncio.create_task(stay(dialog)))
    await page.goto(somebody.home + "receipt")
    await page.get_by_label("Your receipt code").fill(code)
    await page.keyboard.press("Enter")
    await page.get_by_label("Add something").fill("One more thing.")
    await page.get_by_role("link", name="Texts", exact=True).click()
    assert asked == ["beforeunload", "beforeunload"]
    await page.get_by_role("button", name="Close this case").click()
    await expect(page.get_by_text("You have written something that was not sent.")).to_be_visible()
    await page.get_by_role("button", name="Add it").dblclick()
    await expect(page.locator(".message")).to_be_focused()
    assert [one.text for one in only_case(office).messages] == ["One more thing."]
    await page.get_by_role("button", name="Close this case").click()
    await expect(page.get_by_label("Your receipt code")).to_be_focused()


async def test_leaving_before_it_was_sent_is_asked_about(somebody: Reporter) -> None:
    """For nothing of it is kept; to call the emergency number is not to leave; coming back finds nothing."""
    page, asked = somebody.page, list[str]()

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", lambda dialog: asyncio.create_task(stay(dialog)))
    await page.goto(somebody.home + "anonymous")
    assert asked == []
    await expect(page.locator("#f-text")).to_be_visible()
    await page.locator("#f-text").click()
    await page.keyboard.type("He read")
    await page.reload()
    assert asked == ["beforeunload"]
    await expect(page.locator("#f-text")).to_have_value("")


async def test_a_conflict_of_interest_is_not_taken_here(somebody: Reporter) -> None:
    """It leads to the disclosure, and takes nothing along."""
    await somebody.say("I own a bakery beside my job")
    await somebody.choose("conflict_of_interest")
    way = somebody.page.get_by_role("link", name="Open the disclosure")
    await expect(way).to_have_attribute("rel", "noreferrer")
    await expect(somebody.page.get_by_role("button", name="Go on to the disclosure")).to_have_count(0)
    await expect(somebody.page.get_by_role("button", name="Go on", exact=True)).to_be_hidden()


async def test_without_scripts_the_number_can_be_called(browser: Browser, client: Client) -> None:
    """It stands on the page as it comes."""
    page = await browser.new_page(java_script_enabled=False)
    for path in ("anonymous", "receipt"):
        await page.goto(str(client.make_url(f"/{path}")))
        await expect(page.get_by_role("link", name="Call 911")).to_be_in_viewport()
