"""Questions, asked and answered on the page of local-slack, over HTTP and in Socket Mode."""

import pytest
from playwright.async_api import expect

from tests.bot.slack.real.person import AtThePage
from tests.bot.web.fakes import FakeSearch

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINKEDIN = "Can I post about my job on LinkedIn?"
SAID = "special considerations for public service employees"


async def test_a_mention_is_answered_to_the_asker_alone(ana: AtThePage) -> None:
    """In the channel."""
    await ana.goes_to("general")
    await ana.mentions(LINKEDIN)
    answer = ana.message(SAID)
    await expect(answer).to_contain_text("only visible to you")
    await expect(answer).to_contain_text("Whom to talk to")


async def test_a_thread_goes_on(ana: AtThePage, search: FakeSearch) -> None:
    """A direct message is answered in its thread, where what is asked next is asked knowing it."""
    await ana.goes_to("Ana")
    await ana.writes(LINKEDIN)
    await ana.opens_thread(LINKEDIN)
    await expect(ana.reply(SAID)).to_contain_text("Which of the two is it?")
    await ana.replies("and what about my pension?")
    await expect(ana.reply("found no answer")).to_be_visible()
    assert search.asked[-1].history == (LINKEDIN,)


async def test_the_command_is_answered(ana: AtThePage) -> None:
    """To whoever typed it alone."""
    await ana.goes_to("general")
    await ana.writes(f"/ask {LINKEDIN}")
    await expect(ana.message(SAID)).to_contain_text("only visible to you")


async def test_the_capacity_that_is_chosen_replaces_the_answer(ana: AtThePage) -> None:
    """The message asks no more."""
    await ana.goes_to("general")
    await ana.writes(f"/ask {LINKEDIN}")
    await ana.message(SAID).get_by_role("button", name="For myself").click()
    await expect(ana.page.get_by_text("Which of the two is it?")).to_have_count(0)
    await expect(ana.page.locator("main .msg")).to_have_count(1)
