"""What the load on the Slack door is measured with: who waits for what, what is sent when, and which goals are met."""

from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession

from benchmarks.slack_load.load import LEAST, Measured, moments
from benchmarks.slack_load.people import Person, filled, open_view, people_of, with_button, workspace_of
from benchmarks.slack_load.sending import Request, Sender
from benchmarks.slack_load.table import Goal, filed_goal, goals, lone_times, percentile, ratios, rows
from benchmarks.slack_load.waiting import Wait, hook_path, watch
from tests.bot.slack import requests as sent
from tests.bot.slack import samples
from tests.bot.slack.web_api import FakeSlack, OpenView


def taking(seconds: float) -> Wait:
    """Return a wait that took so long."""
    return Wait(begun=0.0, ended=seconds)


def request(kind: str = "question", acknowledged: float = 0.01, **changes: Any) -> Request:
    """Return a request that was answered within 0.1 s."""
    return Request(**{"kind": kind, "status": 200, "acknowledged": acknowledged, "wait": taking(0.1), **changes})


def met(*requests: Request, doubled: int = 0) -> dict[str, bool]:
    """Return the goals of these requests, by their names; alone, a question takes 0.1 s."""
    found = goals(Measured(requests=[*requests]), {"question": 0.1}, {"question"}, doubled=doubled)
    return {one.name: one.is_met for one in found}


class Way:
    """A way that goes nowhere, and notes what was sent."""

    def __init__(self, fault: Exception | None = None) -> None:
        """Keep what goes wrong."""
        self.sent: list[tuple[str, int | None]] = []
        self._fault = fault

    async def send(self, sent: sent.Sent, *, retry: int | None = None) -> sent.Answer:
        """Note it."""
        self.sent.append((sent.body, retry))
        if self._fault:
            raise self._fault
        return answered()


def answered() -> sent.Answer:
    """Return an acknowledgement."""
    return sent.Answer(status=200, body={"response_action": "clear"}, text="", seconds=0.0)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """Slack's side, with four people."""
    async with FakeSlack() as running:
        yield running


@pytest.fixture
def person() -> Person:
    """Somebody of a workspace of two."""
    return people_of(workspace_of(2))[0]


async def test_what_is_posted_ends_the_wait_of_whoever_asked(slack: FakeSlack) -> None:
    """In their thread and no other; the first who waits, first."""
    waiting, im = watch(slack), slack.workspace.im("ana")
    first, second = (waiting.expect("posted", im, "1700000000.000100") for _ in range(2))
    client = slack.client()
    await client.chat_postMessage(channel=im, thread_ts="1700000000.000200", text="Elsewhere")
    assert waiting.left == 2
    await client.chat_postMessage(channel=im, thread_ts="1700000000.000100", text="Here")
    assert await first.over(1)
    assert first.seconds
    assert second.seconds is None
    assert waiting.left == 1
    assert not waiting.doubled


async def test_what_is_posted_again_is_double(slack: FakeSlack) -> None:
    """What nobody asked for is not, nor what Slack refused, nor a further piece of a long answer."""
    waiting, client, im = watch(slack), slack.client(), slack.workspace.im("ana")
    waiting.expect("posted", im, "1700000000.000100")
    for text in ("Here", "(continued) Here"):
        await client.chat_postMessage(channel=im, thread_ts="1700000000.000100", text=text)
    await client.chat_postMessage(channel=im, text="By itself")
    assert not waiting.doubled
    await client.chat_postMessage(channel=im, thread_ts="1700000000.000100", text="Here")
    assert waiting.doubled == {"posted": 1}


async def test_an_answer_to_a_command_is_known_by_its_address(slack: FakeSlack) -> None:
    """Two commands in one channel are told apart."""
    waiting, workspace = watch(slack), slack.workspace
    general, ana = workspace.channel("general"), workspace.user("ana")
    urls = [str(sent.slash_command(workspace, ana, "/ask", channel=general).payload["response_url"]) for _ in range(2)]
    first, second = (waiting.expect("answered", hook_path(url)) for url in urls)
    async with ClientSession() as session, session.post(urls[1], json={"text": "Answer"}) as response:
        assert response.status == 200
    assert first.seconds is None
    assert second.seconds


async def test_an_event_that_is_sent_twice_is_the_same() -> None:
    """Slack sends it again with the number of the retry; commands it sends once."""
    way, workspace = Way(), workspace_of(1)
    sender = Sender(way, Random(0), twice=1.0)
    await sender.send("question", sent.message(workspace, "U0P00000000", "May I?"))
    await sender.send("/ask", sent.slash_command(workspace, "U0P00000000", "/ask"))
    (event, first), (again, second), (_, command) = way.sent
    assert event == again
    assert [first, second, command] == [None, 1, None]
    assert [(one.kind, one.again) for one in sender.book] == [("question", False), ("question", True), ("/ask", False)]


