"""Checking a draft in the browser: the form, the verdict, marks and findings, the suggestion, what can go wrong."""

import asyncio
from collections.abc import AsyncIterator
from itertools import product
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, ViewportSize, expect

from handlers.check.messages import MAX_DRAFT
from tests.bot.web.browser.conftest import Visit, contrast
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import NOT_LEARNED, WordDetector

FAMILY = "👩‍👩‍👧"
NOTICE = f"{FAMILY} My office news 😤: Alex Moss, Moss case 77."


class Desk(Visit):
    """The page for drafts."""

    async def open(self) -> None:
        """Open it, and wait for its organisations."""
        await self.page.goto(self.home + "check")
        await expect(self.page.get_by_label("Your organisation").locator("option", has_text="Nova")).to_have_count(1)

    async def check(self, draft: str, capacity: str | None = None) -> Locator:
        """Check a draft; return the result when it is there."""
        if capacity:
            await self.page.get_by_label(capacity).check()
        await self.page.get_by_label("Your draft").fill(draft)
        await self.press()
        await expect(self.page.locator("#result .judgement, #result .failed").first).to_be_visible()
        return self.page.locator("#result")

    async def press(self) -> None:
        """Press the button."""
        await self.page.get_by_role("button", name="Check", exact=True).click()

    async def marks(self) -> list[str]:
        """Return the marked words that are shown."""
        return await self.page.locator("#result .draft mark:visible").all_inner_texts()


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, client: Client) -> AsyncIterator[Desk]:
    """The page for drafts, opened. At the end nothing was complained of, and nobody else called."""
    made = Desk(await browser.new_page(), str(client.make_url("/")))
    await made.open()
    yield made
    assert not made.complaints
    assert not made.elsewhere


async def test_a_clear_draft_is_not_approved(desk: Desk) -> None:
    """The focus goes to the verdict, which says how little was looked at."""
    result = await desk.check("😀😀 Sunny in Smithers", "For myself")
    verdict = result.get_by_role("heading", name="Nothing found", level=2)
    await expect(verdict).to_be_focused()
    await expect(verdict).to_be_in_viewport()
    await expect(result).to_contain_text("This is no approval: only the guidelines were looked at, and by a machine.")
    await expect(result.locator("section.not-checked")).to_contain_text("Pictures, video and sound")
    await expect(result.locator(".contact").first).to_contain_text("Your supervisor")
    await expect(result.locator(".draft, .finding")).to_have_count(0)
    result = await desk.check("The plan is a mess. The weather is fine.", "For myself")
    await expect(result.locator(".judgement")).to_contain_text("is to be kept in mind; it speaks against nothing")
    await expect(result.get_by_role("heading", name="To keep in mind", level=3)).to_be_visible()
    assert await desk.marks() == ["The plan is a mess"]


async def test_words_are_marked_after_emoji_and_marks_lead_to_findings(desk: Desk) -> None:
    """Offsets are code points; a number and its finding lead to each other, by keyboard too, and the address stays."""
    result = await desk.check(NOTICE, "For my organisation")
    await expect(result.get_by_role("heading", name="Should not go out like this", level=2)).to_be_focused()
    assert await desk.marks() == ["Alex Moss", "Moss case 77"]
    shown = await result.locator(".marked .draft").evaluate(
        "box => { const copy = box.cloneNode(true); copy.querySelectorAll('.number').forEach(one => one.remove());"
        " return copy.textContent; }"
    )
    assert shown == NOTICE
    second = result.get_by_role("link", name="Finding 2: A matter before the courts. Should not go out")
    await second.focus()
    await desk.page.keyboard.press("Enter")
    heading = result.get_by_role("heading", name="Finding 2 A matter before the courts")
    await expect(heading).to_be_focused()
    await result.locator(".finding").nth(1).get_by_role("link", name="Moss case 77").click()
    await expect(second).to_be_focused()
    await result.locator("mark", has_text="Alex Moss").click()
    await expect(result.get_by_role("heading", name="Finding 1 Personal information")).to_be_focused()
    assert desk.page.url == desk.home + "check"


