"""Recipients on the page of local-slack, over HTTP and in Socket Mode."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.cases.world import PEOPLE, World, kept_office, roster, world
from tests.bot.slack.real.person import AtThePage
from tests.bot.slack.running import Running, Template
from tests.bot.web.reporting import FakeOffice
from tests.handlers.cases.filings import WORDS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def office(library: Library, reports: Reports, template: Template, tmp_path: Path) -> FakeOffice:
    """Where cases are kept: in the database of the door."""
    return kept_office(library, reports, roster(*PEOPLE), template.copy(tmp_path))


@pytest_asyncio.fixture(loop_scope="module")
async def there(door: Running) -> AsyncIterator[World]:
    """What brings cases to recipients in Slack."""
    made = world(door)
    yield made
    await made.sender.close()


async def test_whoever_has_a_case_says_so_and_every_card_shows_it(ana: AtThePage, there: World) -> None:
    """In the channel of an office, and in the conversation of whoever else received it."""
    case = await there.file()
    await ana.is_("ben")
    await ana.goes_to("clerks")
    card = ana.message(case.number)
    await card.get_by_role("button", name="I have it").click()
    await expect(card).to_contain_text("Who has it: Press Office (Ben Okafor).")
    await ana.is_("ana")
    await ana.goes_to("Ana")
    own = ana.message(case.number)
    await expect(own).to_contain_text("Who has it: Press Office (Ben Okafor).")
    await expect(own).to_contain_text(WORDS)


async def test_a_case_is_read_and_its_reporter_written_to(ana: AtThePage, there: World) -> None:
    """From the home tab, where cases wait, and from the card."""
    case = await there.file()
    await ana.opens_home()
    await expect(ana.home).to_contain_text("Cases that wait for you")
    await ana.home.get_by_role("button", name="Open").first.click()
    await expect(ana.modal).to_contain_text(WORDS)
    await ana.closes()
    await ana.goes_to("Ana")
    await ana.message(case.number).get_by_role("button", name="Write to the reporter").click()
    await ana.fills("Message to the reporter", "Who called?")
    await ana.sends()
    await expect(ana.message(case.number)).to_contain_text("Who has it: Ana Torvald.")
    await expect(ana.modal).to_have_count(0)
    assert ("answered", "Ana Torvald") in await there.history(case)
