"""Questions in Slack: where they are answered, for whom, and what comes after."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.slack.core.incoming import Somebody
from bot.slack.core.kept import ChannelSetting
from bot.slack.core.once import LEASE
from index.result import Query
from tests.bot.slack import requests as sent
from tests.bot.slack.running import TODAY, Running
from tests.bot.slack.web_api import Message
from tests.bot.web.fakes import FakeSearch
from tests.bot.web.reporting import TYPES, WordReader

LINKEDIN = "Can I post about my job on LinkedIn?"
SAID = "special considerations for public service employees"
ROOT = "1700000000.000100"


@pytest.fixture(autouse=True)
def reading(reader: WordReader) -> None:
    """What is asked of LinkedIn is no incident."""
    reader.types = {**TYPES, "linkedin": "account_approval"}


def buttons(message: Message) -> dict[str, str]:
    """Return the buttons of a message: the id of what each does, and its value."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {one["action_id"]: one.get("value", "") for row in rows for one in row}


async def test_a_direct_message_is_answered_in_its_thread(here: Running) -> None:
    """The answer stands in the thread of the question, where what follows is asked too."""
    answer = await here.says(LINKEDIN, ts=ROOT)
    (message,) = here.messages()
    assert answer.status == 200
    assert message.thread_ts == ROOT
    assert SAID in message.text


async def test_an_answer_has_what_it_owes(here: Running) -> None:
    """The rule, where it stands, what opens it there, whom to talk to, and what can be done next."""
    await here.says(LINKEDIN)
    (message,) = here.messages()
    shown = " ".join(here.slack.texts_of(message.blocks))
    assert "Once you become aware of a possible conflict of interest" in shown
    assert "Questions about Conflict of Interest" in shown
    assert "2019-07-05" in shown
    assert "Whom to talk to" in shown
    opened = [block["accessory"]["url"] for block in message.blocks if "accessory" in block]
    assert opened[0].startswith("https://conduct.gov.example/documents/bc-2019-qa?passage=")
    assert {"check", "report", "disclose"} <= set(buttons(message))


async def test_while_it_reads_it_says_so(here: Running) -> None:
    """The status stands in the thread until the answer is there."""
    await here.says(LINKEDIN, ts=ROOT)
    (status,) = here.slack.statuses
    assert status["thread_ts"] == ROOT
    assert "reading" in status["status"]


class _Telling(list[Query]):
    """Questions that were searched for; of each one it tells."""

    def __init__(self, tell: Callable[[], object]) -> None:
        """Keep what tells, in the loop that runs."""
        super().__init__()
        self._tell, self._loop = tell, asyncio.get_running_loop()

    def append(self, query: Query) -> None:
        """Take one."""
        super().append(query)
        self._loop.call_soon_threadsafe(self._tell)


async def test_slack_may_take_its_time_over_the_status(here: Running, search: FakeSearch) -> None:
    """The answer is looked for meanwhile; but it stands after the status, which would stay otherwise."""
    search.asked = _Telling(here.slack.fail("assistant.threads.setStatus", hang=True).release)
    await here.says(LINKEDIN)
    called = [one.method for one in here.slack.calls]
    assert called[-2:] == ["assistant.threads.setStatus", "chat.postMessage"]


async def test_a_workspace_without_statuses_is_answered_all_the_same(here: Running) -> None:
    """Nothing hangs on the status."""
    here.slack.fail("assistant.threads.setStatus", error="missing_scope")
    await here.says(LINKEDIN)
    assert SAID in here.messages()[0].text


async def test_what_follows_in_a_thread_knows_what_was_asked(here: Running, search: FakeSearch) -> None:
    """Another thread does not."""
    await here.says(LINKEDIN, ts=ROOT)
    await here.says("and on Facebook?", thread=ROOT)
    await here.says("and on Facebook?", ts="1700000001.000100")
    assert [query.history for query in search.asked] == [(), (LINKEDIN,), ()]


