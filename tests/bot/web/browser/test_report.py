"""Reporting and disclosing in the browser, under one's name."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog, expect

from tests.bot.web.browser.reporters import Reporter
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import NOT_READ, settings
from tests.bot.web.reporting import FakeOffice, decide, only_case

WORDS = "He read out my diagnosis before the whole team."


@pytest_asyncio.fixture(loop_scope="module")
async def client(serve: Serve) -> Client:
    """The page of an employee of British Columbia, who may name people at gov.example."""
    return await serve(settings(org="bc", staff_domains="gov.example"))


@pytest_asyncio.fixture(loop_scope="module")
async def rae(browser: Browser, client: Client) -> AsyncIterator[Reporter]:
    """Somebody at the page for reports. At the end nothing was complained of, and nobody else called."""
    made = Reporter(await browser.new_page(), str(client.make_url("/")))
    await made.open("report")
    yield made
    assert not made.complaints
    assert not made.elsewhere
    assert await made.kept_by_the_browser() == [0, 0, "", ""]


async def test_where_the_words_tell_nothing_every_type_is_shown(rae: Reporter) -> None:
    """None is likelier than another, so none is folded away."""
    await rae.say("Mon chef me crie dessus tous les jours devant toute notre équipe, et je ne sais plus quoi faire")
    types = rae.page.locator('input[name="type"]')
    assert await types.count() > 5
    assert all([await one.is_visible() for one in await types.all()])
    await expect(rae.page.get_by_text("Something else", exact=True)).to_have_count(0)


async def test_a_whole_report(rae: Reporter, office: FakeOffice) -> None:
    """Said, confirmed, filled in with an error on the way, seen, sent, ticked off, kept as a file."""
    page = rae.page
    await rae.say("Somebody took my laptop with the files of clients")
    await expect(page.get_by_role("heading", name="What it is about, and what to do now")).to_be_focused()
    await expect(page.get_by_role("heading", name="If it is what seems most likely")).to_be_visible()
    await rae.press("Go on")
    await expect(page.get_by_text("Choose first what it is about")).to_be_visible()
    await expect(page.locator('input[name="type"]').first).to_be_focused()
    await rae.choose("information_incident")
    step = page.locator(".step").nth(1)
    await expect(step.get_by_role("link", name="250 387-7000")).to_have_attribute("href", "tel:2503877000")
    said = "Immediately.*From the text of 2010; not checked since.*Your organisation’s guidelines say so"
    await expect(step).to_have_text(re.compile(said, re.DOTALL))
    await rae.go_on()
    await expect(page.locator("#f-what")).to_have_value("Somebody took my laptop with the files of clients")
    await expect(page.locator("#f-what-count")).to_have_text("49 of 20,000 characters")
    await rae.fill_in(danger="no", name="Rae Okoro")
    await rae.press("See who will see it")
    await expect(page.get_by_text("Please answer: Is personal or confidential information out?")).to_be_visible()
    await expect(page.locator('input[name="f-information_out"]').first).to_be_focused()
    await expect(page.locator("#f-information")).to_be_hidden()
    await rae.fill_in(information_out="yes", information="Addresses")
    await page.locator("#f-when").fill("2026-11-18")
    await page.locator("#f-when-time").fill("14:30")
    await rae.look()
    await expect(rae.recipients).to_have_text(["Ina Take Intake"])
    await page.get_by_role("button", name="Send this report").click()
    await expect(page.get_by_text("Choose somebody, or nobody of these.")).to_be_visible()
    await page.get_by_role("radio", name="Mona Ager, your manager").check()
    await expect(rae.recipients).to_have_text(["Mona Ager Your manager"])
    sent = await rae.send()
    case = only_case(office)
    await expect(page.get_by_role("heading", name=f"Your report was received: case {case.number}")).to_be_focused()
    assert [one.person.name for one in case.assignments] == ["Mona Ager"]
    assert str(case.content["when"]).startswith("2026-11-18T14:30")
    await expect(sent.locator(".receipt-code")).to_be_visible()
    await expect(sent).to_contain_text("Write it down: it is kept nowhere here. It opens the case to whoever has it.")
    await sent.get_by_label("Shared Services BC Service Desk").check()
    await expect(sent.get_by_text("It is noted that you did this.")).to_be_visible()
    assert [one.id for one in only_case(office).duties if one.done_at] == ["service_desk"]
    async with page.expect_download() as saving:
        await sent.get_by_role("button", name="Save as a text file").click()
    saved = await saving.value
    assert saved.suggested_filename == f"{case.number}.txt"
    text = (await saved.path()).read_text("utf-8")
    assert "Somebody took my laptop" in text
    assert "18 November 2026, 14:30" in text
    assert await rae.code() not in text
    await page.reload()
    await expect(page.get_by_role("heading", name="Continue where you stopped?")).to_have_count(0)


async def test_an_emergency_shows_the_number_first(rae: Reporter) -> None:
    """Before anything else, and on every step from then on; it can be called, and was read out."""
    page, bar = rae.page, rae.page.locator("#standing")
    await expect(bar.get_by_role("link", name="Call 911")).to_be_in_viewport()
    await rae.say("a man with a knife stands in the hall")
    await expect(bar.get_by_role("alert")).to_have_text("If someone may be in danger now, call 911 first.")
    await expect(bar.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    first = await page.evaluate("document.querySelector('main').firstElementChild.id")
    assert first == "standing"
    await expect(page.locator(".about .choice").first).to_contain_text("Somebody is in danger now")
    await rae.choose("harassment")
    await rae.go_on()
    await page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    await expect(bar.get_by_role("link", name="Call 911")).to_be_in_viewport()


async def test_danger_that_is_only_said_in_the_form_shows_it_too(rae: Reporter, office: FakeOffice) -> None:
    """And not any more once it is taken back; somebody is told at once."""
    await rae.say(WORDS)
    await rae.choose("harassment")
    await rae.go_on()
    await rae.fill_in(danger="unsure")
    await expect(rae.page.locator("#standing").get_by_role("alert")).to_be_visible()
    await rae.fill_in(danger="no")
    await expect(rae.page.locator("#standing").get_by_role("alert")).to_have_count(0)
    await rae.fill_in(danger="yes", name="Rae Okoro")
    await rae.look()
    await expect(rae.recipients.first).to_have_text("Uma Gent Urgent contact")
    await expect(rae.page.locator(".recipient").first).to_contain_text("At once")


async def test_whoever_is_involved_will_not_see_it(rae: Reporter) -> None:
    """Whoever the text speaks of is suggested and not ticked; ticked, they disappear."""
    page = rae.page
    await rae.report("Ina Take is rude to me, and my supervisor laughs", "respectful_workplace", name="Rae Okoro")
    said = page.get_by_role("group", name="Whom your words may speak of")
    await expect(said.get_by_role("checkbox")).to_have_count(2)
    await expect(said.get_by_label("Ina Take, Intake", exact=True)).not_to_be_checked()
    await expect(said.get_by_label("Your supervisor", exact=True)).not_to_be_checked()
    sam = page.get_by_role("radio", name="Sam Visor, your supervisor")
    await expect(sam).not_to_be_checked()
    await sam.check()
    await expect(rae.recipients).to_have_text(["Sam Visor Your supervisor"])
    await page.get_by_label("Your supervisor", exact=True).check()
    await expect(rae.recipients).to_have_text(["Ina Take Intake"])
    await expect(sam).to_have_count(0)
    await expect(page.locator(".seen .line li")).to_have_text(
        ["Dee Puty, stands in for Ina Take", "Alba Lone, Independent intake"]
    )
    await page.get_by_label("Ina Take, Intake", exact=True).check()
    await expect(rae.recipients).to_have_text(["Alba Lone Independent intake"])
    await expect(page.locator(".seen .line li")).to_have_count(0)
    await page.get_by_label("Other people who are involved").fill("Alba Lone\nKim Lee")
    await expect(page.get_by_text("It cannot be sent here")).to_be_visible()
    await expect(page.get_by_role("button", name="Send this report")).to_be_hidden()
    await expect(page.locator(".sending .seen")).not_to_contain_text("Who answers questions")
    await expect(page.locator(".sending .seen")).not_to_contain_text("Where it is kept")
    await page.get_by_label("Other people who are involved").fill("Kim Lee")
    await expect(rae.recipients).to_have_text(["Alba Lone Independent intake"])
    await rae.send()


async def test_somebody_is_named_who_is_not_in_the_list(rae: Reporter, office: FakeOffice) -> None:
    """With name and work address; elsewhere they cannot be."""
    page = rae.page
    await rae.report(WORDS, "respectful_workplace", name="Rae Okoro")
    await page.get_by_role("button", name="Send this report").click()
    first = page.get_by_role("radio", name="Sam Visor, your supervisor")
    await expect(first).to_be_focused()
    await expect(first).to_have_accessible_description("Choose somebody, or nobody of these.")
    await expect(first).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Somebody whose name is not here").check()
    await expect(first).not_to_have_attribute("aria-invalid", "true")
    await page.get_by_role("button", name="Send this report").click()
    await expect(page.get_by_label("Their name")).to_be_focused()
    await page.get_by_label("Their name").fill("Noa Stern")
    await page.get_by_label("Their work mail address").fill("noa@gov.example")
    await expect(rae.recipients).to_have_text(["Noa Stern Your supervisor"])
    await rae.send()
    assert [one.person.name for one in only_case(office).assignments] == ["Noa Stern"]


async def test_an_address_elsewhere_is_told_at_its_field(rae: Reporter, office: FakeOffice) -> None:
    """And holds sending until it is right; so does one that only the service knows to be wrong."""
    page = rae.page
    await rae.report(WORDS, "respectful_workplace", name="Rae Okoro")
    send, mail = page.get_by_role("button", name="Send this report"), page.get_by_label("Their work mail address")
    await page.get_by_label("Somebody whose name is not here").check()
    await page.get_by_label("Their name").fill("Noa Stern")
    for address in ("noa@elsewhere.example", "noa@gov.example.org", "gov.example", "noa..stern@gov.example"):
        await mail.fill(address)
        await mail.blur()
        await expect(mail).to_have_accessible_description(re.compile("Give their work mail address; it ends with"))
        await expect(mail).to_have_attribute("aria-invalid", "true")
        await expect(send).to_be_disabled()
        await send.click(force=True)
        await expect(mail).to_be_focused()
        await expect(page.locator(".sending").get_by_role("alert")).to_have_count(0)
        await expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    assert not await office.store.summaries()
    await mail.fill("Noa@GOV.example")
    await expect(mail).not_to_have_attribute("aria-invalid", "true")
    await expect(rae.recipients).to_have_text(["Noa Stern Your supervisor"])
    await expect(send).to_be_enabled()
    await rae.send()
    rae.complaints = [one for one in rae.complaints if "400" not in one]


async def test_who_may_come_to_see_it_is_asked_after(rae: Reporter) -> None:
    """Also deputies and whoever is told next, under who they are; and in an emergency."""
    page = rae.page
    await rae.report("A knife", "emergency", name="Rae Okoro")
    others = page.get_by_role("group", name="Who may come to see it, now or later")
    await expect(others.locator("label")).to_have_text(
        [
            "Uma Gent, Urgent contact",
            "Ina Take, Intake",
            "Dee Puty, stands in for Ina Take",
            "Alba Lone, Independent intake",
        ]
    )
    await expect(page.get_by_role("group", name="Whom your words may speak of")).to_have_count(0)
    await expect(page.get_by_label("Other people who are involved")).to_be_visible()
    await others.get_by_label("Dee Puty").check()
    await expect(page.locator(".seen .line li")).to_have_text(["Alba Lone, Independent intake"])
    await rae.send()


async def test_where_nobody_is_offered_nobody_is_other(rae: Reporter) -> None:
    """The field asks for people who are involved."""
    nobody: dict[str, Any] = {"said": [], "others": [], "said_roles": {}, "other_roles": {}}

    async def offer_nobody(route: Any) -> None:
        found = await (await route.fetch()).json()
        await route.fulfill(json={**found, "concerned": nobody})

    await rae.page.route("**/api/report/preview", offer_nobody)
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await expect(rae.page.get_by_role("group", name="Is somebody involved who must not see this?")).to_be_visible()
    await expect(rae.page.get_by_label("People who are involved", exact=True)).to_be_visible()
    await expect(rae.page.get_by_role("checkbox")).to_have_count(0)


async def test_what_is_done_looks_like_no_link(rae: Reporter) -> None:
    """Nor after it was sent; the emergency box stands apart from the header, whole."""
    page = rae.page
    await rae.report("A knife", "harassment", name="Rae Okoro")
    await rae.send()
    done = page.locator(".stages .done")
    await expect(done).to_have_count(4)
    assert await done.evaluate_all("all => all.every(one => getComputedStyle(one).textDecorationLine === 'none')")
    for width in (1280, 800, 390):
        await page.set_viewport_size({"width": width, "height": 700})
        for place in (0, 400):
            await page.evaluate(f"window.scrollTo(0, {place})")
            top, bar = [await page.locator(one).bounding_box() for one in (".top", "#standing")]
            assert top
            assert bar
            assert bar["y"] >= max(0, top["y"] + top["height"]) + 4
    assert await page.locator("#standing").evaluate("bar => getComputedStyle(bar).borderTopWidth") != "0px"


async def test_how_far_it_came_with_whom_is_told(rae: Reporter) -> None:
    """In the words of the service; who is kept out, as they said it."""
    page = rae.page
    ina = {"name": "Ina Take", "role": "Intake", "since": "2026-11-20T12:00:00+00:00", "has_it": False}
    on_its_way = {**ina, "standing_in_words": "on its way", "standing_at": None}
    reached = {**ina, "standing_in_words": "reached", "standing_at": "2026-11-21T12:00:00+00:00"}

    async def told(route: Any) -> None:
        (case,) = await (await route.fetch()).json()
        await route.fulfill(json=[{**case, "recipients": [on_its_way, reached], "kept_out": ["Kim Lee"]}])

    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await rae.send()
    await page.route("**/api/cases", told)
    await page.goto(rae.home + "cases")
    lines = page.locator(".receivers li")
    await expect(lines.first).to_have_text("Ina Take, Intake: on its way")
    await expect(lines.last).to_have_text(re.compile("^Ina Take, Intake: reached, since 21 November 2026, "))
    await expect(page.locator(".receivers")).to_contain_text("Kept out, as you said: Kim Lee.")


async def test_a_message_whose_answer_got_lost_is_added_once(rae: Reporter, office: FakeOffice) -> None:
    """It is sent again as it is, with a second press; what is changed is another."""
    page = rae.page
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await rae.send()
    await page.goto(rae.home + "cases")

    async def lose(route: Any) -> None:
        await route.fetch()
        await route.abort()

    field, add = page.get_by_label("Add something"), page.get_by_role("button", name="Add it")
    await page.route("**/add", lose)
    await field.fill("One more thing.")
    await add.click()
    await expect(page.locator(".case > .said")).to_contain_text("cannot be reached")
    await page.unroute("**/add")
    await add.click()
    await expect(page.locator(".message")).to_have_count(1)
    await expect(field).to_have_value("")
    assert [one.text for one in only_case(office).messages] == ["One more thing."]
    await field.fill("One more thing.")
    await add.click()
    await expect(page.locator(".message")).to_have_count(2)
    rae.complaints = [one for one in rae.complaints if "Failed to load resource" not in one]


@pytest.mark.parametrize(("zone", "said"), [("America/Regina", "06:00 CST"), ("UTC", "12:00 UTC")])
async def test_times_are_those_of_whoever_reads(browser: Browser, client: Client, zone: str, said: str) -> None:
    """With how their zone is called."""
    context = await browser.new_context(timezone_id=zone)
    rae = Reporter(await context.new_page(), str(client.make_url("/")))
    await rae.open("report")
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await expect(await rae.send()).to_contain_text("22 November 2026")
    await rae.page.goto(rae.home + "cases")
    await expect(rae.page.locator(".case-of .now")).to_contain_text(f"Sent on 20 November 2026, {said}.")
    await context.close()


async def test_what_texts_answer_is_shown_before_filing_is_offered(rae: Reporter) -> None:
    """The answer and whom to ask first; filing is a choice."""
    await rae.say("A journalist wants a comment on linkedin")
    await rae.choose("media_request")
    parts = await rae.page.locator(".now-steps h3").all_inner_texts()
    assert parts == ["What the guidelines say", "Whom to ask", "What to do now"]
    await rae.press("Report it all the same")
    await expect(rae.page.locator(".stage.form")).to_be_visible()


async def test_variants_that_are_routed_apart_are_asked_for(rae: Reporter, office: FakeOffice) -> None:
    """Before that nothing goes on; a condition of a step can be ticked."""
    page = rae.page
    await rae.say("Somebody uses our logo")
    await rae.press("Go on")
    first = page.locator('input[name="type"]').first
    await expect(first).to_have_accessible_description("Choose first what it is about; nothing can be sent before.")
    await rae.choose("intellectual_property")
    await rae.press("Report it all the same")
    first = page.locator('input[name="variant"]').first
    await expect(first).to_be_focused()
    await expect(first).to_have_accessible_description("Choose which of these it is.")
    await expect(first).to_have_attribute("aria-invalid", "true")
    await page.get_by_label("Logos, branding and marks").check()
    await expect(page.locator(".step")).to_have_count(2)
    await rae.press("Report it all the same")
    await rae.fill_in(danger="no", name="Rae Okoro")
    await rae.look()
    await page.get_by_label("The permission requires a licence").check()
    await expect(rae.recipients).to_have_count(2)
    await rae.send()
    assert only_case(office).variant == "marks"


async def test_a_conflict_of_interest_becomes_a_disclosure(rae: Reporter, office: FakeOffice) -> None:
    """What was written is taken along; it is decided, and the decision is read."""
    page = rae.page
    await rae.say("I own a bakery beside my job")
    await rae.choose("conflict_of_interest")
    await page.get_by_role("button", name="Go on to the disclosure").click()
    await expect(page.get_by_role("heading", name="What the guidelines ask of you")).to_be_focused()
    assert page.url == rae.home + "disclose"
    await expect(page.locator("nav [aria-current]")).to_have_text("Disclose")
    await rae.go_on()
    await expect(page.locator("#f-interest")).to_have_value("I own a bakery beside my job")
    await rae.press("See who will see it")
    await expect(page.locator("#f-duties")).to_be_focused()
    await rae.fill_in(duties="Permits", aware_since="2026-11-01", name="Rae Okoro")
    await rae.look()
    await page.get_by_label("Nobody of these").check()
    await rae.send()
    case = only_case(office)
    await decide(office, case, "allowed with conditions", "Stay out of permits.")
    await page.goto(rae.home + "cases")
    await expect(page.locator(".case-of")).to_contain_text("The decision: allowed with conditions")
    await page.get_by_role("button", name="I have read the decision").click()
    await expect(page.get_by_text("It is noted that you read the decision.")).to_be_visible()
    assert only_case(office).state == "acknowledged_by_employee"


async def test_the_page_for_disclosures(rae: Reporter, office: FakeOffice) -> None:
    """It asks for no type."""
    await rae.open("disclose")
    await rae.say("A cousin of mine bids for our contracts")
    await expect(rae.page.locator(".about")).to_have_count(0)
    await expect(rae.page.locator(".step")).to_contain_text("Within 30 days of when you knew of it")
    await rae.go_on()
    await rae.fill_in(duties="Contracts", aware_since="2026-11-01", name="Rae Okoro")
    await rae.look()
    await rae.page.get_by_role("radio", name="Sam Visor, your supervisor").check()
    await rae.send()
    assert only_case(office).kind == "disclosure"


async def test_a_double_click_files_one_case(rae: Reporter, office: FakeOffice) -> None:
    """Even while the first answer is on its way."""
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await rae.page.get_by_role("button", name="Send this report").dblclick()
    await expect(rae.page.locator(".sent")).to_be_visible()
    assert only_case(office)


async def test_a_lost_answer_is_sent_again_and_files_one_case(rae: Reporter, office: FakeOffice) -> None:
    """With the same code; what was changed in between is not in it, and the page says so."""
    page, lost = rae.page, list[bool]()

    async def lose(route: Any) -> None:
        if lost:
            await route.continue_()
            return
        await route.fetch()
        lost.append(True)
        await route.abort()

    await page.route("**/api/report/file", lose)
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await page.get_by_role("button", name="Send this report").click()
    await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    await expect(page.get_by_role("alert")).to_contain_text("it is filed once, however often it is sent")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".sent")).to_contain_text("This had arrived before")
    assert await office.store.by_receipt(await rae.code()) == only_case(office)
    rae.complaints = [one for one in rae.complaints if "Failed to load resource" not in one]


async def test_under_what_authority_it_is_collected_is_told_before_and_after_it_is_written(rae: Reporter) -> None:
    """Folded, for the organisation that is chosen; and again before it is sent, with who may be told later."""
    page, notice = rae.page, rae.page.locator(".describe .collection")
    await expect(notice).to_contain_text("section 26 of the Act")
    await notice.get_by_text("Under what authority this is collected").click()
    await expect(notice.get_by_text("privacy@gov.example")).to_be_visible()
    await page.get_by_label("Your organisation").select_option("ns")
    await expect(notice).to_have_count(0)
    await page.get_by_label("Your organisation").select_option("bc")
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await expect(page.locator(".sending .seen")).to_contain_text("Under what authority")
    await expect(page.locator(".sending .seen")).to_contain_text(
        "Nobody else is told now. If none of them says in time that they have it, or it cannot be delivered"
    )


async def test_leaving_is_asked_about_where_what_is_typed_cannot_be_kept(rae: Reporter, office: FakeOffice) -> None:
    """It would be lost; once it is kept again, nobody is asked."""
    page, asked = rae.page, list[str]()

    async def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", lambda dialog: asyncio.create_task(leave(dialog)))
    await page.clock.install()
    office.form_drafts.broken = True
    await page.locator("#f-text").press_sequentially("He read")
    await rae.keep()
    await expect(page.locator("#kept")).to_contain_text("is not kept at the moment")
    await page.reload()
    assert asked == ["beforeunload"]
    office.form_drafts.broken = False
    await rae.open("report")
    await page.locator("#f-text").press_sequentially("He read out")
    await rae.keep()
    await expect(page.locator("#kept")).to_contain_text("is kept for you until tomorrow")
    await page.reload()
    await expect(page.get_by_role("heading", name="Continue where you stopped?")).to_be_visible()
    assert asked == ["beforeunload"]
    rae.complaints = [one for one in rae.complaints if "503" not in one]


async def test_others_who_would_see_it_are_shown_first(rae: Reporter, office: FakeOffice) -> None:
    """Where that changed while the page was open, it is not sent before it was looked at."""
    await rae.report(WORDS, "harassment", name="Rae Okoro")
    await rae.page.route(
        "**/api/report/file",
        lambda route: route.fulfill(status=409, json={"error": "Who will see this has changed since you looked."}),
        times=1,
    )
    await rae.page.get_by_role("button", name="Send this report").click()
    await expect(rae.page.get_by_role("alert")).to_contain_text("has changed since you looked")
    assert not await office.store.summaries()
    await rae.send()
    rae.complaints = [one for one in rae.complaints if "409" not in one]


async def test_a_half_filled_form_survives_an_interruption(rae: Reporter, office: FakeOffice) -> None:
    """Offered on return with everything that was filled in, until it is discarded or sent."""
    page = rae.page
    await page.clock.install()
    await rae.say(WORDS)
    await rae.choose("harassment")
    await rae.go_on()
    await rae.fill_in(danger="no", where="In the hall", name="Rae Okoro", reach="after six")
    await rae.keep()
    await expect(page.locator("#kept")).to_have_text("What you wrote so far is kept for you until tomorrow.")
    await rae.open("report")
    await expect(page.locator("#f-text")).to_have_count(0)
    await page.get_by_role("button", name="Continue").click()
    await expect(page.locator(".stage.form")).to_be_visible()
    for field, value in {"what": WORDS, "where": "In the hall", "name": "Rae Okoro", "reach": "after six"}.items():
        await expect(page.locator(f"#f-{field}")).to_have_value(value)
    await expect(page.locator('input[name="f-danger"][value="no"]')).to_be_checked()
    await rae.look()
    await rae.send()
    assert only_case(office).content["where"] == "In the hall"
    assert not office.form_drafts.kept


async def test_what_was_begun_can_be_discarded(rae: Reporter, office: FakeOffice) -> None:
    """Then the page begins anew."""
    page = rae.page
    await page.clock.install()
    await page.locator("#f-text").fill("He read")
    await rae.keep()
    await expect(page.locator("#kept")).to_contain_text("is kept for you until tomorrow")
    await rae.open("report")
    await page.get_by_role("button", name="Discard it").click()
    await expect(page.locator("#f-text")).to_have_value("")
    assert not office.form_drafts.kept


async def test_leaving_keeps_what_was_typed_just_now(rae: Reporter, office: FakeOffice) -> None:
    """Without waiting for the next few seconds."""
    await rae.page.locator("#f-text").fill("He read out my")
    await rae.page.goto(rae.home)
    for _ in range(50):
        if office.form_drafts.kept:
            break
        await asyncio.sleep(0.05)
    assert office.form_drafts.kept["web:local", "report"][0]["what"] == "He read out my"


async def test_going_back_loses_nothing(rae: Reporter) -> None:
    """What was said is one text, wherever it is changed."""
    page = rae.page
    await rae.report(WORDS, "harassment", name="Rae Okoro", where="In the hall")
    await rae.press("Back")
    await page.locator("#f-what").fill("He read it out twice.")
    await rae.press("Back")
    await rae.press("Back")
    await expect(page.locator("#f-text")).to_have_value("He read it out twice.")
    await rae.say("He read it out three times.")
    await expect(page.locator('input[name="type"][value="harassment"]')).to_be_checked()
    await rae.go_on()
    await expect(page.locator("#f-where")).to_have_value("In the hall")
    await expect(page.locator("#f-what")).to_have_value("He read it out three times.")


async def test_an_organisation_that_takes_no_reports_says_so(rae: Reporter) -> None:
    """With whom to tell; there is nothing to fill in."""
    page = rae.page
    await page.get_by_label("Your organisation").select_option("ns")
    await expect(page.get_by_text("Reports of Government of Nova Scotia are not taken here.")).to_be_visible()
    await expect(page.locator(".contact").first).to_contain_text("Your manager")
    await expect(page.locator("#f-text")).to_be_hidden()
    await expect(page.get_by_role("button", name="Go on")).to_be_hidden()
    await page.get_by_label("Your organisation").select_option("bc")
    await expect(page.locator("#f-text")).to_be_visible()


async def test_a_problem_of_the_server_is_told_at_the_field(rae: Reporter) -> None:
    """And the focus goes there."""
    page = rae.page
    problem = {"error": "x", "problems": {"where": "Where did it happen? Say it otherwise."}}
    await page.route("**/api/report/preview", lambda route: route.fulfill(status=400, json=problem), times=1)
    await rae.say(WORDS)
    await rae.choose("harassment")
    await rae.go_on()
    await rae.fill_in(danger="no", name="Rae Okoro")
    await rae.press("See who will see it")
    await expect(page.get_by_text("Say it otherwise.")).to_be_visible()
    await expect(page.locator("#f-where")).to_be_focused()
    await rae.look()
    rae.complaints = [one for one in rae.complaints if "400" not in one]


async def test_where_no_report_can_be_read_the_page_says_so(browser: Browser, serve: Serve) -> None:
    """Before there is anything to fill in; the number stands all the same."""
    client = await serve(settings(org="bc"), reading=NOT_READ)
    page = await browser.new_page()
    await page.goto(str(client.make_url("/report")))
    await expect(page.get_by_role("alert")).to_contain_text("Reports and disclosures are not taken here")
    await expect(page.get_by_role("link", name="Call 911")).to_be_visible()
    await expect(page.locator("#f-text")).to_have_count(0)
