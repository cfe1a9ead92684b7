"""Socket Mode: what the app says is what it says over HTTP, on a connection that is kept open."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace

import pytest
from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.slack.core.link import Link
from bot.slack.core.web import Web
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running, Template, running, slack_settings
from tests.bot.slack.web_api import APP_TOKEN, FakeSlack, texts_of
from tests.bot.web.fakes import FakeAssistant, MemoryFeedback
from tests.bot.web.reporting import FakeOffice

ASKED = "Can I post about my job on LinkedIn?"
ROOT = "1700000000.000100"

Talk = Callable[[Running], Awaitable[object]]


@pytest.fixture
async def linked(
    assisting: FakeAssistant,
    office: FakeOffice,
    store: MemoryFeedback,
    template: Template,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Running]:
    """The door in Socket Mode, before a Slack of its own."""
    async with FakeSlack() as slack:
        settings = slack_settings(slack, slack_app_token=SecretStr(APP_TOKEN), slack_signing_secret=None)
        answers, folder = replace(assisting, settings=settings), template.copy(tmp_path_factory.mktemp("linked"))
        async with running(slack, answers, office, store, folder, clock=office.clock) as door:
            yield door
    assert slack.refused == []


async def asks(here: Running) -> None:
    """Ask, and follow it up."""
    await here.says(ASKED, ts=ROOT)
    await here.says("and what about my pension?", thread=ROOT)


async def commands(here: Running) -> None:
    """Ask by the command, and choose the capacity."""
    await here.commands("/ask", ASKED)
    await here.presses(here.slack.last_message(here.workspace.channel("general")), "capacity:personal")


async def prefers(here: Running) -> None:
    """Open the home tab, and a modal from it, and send that."""
    await here.send(sent.home_opened(here.workspace, here.user()))
    await here.presses(here.slack.homes[here.user()], "preferences")
    await here.submits({"org": "ns", "capacity": "personal"})


def seen(here: Running) -> object:
    """Return what people read in Slack: messages, modals and home tabs."""
    slack = here.slack
    messages = [(one.text, texts_of(one.blocks), one.ephemeral_for) for each in slack.messages.values() for one in each]
    return messages, [texts_of(one.blocks) for one in (*slack.views.values(), *slack.homes.values())]


@pytest.mark.parametrize("talk", [asks, commands, prefers])
async def test_the_same_is_said_on_both_ways(here: Running, linked: Running, talk: Talk) -> None:
    """Whatever somebody asks, types, presses and sends."""
    await talk(here)
    await talk(linked)
    assert linked.slack.messages or linked.slack.views
    assert seen(linked) == seen(here)


async def test_nothing_is_posted_to_it(linked: Running) -> None:
    """Whoever finds the address finds nothing there."""
    answer = await linked.signed.send(sent.message(linked.workspace, linked.user(), ASKED))
    assert answer.status == 404


@pytest.mark.parametrize("attempts", [(0, 0), (0, 1)])
async def test_what_is_handed_over_again_is_answered_once(linked: Running, attempts: tuple[int, int]) -> None:
    """Slack did not see the acknowledgement; it is given again."""
    asked = sent.message(linked.workspace, linked.user(), ASKED)
    for attempt in attempts:
        await linked.slack.socket.send("events_api", asked.payload, attempt=attempt, envelope="E1")
        await linked.door.going.settled(10)
    assert [one["envelope_id"] for one in linked.slack.socket.acknowledged] == ["E1", "E1"]
    assert len(linked.messages()) == 1


async def test_a_connection_that_slack_ends_is_followed_by_another(linked: Running) -> None:
    """Slack announces it every few hours, or simply ends it."""
    await linked.slack.socket.connected()
    await linked.slack.socket.disconnect()
    await linked.says(ASKED)
    await linked.slack.socket.close()
    await linked.says(ASKED)
    assert len(linked.messages()) == 2


@dataclass(slots=True)
class Pauses:
    """Lets time pass at once; remembers how much."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        """Remember it."""
        self.seconds.append(seconds)


async def _nobody() -> AuthorizeResult:
    """Know nobody: nothing is handed over here."""
    raise AssertionError


@pytest.fixture
async def link(slack: FakeSlack) -> AsyncIterator[tuple[Link, Pauses]]:
    """A connection that is not open yet, and how time passes for it."""
    calls, pauses = Web(slack.api), Pauses()
    made = Link(AsyncApp(name="unused", signing_secret="unused", authorize=_nobody), calls, APP_TOKEN, pauses)
    yield made, pauses
    await made.close()
    await calls.close()


async def test_where_the_token_is_refused_the_log_says_which(
    slack: FakeSlack, link: tuple[Link, Pauses], capsys: pytest.CaptureFixture[str]
) -> None:
    """With what to do, and without the token; it is tried again, seldom."""
    slack.fail("apps.connections.open", error="invalid_auth")
    await link[0].keep()
    said = "".join(capsys.readouterr())
    assert "CONDUCT_SLACK_APP_TOKEN: Slack refuses it (invalid_auth)" in said
    assert APP_TOKEN not in said
    assert link[1].seconds == [300]


async def test_where_slack_is_away_it_is_tried_again(slack: FakeSlack, link: tuple[Link, Pauses]) -> None:
    """Until it is there."""
    slack.fail("apps.connections.open", status=503, times=2)
    await link[0].keep()
    await slack.socket.connected()
    assert link[1].seconds == [30, 30]


async def test_an_address_that_serves_no_more_is_given_up(slack: FakeSlack, link: tuple[Link, Pauses]) -> None:
    """Slack's own client would try there for ever."""
    await link[0].keep()
    await slack.socket.connected()
    slack.socket.turning_away = 1
    await slack.socket.close()
    await slack.socket.turned_away.wait()
    await link[0].keep()
    await slack.socket.connected()
