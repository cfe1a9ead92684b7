"""The same conversation through every door: whoever holds it knows the same facts afterwards, whatever the door."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from handlers.check.handler import CheckHandler
from knowledge.library import Library
from knowledge.reports import Reports
from knowledge.screening import Screening
from tests.bot.slack.running import Template
from tests.bot.transcript.command_line import command_line
from tests.bot.transcript.doors import Door, House
from tests.bot.transcript.facts import differences
from tests.bot.transcript.page import page
from tests.bot.transcript.reference import Reference
from tests.bot.transcript.slack_door import slack
from tests.bot.transcript.steps import CONVERSATION
from tests.bot.web.fakes import FakeSearch
from tests.bot.web.reporting import FakeOffice, WordReader

DOORS: Mapping[str, Callable[[House], AbstractAsyncContextManager[Door]]] = {
    "command line": command_line,
    "page": page,
    "Slack": slack,
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A database that is ready."""
    return Template.made(tmp_path_factory.mktemp("template"))


@pytest.fixture
def house(
    *,
    library: Library,
    reports: Reports,
    screening: Screening,
    search: FakeSearch,
    checks: CheckHandler,
    reader: WordReader,
    office: FakeOffice,
    template: Template,
    tmp_path: Path,
) -> House:
    """What all doors lead to."""
    return House(
        library=library,
        reports=reports,
        screening=screening,
        search=search,
        checks=checks,
        reader=reader,
        office=office,
        folder=template.copy(tmp_path),
    )


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("step", CONVERSATION)
async def test_a_step_tells_the_same_facts(house: House, step: str, door: str) -> None:
    """What the handlers answer is told whole, and nothing beside it; and the same is asked and kept behind the door."""
    async with DOORS[door](house) as here:
        told = await here.play(CONVERSATION[step])
    behind, reference = house.behind(), Reference(house)
    facts = reference.facts(CONVERSATION[step])
    found = differences(told.facts(facts, reference.known()), facts)
    assert not found, "\n".join([f"The {door}:", *found])
    assert behind == reference.behind(CONVERSATION[step])
