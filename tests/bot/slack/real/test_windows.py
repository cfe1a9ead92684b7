"""Modals and the home tab on the page of local-slack, over HTTP and in Socket Mode."""

import pytest
from playwright.async_api import expect

from tests.bot.slack.real.person import AtThePage

pytestmark = pytest.mark.asyncio(loop_scope="module")

DRAFT = "Alex Moss called my office. The parade begins at noon on Monday."
STOP = "Should not go out like this"


async def test_a_draft_is_checked_after_the_command(ana: AtThePage) -> None:
    """The writer alone sees what was found, and the first time what becomes of drafts."""
    await ana.goes_to("general")
    await ana.writes(f"/check {DRAFT}")
    found = ana.message(STOP)
    await expect(found).to_contain_text("only visible to you")
    await expect(found).to_contain_text("keeps no copy of your draft")
    await found.get_by_role("button", name="Copy the suggestion").first.click()
    await expect(ana.modal).to_contain_text("The suggestion")


async def test_a_draft_is_checked_in_a_modal(ana: AtThePage) -> None:
    """An empty one is refused at its field; what was found stands in the place of the form."""
    await ana.goes_to("general")
    await ana.writes("/check")
    await ana.sends()
    await expect(ana.modal.locator(".modal-error")).to_contain_text("draft")
    await ana.fills("Your draft", DRAFT)
    await ana.chooses("You would post it", "For myself")
    await ana.sends()
    await expect(ana.modal).to_contain_text(STOP)


async def test_the_home_tab_leads_to_preferences(ana: AtThePage) -> None:
    """What is changed there, the tab says at once."""
    await ana.opens_home()
    await expect(ana.home).to_contain_text("call 911 first")
    await ana.home.get_by_role("button", name="Change").click()
    await ana.chooses("Your organisation", "Government of Nova Scotia")
    await ana.sends()
    await expect(ana.modal).to_contain_text("those of Government of Nova Scotia")
    await expect(ana.home).to_contain_text("Government of Nova Scotia")