async def test_what_is_not_taken_is_lost() -> None:
    """It has no status."""
    sender = Sender(Way(ClientConnectionError()), Random(0), twice=0.0)
    await sender.send("/ask", sent.slash_command(workspace_of(1), "U0P00000000", "/ask"))
    assert [(one.status, one.is_lost) for one in sender.book] == [(0, True)]


def test_people_do_things_by_chance_but_not_at_once() -> None:
    """On average as often as they should."""
    found = moments(Random(1), 3.0, 30_000.0)
    gaps = [after - before for before, after in pairwise(found)]
    assert min(gaps) >= LEAST
    assert max(gaps) > 6
    assert len(found) == pytest.approx(10_000, rel=0.05)


def test_nobody_does_more_than_anybody_can() -> None:
    """Rather than measure a load that never came."""
    with pytest.raises(ValueError, match="let there be more people"):
        moments(Random(0), LEAST, 10.0)


def test_a_form_is_filled_in_as_it_must_be(slack: FakeSlack, person: Person) -> None:
    """What may stay empty does, and what stands there stays; nobody is in danger."""
    choice = samples.element("radio_buttons", "a", options=[samples.option("yes"), samples.option("no")])
    view: dict[str, Any] = samples.modal(
        samples.field(samples.element("plain_text_input", "a", multiline=True), "what"),
        samples.field(samples.element("plain_text_input", "a"), "name"),
        samples.field(samples.element("plain_text_input", "a"), "mail"),
        samples.field(samples.element("plain_text_input", "a"), "more", optional=True),
        samples.field(samples.element("plain_text_input", "a", initial_value="Kim"), "said"),
        samples.field(choice, "d"),
        samples.field(samples.element("checkboxes", "a", options=samples.options(2)), "ticked"),
    )
    opened = OpenView(user=person.user, team="T1", view={**view, "id": "V1"})
    slack.views["V1"] = opened
    assert filled(opened, "Words") == {
        "what": "Words",
        "name": "Kim Reporter",
        "mail": "kim.reporter@gov.example",
        "d": "no",
        "ticked": ["v0"],
    }
    assert open_view(slack, person) is opened


async def test_whoever_presses_sees_the_button(person: Person) -> None:
    """In what they were told last."""
    async with FakeSlack(workspace_of(2)) as slack:
        row = samples.actions(samples.button("capacity:official"))
        assert with_button(slack, person, "capacity:") is None
        await slack.client().chat_postMessage(channel=person.im, text="Which?", blocks=[samples.section(), row])
        found = with_button(slack, person, "capacity:")
    assert found is not None
    assert found[1]["action_id"] == "capacity:official"


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.51, 3.0), (0.75, 3.0), (0.95, 4.0), (1, 4.0)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    """The least that so many do not exceed."""
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == value
    assert percentile([], share) == 0


def test_an_answer_is_compared_with_its_like_alone() -> None:
    """What was sent again is not counted; what was lost took for ever."""
    lone = lone_times([request(wait=taking(one)) for one in (0.1, 0.2, 0.9)])
    again, other = request(again=True, wait=None), request("home tab")
    lost = request(wait=Wait())
    assert lone == {"question": 0.2}
    assert ratios([request(wait=taking(0.5)), again, other, lost], lone, {"question"}) == [2.5, float("inf")]


def test_goals_are_met_where_all_is_well() -> None:
    """All of them."""
    assert all(met(request(), request(again=True, wait=None)).values())


@pytest.mark.parametrize(
    ("wrong", "missed"),
    [
        (request(acknowledged=1.01), {"acknowledged within 1 s"}),
        (request(status=503), {"refused", "lost", "answers within 3 times"}),
        (request(wait=Wait()), {"lost", "answers within 3 times"}),
        (request(wait=taking(0.31)), {"answers within 3 times"}),
        (request(status=500, again=True, wait=None), {"refused"}),
    ],
)
def test_a_goal_is_missed_by_what_breaks_it(wrong: Request, missed: set[str]) -> None:
    """And by nothing else."""
    assert {name for name, is_met in met(request(), wrong).items() if not is_met} == missed


def test_what_was_answered_twice_misses_the_goal() -> None:
    """However fast."""
    assert not met(request(), doubled=1)["doubled"]


@pytest.mark.parametrize(
    ("kept", "is_met"),
    [(["C-1", "C-2"], True), (["C-1"], False), (["C-1", "C-2", "C-3"], False), (["C-1", "C-1", "C-2"], False)],
)
def test_every_report_is_kept_once(kept: list[str], is_met: bool) -> None:  # noqa: FBT001 - of the table above
    """Neither lost, nor there without anybody's having been told."""
    goal: Goal = filed_goal({"C-1", "C-2"}, kept)
    assert goal.is_met == is_met


def test_the_table_has_a_line_for_each_kind() -> None:
    """Also for what was not timed alone."""
    some = [request(), replace(request(), kind="report 7")]
    _, question, report, _ = rows(Measured(requests=some), {"question": 0.1})
    assert question.split()[:2] == ["question", "1"]
    assert question.split()[-3:] == ["1.0", "|", "0"]
    assert report.split()[-3:] == ["-", "|", "0"]