async def test_a_finding_says_why_what_to_do_and_where_it_stands(desk: Desk) -> None:
    """What is found in several places is said once; the rule opens highlighted; approvals name whom to ask."""
    result = await desk.check("Alex Moss wrote to my office. Then Alex Moss called again.", "For my organisation")
    finding = result.locator(".finding")
    await expect(finding).to_have_count(1)
    await expect(finding.locator(".places a")).to_have_count(2)
    await expect(finding).to_contain_text("People tell a public office things")
    await expect(finding).to_contain_text("What to do: Take the person out of it")
    await expect(finding.locator("blockquote")).to_contain_text("cannot be discussed with members of the public")
    approval = result.locator(".approval").first
    await expect(approval).to_contain_text("Before you use social media for your ministry's work: Follow your")
    await expect(approval.locator(".contact")).to_contain_text("Your supervisor")
    async with desk.page.expect_popup() as opened:
        await finding.get_by_role("link", name="Open the section").click()
    text = await opened.value
    await expect(text.locator("mark").first).to_be_in_viewport()
    await text.close()


async def test_overlapping_marks_are_drawn_piece_by_piece(desk: Desk) -> None:
    """Each piece once, the weightiest uppermost, and every finding's number where its words end."""
    drawn = await desk.page.evaluate(
        "async () => { const { pieces } = await import('/static/check/marks.js');"
        " const mark = (start, end, number) => ({ start, end, group: { number } });"
        " return pieces(9, [mark(2, 6, 2), mark(4, 8, 1), mark(2, 6, 3), mark(4, 5, 4)]).map(one =>"
        " [one.from, one.to, one.over.map(m => m.group.number), one.ending.map(m => m.group.number)]); }"
    )
    assert drawn == [
        [0, 2, [], []],
        [2, 4, [2, 3], []],
        [4, 5, [1, 2, 3, 4], [4]],
        [5, 6, [1, 2, 3], [2, 3]],
        [6, 8, [1], [1]],
        [8, 9, [], []],
    ]


async def test_what_is_about_the_whole_draft_is_listed_and_not_painted(desk: Desk) -> None:
    """A missing disclaimer has no place in the draft; nor has a sentence that is all of it."""
    result = await desk.check("I think my office is fine. Damn, it is really not.", "For myself")
    assert await desk.marks() == ["Damn"]
    await expect(result.locator(".finding").first).to_contain_text("This is about the draft as a whole.")
    result = await desk.check(" Vote for the Blues\n", "For my organisation")
    await expect(result.locator(".finding")).to_contain_text("This is about the draft as a whole.")
    await expect(result.locator(".marked")).to_have_count(0)


async def test_without_a_capacity_both_are_shown_the_stricter_first(desk: Desk) -> None:
    """As tabs that the arrow keys reach; each says its verdict."""
    result = await desk.check("I think my office is fine. The weather is fine here today.")
    await expect(result.get_by_role("heading", name="Wants a second look", level=2)).to_be_focused()
    await expect(result.locator(".judgement")).to_contain_text("the stricter of two answers")
    first, second = result.get_by_role("tab").nth(0), result.get_by_role("tab").nth(1)
    await expect(first).to_contain_text("for yourself")
    await expect(second).to_have_text("If you post it for your organisation" + "Nothing found")
    await expect(result.get_by_role("tabpanel")).to_contain_text("No word on whose views these are")
    await first.press("ArrowRight")
    await expect(second).to_be_focused()
    await expect(second).to_have_attribute("aria-selected", "true")
    await expect(result.get_by_role("tabpanel")).to_contain_text("Nothing found. This is no approval")
    await expect(result.locator(".finding")).to_be_hidden()


