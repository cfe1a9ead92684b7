"""Asking in the browser: questions, answers, citations, feedback, failures."""

from playwright.async_api import Browser, expect

from knowledge.text import letters_and_digits
from tests.bot.web.browser.conftest import Visit
from tests.bot.web.conftest import TODAY, Client
from tests.bot.web.fakes import FakeSearch, MemoryFeedback


async def test_an_example_is_asked_with_a_click(visit: Visit) -> None:
    """The first example of the organisation; another organisation has others."""
    page = visit.page
    await page.get_by_label("Your organisation").select_option("sk-ipc")
    await expect(page.locator(".example").first).to_contain_text("IPC")
    await page.get_by_label("Your organisation").select_option("bc")
    await page.get_by_role("button", name="Can I post about my job on LinkedIn?").click()
    await expect(page.locator("blockquote").first).to_contain_text("freelance")
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)


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
    await article.get_by_role("button", name="Not helpful").dblclick()
    await expect(article.get_by_text("Thank you")).to_be_focused()
    (kept,) = store.kept
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
    await article.get_by_role("button", name="Send question").dblclick()
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
    await expect(other).not_to_contain_text("does not bind you")


async def test_a_rule_that_nobody_asked_for_is_said_not_to_bind(visit: Visit) -> None:
    """Above it, and with no button that asks for what is there already."""
    article = await visit.ask("assessing")
    await expect(article.locator(".reply > *").first).to_contain_text("the rule below does not bind you")
    await expect(article.locator(".label", has_text="not your own").first).to_be_visible()
    await expect(article.get_by_role("button", name="Show that rule")).to_have_count(0)


async def test_danger_comes_first(visit: Visit) -> None:
    """The number to call stands at the top, in view, and can be called."""
    await visit.ask("linkedin")
    article = await visit.ask("a threat")
    banner = article.get_by_role("alert")
    await expect(banner).to_be_in_viewport()
    await expect(banner.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    assert await article.locator(".reply > *").first.get_attribute("class") == "emergency"


async def test_danger_that_no_text_covers_is_not_called_uncovered(visit: Visit) -> None:
    """The number once, then whom to tell; no label that sounds like a refusal, and nothing to send."""
    article = await visit.ask("he has a knife")
    await expect(article.locator(".answer")).to_have_text("Then tell whoever is named below.")
    await expect(article.get_by_text("call 911 first")).to_have_count(1)
    await expect(article.locator(".contact")).to_have_count(1)
    await expect(article).not_to_contain_text("Not covered")
    await expect(article.locator(".sender")).to_have_count(0)


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