async def test_what_is_tried_again_is_asked_as_at_first(here: Running, search: FakeSearch) -> None:
    """Slack was away when the answer was there: the question does not follow on itself."""
    here.slack.fail("chat.postMessage", status=500)
    await here.says(LINKEDIN, ts=ROOT)
    here.office.clock.now += LEASE
    await here.door.look()
    await here.door.going.settled(10)
    await here.says("and on Facebook?", thread=ROOT)
    assert [query.history for query in search.asked] == [(), (), (LINKEDIN,)]


async def test_a_thread_is_forgotten_after_a_day(here: Running, search: FakeSearch) -> None:
    """Then it begins anew."""
    await here.says(LINKEDIN, ts=ROOT)
    here.office.clock.now += timedelta(hours=24)
    await here.says("and on Facebook?", thread=ROOT)
    assert search.asked[-1].history == ()


async def test_a_mention_is_answered_to_the_asker_alone(here: Running) -> None:
    """Unless the channel has it otherwise."""
    await here.mentions(LINKEDIN)
    (message,) = here.slack.messages[here.workspace.channel("general")]
    assert message.ephemeral_for == here.user()
    assert SAID in message.text


async def test_a_channel_may_have_answers_in_the_thread(here: Running) -> None:
    """For everybody there to read."""
    channel = here.workspace.channel("general")
    await here.parts.kept.set_channel(here.workspace.team_id, channel, ChannelSetting(openly=True))
    await here.mentions(LINKEDIN, ts=ROOT)
    (message,) = here.slack.messages[channel]
    assert (message.ephemeral_for, message.thread_ts) == (None, ROOT)


@pytest.mark.parametrize(
    "told",
    [
        "he read out my diagnosis, what can I do?",  # harassment
        "someone stole my laptop",  # an incident
        "my bakery bids on our contract, is that a conflict?",
        "he has a knife",
    ],
)
async def test_what_is_delicate_is_answered_in_private_in_any_case(here: Running, told: str) -> None:
    """In the conversation with the asker, of which the channel learns nothing but that it is there, by them alone."""
    channel = here.workspace.channel("general")
    await here.parts.kept.set_channel(here.workspace.team_id, channel, ChannelSetting(openly=True))
    await here.mentions(told, ts=ROOT)
    (hint,) = here.slack.messages[channel]
    assert hint.ephemeral_for == here.user()
    assert "in private" in hint.text
    assert len(here.messages()) == 1


async def test_what_follows_on_something_delicate_stays_private(here: Running) -> None:
    """It is answered with what was told before in mind, which the channel is not to learn."""
    channel = here.workspace.channel("general")
    await here.parts.kept.set_channel(here.workspace.team_id, channel, ChannelSetting(openly=True))
    await here.mentions("he read out my diagnosis, what can I do?", ts=ROOT)
    await here.mentions("may I say so on LinkedIn?", thread=ROOT)
    assert {one.ephemeral_for for one in here.slack.messages[channel]} == {here.user()}
    assert len(here.messages()) == 2


async def test_what_is_delicate_is_answered_once_also_where_the_channel_is_away(here: Running) -> None:
    """That the answer is elsewhere is not worth another one."""
    here.slack.fail("chat.postEphemeral", status=500)
    await here.mentions("he read out my diagnosis, what can I do?")
    here.office.clock.now += LEASE
    assert await here.door.look() == 0
    assert len(here.messages()) == 1


async def test_what_slack_makes_of_a_message_is_not_asked(here: Running, search: FakeSearch) -> None:
    """It turns addresses, people and channels into references."""
    asked = sent.message(here.workspace, here.user(), "")
    asked.payload["event"]["text"] = "May I post <http://gov.ca|gov.ca> in <#C0A|general> for <@U0B> &amp; co?"
    await here.send(asked)
    assert search.asked[-1].text == "May I post gov.ca in #general for @U0B & co?"