async def test_a_suggestion_can_be_copied_and_checked(desk: Desk, detector: WordDetector) -> None:
    """It says what was changed; after it was checked the writer's own draft can be put back."""
    await desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own = "I think my office is fine. Damn, it is really not."
    result = await desk.check(own, "For myself")
    offered = result.locator(".suggestion")
    text = await offered.get_by_role("group", name="Suggested text").inner_text()
    assert text.startswith("I think my office is fine. These views are mine alone")
    await expect(offered.locator("li")).to_have_text(["Taken out: tone towards the public.", "A disclaimer was added."])
    await expect(offered).to_contain_text("discuss the post with your supervisor")
    await offered.get_by_role("button", name="Copy the suggestion").click()
    await expect(offered.get_by_role("status")).to_have_text("The suggestion was copied.")
    assert await desk.page.evaluate("navigator.clipboard.readText()") == text
    await offered.get_by_role("button", name="Check the suggestion").click()
    await expect(result.get_by_role("heading", name="Nothing found", level=2)).to_be_focused()
    await expect(desk.page.get_by_label("Your draft")).to_have_value(text)
    await desk.page.get_by_role("button", name="Put my own draft back").click()
    await expect(desk.page.get_by_label("Your draft")).to_have_value(own)
    await expect(result).to_contain_text("You have changed something since.")


async def test_a_suggestion_that_cannot_be_copied_or_made(desk: Desk) -> None:
    """Where the clipboard is refused the text is selected, and it is said how; where no edit helps, that is said."""
    await desk.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    result = await desk.check("Damn it all. The weather is fine here today.", "For my organisation")
    await result.get_by_role("button", name="Copy the suggestion").click()
    await expect(result.locator(".suggestion").get_by_role("status")).to_contain_text("did not let the page copy it")
    assert await desk.page.evaluate("getSelection().toString()") == "The weather is fine here today."
    await desk.check("Alex Moss called. The plan is a mess, my office.", "For my organisation")
    await expect(result.locator(".suggestion")).to_contain_text("No small edit makes this fit to post.")
    await expect(result.get_by_role("button")).to_have_count(0)


