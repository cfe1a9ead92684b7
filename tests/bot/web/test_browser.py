"""The page in a real browser: Chromium without a window."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from knowledge.text import letters_and_digits
from tests.bot.web.conftest import TODAY, Client, Serve
from tests.bot.web.fakes import FakeSearch, MemoryFeedback, settings

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

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="not run in a browser: there is no `chromium` here; install it to test the page in it"
)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


@pytest.fixture
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


@pytest.fixture
async def visit(browser: Browser, client: Client) -> AsyncIterator[Visit]:
    """The start page, opened. At the end nothing was complained of, and nobody else called."""
    made = Visit(await browser.new_page(), str(client.make_url("/")))
    await made.page.goto(made.home)
    await expect(made.page.locator(".example").first).to_be_visible()
    yield made
    assert not made.complaints
    assert not made.elsewhere


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


async def test_an_example_is_asked_with_a_click(visit: Visit) -> None:
    """The first example of the organisation; another organisation has others."""
    page = visit.page
    await page.get_by_label("Your organisation").select_option("sk-ipc")
    await expect(page.locator(".example").first).to_contain_text("IPC")
    await page.get_by_label("Your organisation").select_option("bc")
    await page.get_by_role("button", name="Can I post about my job on LinkedIn?").click()
    await expect(page.locator("blockquote").first).to_contain_text("freelance")


async def test_an_answer_says_where_it_stands_and_how_old_it_is(visit: Visit) -> None:
    """Title, section, date, audience; further passages are folded."""
    article = await visit.ask("linkedin")
    caption = article.locator("figcaption").first
    await expect(caption).to_contain_text("Social Media Guidelines for BC Public Service Employees")
    await expect(caption).to_contain_text("5 July 2019")
    await expect(article.locator(".label", has_text="Personal use").first).to_be_visible()
    further = article.locator("details.more")
    await expect(further.locator("blockquote")).to_be_hidden()
    await further.locator("summary").click()
    await expect(further.locator("blockquote li").first).to_be_visible()


async def test_a_citation_opens_its_section_highlighted(visit: Visit) -> None:
    """In the whole text, scrolled to, with the words of the quote."""
    article = await visit.ask("linkedin")
    quote = await article.locator("blockquote").first.inner_text()
    async with visit.page.expect_popup() as opened:
        await article.get_by_role("link", name="Open the section").first.click()
    text = await opened.value
    await expect(text.locator("mark").first).to_be_in_viewport()
    marked = " ".join(await text.locator("mark").all_inner_texts())
    assert letters_and_digits(marked) == letters_and_digits(quote)
    await text.close()


async def test_a_citation_is_scrolled_to_without_scripts(browser: Browser, client: Client) -> None:
    """The address alone does it."""
    asked = await client.post("/api/ask", json={"question": "linkedin", "org": "bc"})
    page = await browser.new_page(java_script_enabled=False)
    await page.goto(str(client.make_url("/")).rstrip("/") + (await asked.json())["citations"][1]["url"])
    await expect(page.locator("mark").first).to_be_in_viewport()


async def test_saying_the_capacity_replaces_the_answer(visit: Visit, search: FakeSearch) -> None:
    """In its place, with the same question."""
    article = await visit.ask("linkedin")
    await article.get_by_role("button", name="I post for myself").click()
    await expect(article.locator(".label", has_text="For personal use")).to_be_visible()
    await expect(article.locator(".clarify")).to_have_count(0)
    await expect(article.get_by_role("heading", level=2)).to_be_focused()
    assert await visit.page.locator("article").count() == 1
    assert [(one.text, one.capacity, one.history) for one in search.asked] == [
        ("linkedin", None, ()),
        ("linkedin", "personal", ()),
    ]


async def test_a_follow_up_takes_the_earlier_questions_along(visit: Visit, search: FakeSearch) -> None:
    """Until a new conversation begins."""
    await visit.ask("linkedin")
    await visit.ask("pension?")
    assert [one.history for one in search.asked] == [(), ("linkedin",)]
    await visit.page.get_by_role("button", name="New conversation").click()
    await expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    await visit.ask("linkedin")
    assert search.asked[-1].history == ()


async def test_feedback_is_kept(visit: Visit, store: MemoryFeedback) -> None:
    """With the cited passages, without the question."""
    article = await visit.ask("linkedin")
    await article.get_by_role("button", name="Not helpful").click()
    await expect(article.get_by_text("Thank you")).to_be_focused()
    kept = store.kept[0]
    assert (kept.helpful, kept.org, kept.question, kept.day) == (False, "bc", None, TODAY)
    assert len(kept.passages) == 2


async def test_an_unanswered_question_is_sent_by_consent_alone(visit: Visit, store: MemoryFeedback) -> None:
    """It can be edited first, and the sentence beside it says what happens with it."""
    article = await visit.ask("what of Kim's pension?")
    await expect(article).to_contain_text("Not covered")
    await expect(article).to_contain_text("stored without your name")
    await expect(article).to_contain_text("Your supervisor")
    assert not store.kept
    await article.get_by_label("Send this question to the maintainers").fill("what of a pension?")
    await article.get_by_role("button", name="Send question").click()
    await expect(article.get_by_text("The question was sent")).to_be_visible()
    assert [(one.helpful, one.question) for one in store.kept] == [(None, "what of a pension?")]


async def test_another_organisations_rule_is_labelled(visit: Visit, search: FakeSearch) -> None:
    """The button asks what it says; the answer bears whose it is."""
    article = await visit.ask("pension")
    await article.get_by_role("button", name="Show that rule").click()
    other = visit.page.locator("article").nth(1)
    await expect(other.locator(".label", has_text="not your own").first).to_be_visible()
    assert search.asked[-1].text == "What does Government of Nova Scotia say: pension"
    assert search.asked[-1].organisation == "bc"


async def test_danger_comes_first(visit: Visit) -> None:
    """The number to call stands at the top, in view, and can be called."""
    await visit.ask("linkedin")
    article = await visit.ask("a threat")
    banner = article.get_by_role("alert")
    await expect(banner).to_be_in_viewport()
    await expect(banner.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    assert await article.locator(".reply > *").first.get_attribute("class") == "emergency"


async def test_words_are_never_read_as_markup(visit: Visit) -> None:
    """A question with tags is shown as typed."""
    await visit.ask("<img src=x onerror=alert(1)> linkedin")
    await expect(visit.page.get_by_role("heading", level=2).last).to_contain_text("<img src=x")
    assert await visit.page.locator("article img").count() == 0


async def test_a_failure_is_a_sentence_and_can_be_tried_again(visit: Visit, client: Client) -> None:
    """Too long a question says so; a server that is gone says so."""
    article = await visit.ask("x" * 5000)
    await expect(article.get_by_role("alert")).to_contain_text("at most 4,000")
    await visit.page.context.set_offline(True)
    article = await visit.ask("linkedin")
    await expect(article.get_by_role("alert")).to_contain_text("cannot be reached")
    await visit.page.context.set_offline(False)
    await article.get_by_role("button", name="Try again").click()
    await expect(article.locator("blockquote").first).to_be_visible()
    # The browser itself notes failed requests on its console.
    visit.complaints = [one for one in visit.complaints if "Failed to load resource" not in one]


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
    assert await _contrast(visit.page, ".answer", ".reply") >= 4.5
    assert await _contrast(visit.page, ".contact .why", ".reply") >= 4.5
    assert await _contrast(visit.page, ".hint", "body") >= 4.5
    assert await _contrast(visit.page, "#ask", "#ask") >= 4.5
    assert await _contrast(visit.page, ".emergency", ".emergency") >= 4.5
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


async def _contrast(page: Page, text: str, ground: str) -> float:
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