async def test_where_the_app_is_not_in_the_channel_it_answers_in_private(here: Running) -> None:
    """It may be mentioned where it cannot write."""
    await here.mentions(LINKEDIN, channel=here.workspace.channel("elsewhere"))
    assert SAID in here.messages()[0].text


async def test_the_command_is_answered_to_whoever_typed_it(here: Running) -> None:
    """Nobody else in the channel sees it."""
    await here.commands("/ask", LINKEDIN)
    (message,) = here.slack.messages[here.workspace.channel("general")]
    assert message.ephemeral_for == here.user()
    assert SAID in message.text


async def test_an_answer_to_a_command_says_what_was_asked(here: Running) -> None:
    """It stands nowhere else; a capacity that is chosen leaves it there, and elsewhere the question stands above."""
    asked = f"{LINKEDIN} <!channel>"
    await here.commands("/ask", asked)
    channel = here.workspace.channel("general")
    message = here.slack.last_message(channel)
    assert f"You asked: {asked}" in here.slack.texts_of(message.blocks)
    assert not [*sent.unescaped_controls(message.blocks)]
    await here.presses(message, "capacity:official")
    assert f"You asked: {asked}" in here.slack.texts_of(here.slack.last_message(channel).blocks)
    await here.says(LINKEDIN)
    assert "You asked" not in " ".join(here.slack.texts_of(here.messages()[0].blocks))


async def test_where_slack_takes_no_answer_to_a_command_the_person_is_told_in_private(here: Running) -> None:
    """Slack serves the address of an answer for half an hour, and not for ever so often."""
    here.slack.fail("response_url", status=404, times=None)
    await here.commands("/ask", LINKEDIN)
    (message,) = here.messages()
    assert "Something broke on our side" in message.text


async def test_where_slack_asks_to_wait_the_answer_to_a_command_waits(here: Running) -> None:
    """And is not lost."""
    here.slack.fail("response_url", retry_after=0)
    await here.commands("/ask", LINKEDIN)
    (message,) = here.slack.messages[here.workspace.channel("general")]
    assert SAID in message.text


async def test_an_empty_command_says_what_to_type(here: Running) -> None:
    """With an example."""
    await here.commands("/ask")
    (message,) = here.slack.messages[here.workspace.channel("general")]
    assert message.text == "Type a question after it, such as: /ask can I post about my job on LinkedIn?"


async def test_danger_comes_first(here: Running) -> None:
    """The number stands before everything else, also where the screen is small."""
    await here.says("he has a knife")
    (message,) = here.messages()
    assert "call 911 first" in message.text
    assert "call 911 first" in message.blocks[0]["text"]["text"]


async def test_the_capacity_that_is_chosen_replaces_the_answer(here: Running, search: FakeSearch) -> None:
    """The message is edited in place, and asks no more."""
    await here.says(LINKEDIN)
    (message,) = here.messages()
    await here.presses(message, "capacity:personal")
    (after,) = here.messages()
    assert search.asked[-1].capacity == "personal"
    assert after.edited == 1
    assert not any(one.startswith("capacity:") for one in buttons(after))


async def test_an_answer_that_one_person_sees_is_replaced_too(here: Running) -> None:
    """It cannot be edited; it is replaced through the address that came with the press."""
    await here.mentions(LINKEDIN)
    channel = here.workspace.channel("general")
    await here.presses(here.slack.last_message(channel), "capacity:official")
    message = here.slack.last_message(channel)
    assert message.ephemeral_for == here.user()
    assert not any(one.startswith("capacity:") for one in buttons(message))