async def test_danger_comes_before_the_verdict(desk: Desk) -> None:
    """In view, and it can be called; what else was found is there to be opened."""
    result = await desk.check("Alex Moss has a knife.\n" + "Call my office now. " * 60, "For my organisation")
    banner = result.get_by_role("alert")
    await expect(banner.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    await expect(banner).to_be_in_viewport()
    await expect(result.get_by_role("heading", name="This matters more than a post", level=2)).to_be_in_viewport()
    verdict = result.get_by_role("heading", name="Should not go out like this", level=2)
    await expect(verdict).to_be_hidden()
    await result.get_by_text("What the guidelines say of these words", exact=True).click()
    await expect(verdict).to_be_visible()
    assert await result.locator("> *").first.get_attribute("class") == "emergency"
    await expect(result.locator(".contact").first).to_contain_text("to tell them what is happening")


@pytest.mark.parametrize("draft", ["He has a knife.", "I think my office has a knife."])
async def test_in_danger_nobody_reads_of_rules(desk: Desk, draft: str) -> None:
    """Whoever despairs is neither told that the words are fine nor that a disclaimer is missing."""
    result = await desk.check(draft, "For myself")
    await expect(result.get_by_role("heading", name="This matters more than a post", level=2)).to_be_focused()
    await expect(result.get_by_role("heading", name="Whom to talk to")).to_be_visible()
    for words in ("no approval", "second look", "disclaimer", "Not checked"):
        await expect(result).not_to_contain_text(words)


async def test_what_is_missing_is_said_at_its_field(browser: Browser, serve: Serve, detector: WordDetector) -> None:
    """No organisation is taken for granted; nothing is sent until both are there."""
    client = await serve()
    desk = Desk(await browser.new_page(), str(client.make_url("/")))
    await desk.open()
    await desk.press()
    chosen, draft = desk.page.get_by_label("Your organisation"), desk.page.get_by_label("Your draft")
    await expect(chosen).to_be_focused()
    await expect(chosen).to_have_accessible_description(
        "Choose your organisation: a draft is checked by the rules of one."
    )
    await chosen.select_option("ns")
    await desk.press()
    await expect(draft).to_be_focused()
    assert await draft.get_attribute("aria-invalid") == "true"
    await expect(desk.page.get_by_text("There is no draft yet.")).to_be_visible()
    await draft.fill("😀" * (MAX_DRAFT - 1))
    await expect(desk.page.locator("#draft-count")).to_have_text("39,999 of 40,000 characters")
    await draft.fill("😀" * (MAX_DRAFT + 1))
    await desk.press()
    await expect(desk.page.locator("#draft-count")).to_have_text("40,001 of 40,000 characters: too long")
    await expect(desk.page.locator("#draft-error")).to_contain_text("at most 40,000 are read")
    assert not detector.asked
    await desk.check("Damn.", "For my organisation")
    assert set(detector.asked) == {("ns", "official")}
    await expect(desk.page.locator("#draft-count, #draft-error")).to_have_count(2)
    await expect(desk.page.locator("#draft-count:visible, #draft-error:visible")).to_have_count(0)
    assert not desk.complaints


async def test_long_foreign_and_hostile_drafts_are_shown_as_typed(desk: Desk) -> None:
    """Ten thousand emoji, a right-to-left script, tags, a word without end."""
    await desk.check("😀" * 10_000 + "Alex Moss" + "😀" * 10, "For my organisation")
    assert await desk.marks() == ["Alex Moss"]
    result = await desk.check("قال Alex Moss شيئا\n<img src=x onerror=alert(1)>", "For my organisation")
    assert await desk.marks() == ["Alex Moss"]
    await expect(result.locator(".marked .draft")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await result.locator("img").count() == 0
    assert await result.locator(".marked .draft").evaluate("box => getComputedStyle(box).direction") == "rtl"
    await desk.check("Alex Moss " + "w" * 2000 + " Damn " * 300, "For my organisation")
    assert len(await desk.marks()) == 301
    await expect(result.locator(".finding").nth(1)).to_contain_text("and in 288 more places")
    assert not await desk.is_wider_than_the_window()


async def test_a_failure_is_a_sentence_and_can_be_tried_again(browser: Browser, serve: Serve, desk: Desk) -> None:
    """A server that is gone, and one on which nothing was learned."""
    await desk.page.context.set_offline(True)
    result = await desk.check("Damn.", "For my organisation")
    await expect(result.get_by_role("alert")).to_contain_text("cannot be reached")
    await desk.page.context.set_offline(False)
    await result.get_by_role("button", name="Try again").click()
    await expect(result.get_by_role("heading", name="Wants a second look", level=2)).to_be_focused()
    client = await serve(check=NOT_LEARNED)
    other = Desk(await browser.new_page(), str(client.make_url("/")))
    await other.open()
    await other.page.get_by_label("Your organisation").select_option("bc")
    failed = await other.check("Damn.")
    await expect(failed.get_by_role("alert")).to_contain_text("Drafts cannot be checked here")
    # The browser itself notes failed requests on its console.
    desk.complaints = [one for one in desk.complaints if "Failed to load resource" not in one]


async def test_the_page_shows_that_it_works(desk: Desk) -> None:
    """Until the answer is there; and it says so when that takes long."""
    answer = asyncio.Event()

    async def wait(route: Any) -> None:
        await answer.wait()
        await route.continue_()

    await desk.page.clock.install()
    await desk.page.route("**/api/check", wait)
    await desk.page.get_by_label("Your draft").fill("Damn.")
    await desk.press()
    working = desk.page.locator("#progress")
    await expect(working).to_have_text("Looking at your draft")
    await expect(desk.page.get_by_role("button", name="Check", exact=True)).to_have_attribute("aria-disabled", "true")
    await desk.page.clock.run_for(4000)
    await expect(working).to_contain_text("the first check after a start takes some seconds more")
    answer.set()
    await expect(desk.page.locator(".judgement")).to_be_visible()
    await expect(working).to_be_empty()


async def test_a_draft_that_changed_while_it_was_looked_at_is_told_apart(desk: Desk) -> None:
    """The verdict is of the draft as it was sent, and says so."""
    answer = asyncio.Event()

    async def wait(route: Any) -> None:
        await answer.wait()
        await route.continue_()

    await desk.page.route("**/api/check", wait)
    await desk.page.get_by_label("Your draft").fill("Nice weather.")
    await desk.press()
    await expect(desk.page.locator("#progress")).to_have_text("Looking at your draft")
    await desk.page.get_by_label("Your draft").fill("Alex Moss called.")
    answer.set()
    result = desk.page.locator("#result")
    await expect(result.locator(".judgement")).to_be_visible()
    await expect(result).to_contain_text("You have changed something since.")


async def test_leaving_the_page_loses_the_draft(desk: Desk) -> None:
    """Nothing is stored or put in the address; coming back finds an empty form."""
    await desk.check(NOTICE)
    page = desk.page
    kept = "[localStorage.length, sessionStorage.length, document.cookie, history.state, location.href]"
    assert await page.evaluate(kept) == [0, 0, "", None, desk.home + "check"]
    await page.get_by_role("link", name="Ask", exact=True).click()
    await expect(page.locator(".example").first).to_be_visible()
    await page.go_back()
    await expect(page.get_by_label("Your draft")).to_have_value("")
    await expect(page.locator("#result")).to_be_empty()
    await page.get_by_label("Your draft").fill("another")
    await page.reload()
    await expect(page.get_by_label("Your draft")).to_have_value("")


async def test_it_fits_both_widths_in_light_and_dark(browser: Browser, client: Client) -> None:
    """Nothing scrolls sideways, text stands out from its ground, and every control has a name."""
    schemes: list[Literal["light", "dark"]] = ["light", "dark"]
    for width, scheme in product([1280, 360], schemes):
        context = await browser.new_context(viewport=ViewportSize(width=width, height=740), color_scheme=scheme)
        desk = Desk(await context.new_page(), str(client.make_url("/")))
        await desk.open()
        assert not await desk.is_wider_than_the_window()
        await desk.press()
        assert await contrast(desk.page, "#draft-error", ".card") >= 4.5
        for draft in ("He has a knife. Damn.", "I think my office is fine. " + "w" * 300, f"{NOTICE} Damn."):
            await desk.check(draft)
            assert not await desk.is_wider_than_the_window()
        await _check_contrasts(desk)
        assert await desk.page.evaluate(NAMELESS) == 0
        assert not desk.complaints
        await context.close()


NAMELESS = (
    "[...document.querySelectorAll('button, a, select, textarea, input')].filter(one => "
    "!(one.textContent.trim() || one.labels?.length || one.ariaLabel)).length"
)


async def _check_contrasts(desk: Desk) -> None:
    own = [".draft mark.is-violation", ".draft mark.is-warning", ".number.is-violation", ".number.is-warning"]
    others = {".judgement p": ".judgement", ".places a": ".finding", ".tabs strong": ".tabs button >> nth=0"}
    for text, ground in {**dict(zip(own, own, strict=True)), **others, ".label.danger": ".label.danger"}.items():
        assert await contrast(desk.page, text, ground) >= 4.5, text


async def test_a_draft_is_checked_with_the_keyboard_alone(desk: Desk) -> None:
    """From the first word to the number behind the first mark."""
    page = desk.page
    await page.get_by_label("Your organisation").focus()
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Your draft")).to_be_focused()
    await page.keyboard.type("Damn it. The weather is fine.")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    verdict = page.get_by_role("heading", name="Wants a second look", level=2)
    await expect(verdict).to_be_focused()
    assert await verdict.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Finding 1")).to_be_focused()
