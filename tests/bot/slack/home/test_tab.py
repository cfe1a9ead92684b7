"""Somebody's home tab."""

from bot.refusals import NotReady
from tests.bot.slack import requests as sent
from tests.bot.slack.own import breaks, filed, read
from tests.bot.slack.running import PAGE, Running
from tests.bot.slack.web_api import OpenView


async def opened(here: Running, name: str = "ana") -> OpenView:
    """Return the home tab of somebody who opens it."""
    await here.send(sent.home_opened(here.workspace, here.user(name)))
    return here.slack.homes[here.user(name)]


async def test_it_says_what_the_app_can_do(here: Running) -> None:
    """First whom to call; then what to ask, the ways on, the page for reports without a name, what they prefer."""
    home = await opened(here)
    text = read(home)
    assert "If someone may be in danger now, call 911 first." in str(home.blocks[0])
    assert "Ask in your own words" in text
    assert "There is nothing yet." in text
    assert "Government of British Columbia" in text
    pressed = [one["action_id"] for block in home.blocks for one in block.get("elements", []) if "action_id" in one]
    assert pressed == ["check", "report", "disclose", "open:anonymous", "preferences"]
    (link,) = (one["url"] for block in home.blocks for one in block.get("elements", []) if "url" in one)
    assert link == f"{PAGE}/anonymous"


async def test_it_lists_own_cases_the_newest_first(here: Running) -> None:
    """Number, what it is, where it stands, what is next and by when; what is late is said; others' are not there."""
    first = await filed(here)
    here.office.clock.forward(days=40)
    second = await filed(here, "disclosure")
    other = await filed(here, name="ben")
    text = read(await opened(here))
    assert text.index(second.number) < text.index(first.number)
    assert other.number not in text
    assert "Alleged: Information or security incident" in text
    assert "It is kept, and on its way to those who are named here." in text
    assert "by then somebody is to say that they have it" in text
    assert "It was due by" in text
    assert "He read out" not in text


async def test_of_many_cases_it_shows_the_newest(here: Running) -> None:
    """Ten, and how many more there are."""
    cases = [await filed(here) for _ in range(13)]
    home = await opened(here)
    shown = [one["accessory"]["value"] for one in home.blocks if "accessory" in one]
    assert len(shown) == 10
    assert set(shown) <= {one.id for one in cases}
    assert "3 more are not shown here." in read(home)


async def test_without_an_office_it_still_offers_asking_and_checking(here: Running) -> None:
    """Why nothing is taken is said; what needs it is not offered."""
    here.office.failing = NotReady("unused", RuntimeError())
    home = await opened(here)
    text = read(home)
    assert "Reports and disclosures are not taken here" in text
    assert "Ask in your own words" in text
    pressed = [one["action_id"] for block in home.blocks for one in block.get("elements", []) if "action_id" in one]
    assert pressed == ["check", "preferences"]
    assert "Your cases" not in text


async def test_what_breaks_is_a_sentence(here: Running) -> None:
    """In place of an empty tab; whom to call stands first."""
    breaks(here)
    home = await opened(here)
    assert "911" in str(home.blocks[0])
    assert "incident" in read(home)
    assert "disk" not in read(home)


async def test_the_conversation_is_offered_questions(here: Running) -> None:
    """Of the organisation, whenever its tab is opened."""
    await here.send(sent.home_opened(here.workspace, here.user(), tab="messages"))
    (offered,) = here.slack.prompts
    examples = here.parts.assistant.library.organisations["bc"].examples
    assert [one["message"] for one in offered["prompts"]] == list(examples[:4])
    assert "thread_ts" not in offered
