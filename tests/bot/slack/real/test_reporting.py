"""Reports on the page of local-slack, over HTTP and in Socket Mode."""

import pytest
from playwright.async_api import expect

from tests.bot.slack.real.person import AtThePage
from tests.bot.web.reporting import FakeOffice, only_case

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "He read out my diagnosis before the whole team."


async def test_a_whole_report(ana: AtThePage, office: FakeOffice) -> None:
    """What is missing is said at its field; before it is sent, who will see it; and then what comes next."""
    await ana.goes_to("general")
    await ana.writes("/report")
    await expect(ana.modal).to_contain_text("call 911 first")
    await ana.sends()
    await expect(ana.modal).to_contain_text("Please answer: What happened?")
    await ana.chooses("danger", "No")
    await ana.fills("What happened", WORDS)
    await ana.sends()
    await ana.chooses("What fits best", "Bullying, harassment or threats")
    await ana.sends()
    await ana.fills("Your name", "Ana Ray")
    await ana.sends()
    await expect(ana.modal).to_contain_text("Ina Take (Intake)")
    await expect(ana.modal).to_contain_text(WORDS)
    await ana.sends()
    await expect(ana.modal).to_contain_text("Your code")
    kept = f"case {only_case(office).number}"
    await expect(ana.modal).to_contain_text(kept)
    await ana.closes()
    await ana.goes_to("Ana")
    await expect(ana.message(kept)).to_contain_text("What happens next")
    await ana.opens_home()
    await ana.home.get_by_role("button", name="Open").click()
    await expect(ana.modal).to_contain_text(WORDS)


async def test_danger_is_answered_before_the_modal(ana: AtThePage) -> None:
    """Whom to call, and a button that goes on."""
    await ana.goes_to("general")
    await ana.writes("/report he has a knife")
    await expect(ana.message("call 911")).to_contain_text("only visible to you")
    await ana.message("call 911").get_by_role("button", name="Go on to the report").click()
    await expect(ana.modal).to_contain_text("Is anybody in danger right now?")