async def test_nobody_chooses_for_somebody_else(here: Running) -> None:
    """The answer stays, and whoever pressed is told."""
    channel = here.workspace.channel("general")
    await here.parts.kept.set_channel(here.workspace.team_id, channel, ChannelSetting(openly=True))
    await here.mentions(LINKEDIN, ts=ROOT)
    (message,) = here.slack.messages[channel]
    await here.presses(message, "capacity:official", name="ben")
    assert message.edited == 0
    told = here.slack.last_message(channel)
    assert told.ephemeral_for == here.user("ben")
    assert "somebody else" in told.text


async def test_a_button_of_yesterday_says_so(here: Running) -> None:
    """What was asked is forgotten by then."""
    await here.says(LINKEDIN)
    (message,) = here.messages()
    here.office.clock.now += timedelta(hours=24)
    await here.presses(message, "capacity:official")
    assert "older than a day" in here.messages()[-1].text


@pytest.mark.parametrize("said", ["yes", "no"])
async def test_whether_it_helped_is_kept_without_a_name(here: Running, said: str) -> None:
    """With the passages, so that those who maintain the texts know which."""
    await here.says(LINKEDIN)
    (message,) = here.messages()
    value = buttons(message)["capacity:official"]
    await here.presses(message, "feedback", chosen=f"{said} {value}")
    (given,) = here.feedback.kept
    assert (given.day, given.org, given.helpful, given.question) == (TODAY, "bc", said == "yes", None)
    assert given.passages[0].startswith("bc-2019-qa#")
    assert "without your name" in here.messages()[-1].text


async def test_a_question_that_stayed_open_can_be_sent(here: Running) -> None:
    """On purpose only: Slack asks first."""
    await here.says("what about my pension?")
    (message,) = here.messages()
    assert not here.feedback.kept
    (row,) = [block for block in message.blocks if block["type"] == "actions"]
    (button,) = [one for one in row["elements"] if one["action_id"] == "unanswered"]
    assert "without your name" in button["confirm"]["text"]["text"]
    await here.presses(message, "unanswered")
    assert [one.question for one in here.feedback.kept] == ["what about my pension?"]


async def test_whoever_is_of_no_known_organisation_is_asked_for_it(here: Running) -> None:
    """All of them are searched until then."""
    here.parts.assistant.settings = here.parts.settings.model_copy(update={"org": None})  # type: ignore[misc]
    await here.says(LINKEDIN)
    assert "preferences" in buttons(here.messages()[0])


async def test_ones_own_preference_comes_before_the_channels_and_the_workspaces(
    here: Running, search: FakeSearch
) -> None:
    """In this order."""
    team, channel = here.workspace.team_id, here.workspace.channel("general")
    await here.mentions(LINKEDIN)
    await here.parts.kept.set_channel(team, channel, ChannelSetting(org="ns"))
    await here.mentions(LINKEDIN)
    workspace = await here.parts.workspaces.only()
    assert workspace is not None
    await here.parts.kept.prefer(Somebody(workspace=workspace, id=here.user()), org="sk-ipc")
    await here.mentions(LINKEDIN)
    assert [*dict.fromkeys(query.organisation for query in search.asked)] == ["bc", "ns", "sk-ipc"]


@pytest.mark.parametrize("text", ["", "   "])
async def test_files_alone_are_not_read(here: Running, text: str) -> None:
    """It says so, and what to do instead."""
    await here.send(sent.message(here.workspace, here.user(), text, files=2))
    assert "no files" in here.messages()[0].text


async def test_a_very_long_message_is_refused_with_what_to_do(here: Running) -> None:
    """Slack lets people write 40,000 characters."""
    await here.says("may I " * 6_600)
    assert "4,000" in here.messages()[0].text


async def test_opening_the_conversation_offers_questions(here: Running) -> None:
    """Of the person's own organisation, four at the most."""
    await here.send(sent.home_opened(here.workspace, here.user(), tab="messages"))
    (offered,) = here.slack.prompts
    assert [one["message"] for one in offered["prompts"]][:1] == ["Can I post about my job on LinkedIn?"]
    assert len(offered["prompts"]) == 4
