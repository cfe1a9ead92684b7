"""A case in the browser, as its recipient opens it: the link, the code, the case, what is done with it, the way out."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect

from handlers.cases.people import Involved
from handlers.cases.recipients import Answers
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.browser.recipients import FRONT, MISO, OTHER, Recipient
from tests.bot.web.recipient_fakes import Door, id_of, served
from tests.handlers.cases.builders import reporter
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import code, file

HOSTILE = "<img src=x onerror=alert(1)> قال " + "w" * 200 + "\nsecond line"


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


async def test_a_case_from_the_link_to_its_end(visit: Recipient, here: Office) -> None:
    """By the code that was sent: read, acknowledged, answered, closed; the focus is on what became of each."""
    case = (await file(here)).case
    link, page = await visit.follow(), visit.page
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Case {case.number}")
    assert here.store.actions(case.id) == [("received", "reporter")]
    await visit.enter()
    assert link not in page.url
    await expect(page.get_by_role("heading", level=1)).to_be_focused()
    await expect(page.locator(".alleged")).to_have_text("Alleged: Bullying, harassment or threats")
    await expect(page.locator("#case")).to_contain_text("Rae Okoro")
    await visit.press("I have it")
    await expect(visit.said).to_have_text("Noted: you have it.")
    await expect(visit.said).to_be_focused()
    await expect(page.get_by_role("button", name="I have it")).to_have_count(0)
    await page.get_by_label("Message to the reporter").fill("When was that?")
    await visit.press("Send the message")
    await expect(visit.said).to_contain_text("Sent: the reporter can read it now.")
    await expect(page.locator(".message.own .words")).to_have_text("When was that?")
    await expect(page.get_by_label("Message to the reporter")).to_have_value("")
    await visit.unfold("Close the case")
    await page.get_by_label("resolved", exact=True).check()
    await page.get_by_label("Words to the reporter (optional)").fill("We talked.")
    await visit.press("Close the case")
    await expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    assert not (await here.store.get(case.id)).ended_at
    await visit.press("Yes, close it")
    await expect(visit.said).to_have_text("The case is closed.")
    await expect(page.locator(".acts")).to_contain_text("nothing more can be done in it")
    await expect(page.locator(".unsent")).to_have_count(0)
    await expect(page.locator(".message.own .words")).to_have_text(["When was that?", "We talked."])
    await expect(page.locator("dl.facts")).to_contain_text("resolved")
    kept = await here.store.get(case.id)
    assert (kept.state, kept.outcome, len(kept.messages)) == ("closed", "resolved", 2)


async def test_the_link_leads_nowhere_else(visit: Recipient, here: Office) -> None:
    """Once the case is open, no address, referrer, storage or script holds it; the case can be loaded anew without."""
    await file(here)
    sent: list[tuple[str, str]] = []
    visit.page.on("request", lambda one: sent.append((one.url, str(one.headers))))
    link = await visit.follow()
    assert [url for url, _ in sent if link in url] == [visit.page.url]
    await visit.enter()
    sent.clear()
    await visit.press("Look again")
    await expect(visit.said).to_contain_text("This is the case as it was at")
    await visit.page.reload()
    await expect(visit.page.locator(".alleged")).to_be_visible()
    assert not [one for one in sent if link in "".join(one)]
    kept = "[localStorage.length, sessionStorage.length, document.cookie, history.state, document.referrer]"
    assert await visit.page.evaluate(kept) == [0, 0, "", None, ""]
    actions = [action for action, _ in here.store.actions(id_of(here))]
    assert actions[-3:] == ["read", "read", "read"]


async def test_a_code_is_typed_until_it_is_right(visit: Recipient, here: Office) -> None:
    """What is wrong is said at the field, which keeps the focus; another code can be had after a while."""
    await file(here)
    await visit.follow()
    page, field = visit.page, visit.page.get_by_label("Code", exact=True)
    await visit.press("Open the case")
    await expect(page.get_by_role("alert")).to_have_text("There is no code yet. Type the one that was sent to you.")
    await page.clock.install()
    await visit.press("Send me a code")
    await expect(page.get_by_role("status")).to_contain_text("a code is on its way to you")
    another = page.get_by_role("button", name="Send me another code")
    await expect(another).to_be_disabled()
    await another.click(force=True)
    await expect(page.get_by_role("status")).to_contain_text("half a minute after the last one")
    assert [one.notice.kind for one in here.store.outbox].count("code") == 1
    await field.fill("WRONGCODE")
    await page.keyboard.press("Enter")
    await expect(field).to_have_accessible_description(
        "That did not open the case. Check the code, or have a new one sent; each works once, and for ten minutes. "
        "Eight letters and digits. It works once, and for ten minutes."
    )
    await expect(field).to_be_focused()
    assert await field.get_attribute("aria-invalid") == "true"
    await page.keyboard.type(code(here, FRONT.key).lower())
    await page.keyboard.press("Enter")
    await expect(page.locator(".alleged")).to_be_visible()


async def test_a_link_that_opens_nothing_is_a_sentence(visit: Recipient, here: Office) -> None:
    """If it is only too old, another can be had."""
    await file(here)
    here.clock.forward(days=31)
    await visit.follow()
    page = visit.page
    await expect(page.get_by_text("This opens nothing here, or not any more.")).to_be_visible()
    await visit.shot("gone")
    await visit.press("Have another link sent")
    await expect(page.get_by_role("status")).to_contain_text("If the link was only too old, another one is on its way")
    await expect(page.get_by_role("status")).to_be_focused()
    await visit.enter()


async def test_danger_stands_above_all(visit: Recipient, here: Office) -> None:
    """With the number to call."""
    await file(here, content={"danger": "yes", "what": "He has a knife."}, danger=True)
    await visit.enter()
    banner = visit.page.get_by_role("alert")
    await expect(banner.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    await expect(banner).to_be_in_viewport()
    assert await visit.page.locator("#case > *").first.get_attribute("class") == "emergency"


async def test_a_case_is_passed_on_to_a_colleague(visit: Recipient, here: Office) -> None:
    """Of a list in which nobody who is kept out stands, and after it was asked who will then see it."""
    await file(here, answers=Answers(involved=Involved(names=("Dina Vuković",))))
    await visit.enter()
    page = visit.page
    await visit.unfold("Pass it on to a colleague")
    chosen = page.get_by_label("To whom")
    assert await chosen.locator("option").all_inner_texts() == [
        "Choose a colleague",
        "Jun Takahashi (Independent intake)",
    ]
    await visit.press("Pass it on")
    await expect(chosen).to_be_focused()
    await expect(chosen).to_have_accessible_description("Choose a colleague.")
    await chosen.select_option(label="Jun Takahashi (Independent intake)")
    await visit.press("Pass it on")
    sure = page.get_by_role("group", name="Jun Takahashi (Independent intake) will see all of this case.")
    await expect(sure.locator("p").first).to_be_focused()
    await visit.press("Go back")
    await expect(page.get_by_role("button", name="Pass it on", exact=True)).to_be_focused()
    await visit.press("Pass it on")
    await visit.press("Yes, pass it on")
    await expect(visit.said).to_have_text("Passed on: Jun Takahashi is told, and can open the case.")
    await expect(page.locator("#case")).to_contain_text("Jun Takahashi, Independent intake: ")
    assert [one.person.name for one in (await here.store.get(id_of(here))).assignments][1] == "Jun Takahashi"


async def test_a_disclosure_is_decided(visit: Recipient, here: Office) -> None:
    """And ended; neither without being asked once more."""
    await file(here, "conflict_of_interest")
    await visit.enter()
    page = visit.page
    await expect(page.locator(".alleged")).to_contain_text("Disclosed: ")
    await visit.unfold("Decide")
    await visit.press("Decide")
    await expect(page.get_by_label("no conflict")).to_be_focused()
    await page.get_by_label("allowed with conditions").check()
    await page.get_by_label("Conditions or reasons").fill("Keep out of permits.")
    await visit.press("Decide")
    await visit.press("Yes, decide so")
    await expect(visit.said).to_have_text("Decided: the employee can read it now.")
    await expect(page.locator("dl.facts")).to_contain_text("allowed with conditions")
    await visit.unfold("End the disclosure")
    await visit.press("End the disclosure")
    await visit.press("Yes, end it")
    await expect(visit.said).to_have_text("The disclosure has ended.")


async def test_nothing_is_done_twice_by_a_double_click(visit: Recipient, here: Office) -> None:
    """While something is on its way no button does anything."""
    await file(here)
    await visit.enter()
    page, sent = visit.page, []
    page.on("request", lambda one: sent.append(one.url))
    await page.get_by_label("Message to the reporter").fill("When was that?")
    await page.get_by_role("button", name="Send the message").dblclick()
    await expect(visit.said).to_contain_text("Sent")
    assert len(sent) == 1
    await page.get_by_role("button", name="I am working on it").dblclick()
    await expect(visit.said).to_contain_text("you are working on it")
    assert len((await here.store.get(id_of(here))).messages) == 1


@pytest.mark.parametrize("act", ["answer", "close"])
async def test_an_answer_that_got_lost_is_not_sent_again(visit: Recipient, here: Office, act: str) -> None:
    """The message is kept in its field; tried again, it is there once, and nothing is unsent."""
    await file(here)
    await visit.enter()
    page = visit.page

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    async def send() -> None:
        await visit.press("Send the message" if act == "answer" else "Close the case")
        if act == "close":
            await visit.press("Yes, close it")

    await page.route(f"**/{act}", lose)
    field = page.get_by_label("Message to the reporter" if act == "answer" else "Words to the reporter (optional)")
    if act == "close":
        await visit.unfold("Close the case")
        await page.get_by_label("resolved", exact=True).check()
    await field.fill("When was that?")
    await send()
    alert = page.locator(f"#{act}-form").get_by_role("alert")
    await expect(alert).to_contain_text("cannot be reached")
    await expect(alert).to_be_focused()
    await page.unroute(f"**/{act}")
    await send()
    await expect(visit.said).to_contain_text("Sent" if act == "answer" else "The case is closed.")
    await expect(page.locator(".message.own")).to_have_count(1)
    await expect(page.locator(".unsent")).to_have_count(0)
    if act == "answer":
        await expect(field).to_have_value("")
    assert len((await here.store.get(id_of(here))).messages) == 1


async def test_two_recipients_at_once(browser: Browser, visit: Recipient, here: Office) -> None:
    """The second sees what the first did, in a sentence and in the case; what they had written is theirs to copy."""
    await file(here, "information_incident", role="supervisor")
    await visit.enter()
    other = Recipient(await browser.new_page(), visit.door, MISO.key)
    await other.enter()
    await other.press("I have it")
    await expect(other.said).to_have_text("Noted: you have it.")
    await other.page.get_by_label("Message to the reporter").fill("I had just begun.")
    await visit.press("Look again")
    await visit.unfold("Close the case")
    await visit.page.get_by_label("no action needed").check()
    await visit.press("Close the case")
    await visit.press("Yes, close it")
    await expect(visit.said).to_have_text("The case is closed.")
    await other.press("Send the message")
    await expect(other.said).to_contain_text("Something happened in this case since you opened it")
    await expect(other.said).to_be_focused()
    await expect(other.page.locator("dl.facts")).to_contain_text("It is closed.")
    await expect(other.page.locator(".unsent textarea")).to_have_value("I had just begun.")
    await other.page.close()


async def test_what_was_begun_outlives_a_look_and_another_act(visit: Recipient, here: Office) -> None:
    """A message half written is still there."""
    await file(here)
    await visit.enter()
    field = visit.page.get_by_label("Message to the reporter")
    await field.fill("Half a sen")
    await visit.press("I have it")
    await expect(visit.said).to_have_text("Noted: you have it.")
    await visit.press("Look again")
    await expect(visit.said).to_contain_text("This is the case as it was at")
    await expect(field).to_have_value("Half a sen")


async def test_what_is_wrong_with_a_message_is_said_at_it(visit: Recipient, here: Office) -> None:
    """Empty, or too long, which is counted as it is typed."""
    await file(here)
    await visit.enter()
    page, field = visit.page, visit.page.get_by_label("Message to the reporter")
    await visit.press("Send the message")
    await expect(field).to_be_focused()
    await expect(page.locator("#f-answer-error")).to_have_text("Nothing is written yet. Write something first.")
    await field.fill("😀" * 10_000)
    await expect(page.locator("#f-answer-count")).to_have_text("10,000 of 10,000 characters")
    await field.fill("😀" * 10_001)
    await expect(page.locator("#f-answer-count")).to_have_text("10,001 of 10,000 characters: too long")
    await visit.press("Send the message")
    await expect(page.locator("#f-answer-error")).to_contain_text("At most 10,000 characters; these are 10,001.")
    assert (await here.store.get(id_of(here))).messages == ()


async def test_after_half_an_hour_there_is_a_way_back(visit: Recipient, here: Office) -> None:
    """It is warned of before; nothing of the case stays on the page, but what was written does; a code leads back."""
    await file(here)
    await visit.page.clock.install()
    await visit.enter()
    page = visit.page
    await page.get_by_label("Message to the reporter").fill("Half a sen")
    await page.clock.run_for("25:00")
    await expect(page.locator(".acts > .note")).to_contain_text("In 5 minutes the case is shut here.")
    await page.clock.run_for("05:00")
    here.clock.forward(minutes=30)
    head = page.get_by_role("heading", name="Your time is over", level=1)
    await expect(head).to_be_focused()
    await expect(page.locator("#case")).not_to_contain_text("Okoro")
    await expect(page.locator("#case")).to_contain_text("have a new code sent below")
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    await expect(page.locator(".unsent textarea")).to_have_value("Half a sen")
    await visit.shot("over")
    await page.get_by_role("button", name="Send me").click()
    await expect(page.get_by_role("status").first).to_contain_text("on its way")
    await page.get_by_label("Code", exact=True).fill(code(here, FRONT.key))
    await page.keyboard.press("Enter")
    await expect(page.locator(".alleged")).to_be_visible()
    await expect(page.get_by_label("Message to the reporter")).to_have_value("Half a sen")


async def test_a_session_that_ended_elsewhere_is_told_when_something_is_done(visit: Recipient, here: Office) -> None:
    """Over, or the link was made void: then nothing of the case stays, and only the first has a way back."""
    await file(here)
    await visit.enter()
    page = visit.page
    await page.context.clear_cookies()
    await visit.press("I have it")
    await expect(page.get_by_role("heading", name="The case is not open here", level=1)).to_be_focused()
    await expect(page.get_by_label("Code", exact=True)).to_be_visible()
    await expect(page.locator(".alleged")).to_have_count(0)
    await page.reload()
    await expect(page.locator("#case")).to_contain_text("open the link in your message again")
    here.clock.forward(minutes=1)
    await visit.enter()
    await RecordsDesk(here.work).revoke(id_of(here), FRONT.key)
    await visit.press("Look again")
    await expect(page.get_by_role("heading", name="This opens nothing", level=1)).to_be_focused()
    await expect(page.locator("#door")).to_be_hidden()


async def test_leaving_ends_it(visit: Recipient, here: Office) -> None:
    """Not before what is written is sent or given up; after that the page opens nothing, nor does going back."""
    await file(here)
    await visit.enter()
    page = visit.page
    await page.get_by_label("Message to the reporter").fill("Half a sen")
    await visit.press("Leave the case")
    await expect(visit.said).to_contain_text("You have written something that was not sent.")
    await visit.press("Leave the case")
    await expect(page.get_by_role("heading", name="You have left the case", level=1)).to_be_focused()
    await expect(page.locator(".unsent")).to_have_count(0)
    assert not await page.context.cookies()
    await page.reload()
    await expect(page.get_by_role("heading", name="The case is not open here", level=1)).to_be_visible()


async def test_a_page_that_is_left_keeps_nothing(visit: Recipient, here: Office) -> None:
    """A browser may keep it as it was; going back loads the case anew, or not at all."""
    await file(here)
    await visit.enter()
    await visit.page.context.clear_cookies()
    await visit.page.goto(visit.home + "static/shared/favicon.svg")
    await visit.page.go_back()
    await expect(visit.page.get_by_role("heading", name="The case is not open here", level=1)).to_be_visible()
    await expect(visit.page.locator("#main")).not_to_contain_text("Okoro")


async def test_a_failure_while_reading_can_be_tried_again(visit: Recipient, here: Office) -> None:
    """The code was used; no other is needed."""
    await file(here)
    await visit.follow()
    await visit.press("Send me a code")
    await visit.page.route("**/read", lambda route: route.abort())
    await expect(visit.page.get_by_label("Code", exact=True)).to_be_focused()  # the code was sent by now
    await visit.page.get_by_label("Code", exact=True).fill(code(here, FRONT.key))
    await visit.page.keyboard.press("Enter")
    await expect(visit.page.get_by_role("alert").first).to_contain_text("cannot be reached")
    await visit.page.unroute("**/read")
    await visit.press("Try again")
    await expect(visit.page.locator(".alleged")).to_be_visible()


async def test_words_are_never_read_as_markup(visit: Recipient, here: Office) -> None:
    """Neither what was reported nor a name nor a message."""
    await file(here, content={"danger": "no", "what": HOSTILE}, reporter=reporter(name=HOSTILE[:60], reach=HOSTILE))
    await ReporterDesk(here.work).add(id_of(here), HOSTILE)
    await visit.enter()
    await expect(visit.page.locator(".answers .words").nth(1)).to_contain_text("<img src=x onerror=alert(1)>")
    assert await visit.page.locator("#main img").count() == 0
    assert not await visit.is_wider_than_the_window()
