"""Whoever is not who they say, and whatever Slack does not do: refused, and logged without content."""

import logging
from dataclasses import dataclass

import pytest

from bot.slack import ids
from bot.slack.core.guard import Answer
from bot.slack.rendering.messages import sentence
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running
from tests.bot.web.fakes import BrokenSearch, FakeSearch

SECRET_WORDS = "my boss Rumpelstiltskin drinks"


@dataclass(slots=True)
class Log:
    """Everything that was logged, by the product and by libraries."""

    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def read(self) -> str:
        """Return what was logged since it was last read."""
        out, err = self.capsys.readouterr()
        return out + err + self.caplog.text


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Log:
    """What was logged."""
    return Log(capsys, caplog)


@pytest.mark.parametrize("signature", ["wrong", "missing"])
async def test_what_is_not_signed_is_refused(
    here: Running,
    search: FakeSearch,
    signature: str,
    log: Log,
) -> None:
    """Nothing of it is looked at."""
    asked = sent.message(here.workspace, here.user(), SECRET_WORDS)
    answer = await here.send(asked, signature=signature)
    said = log.read()
    assert answer.status == 401
    assert not search.asked
    assert "not signed as Slack signs" in said
    assert "Rumpelstiltskin" not in said


async def test_what_is_old_is_refused(here: Running, search: FakeSearch) -> None:
    """Somebody may have recorded it."""
    answer = await here.send(sent.message(here.workspace, here.user(), SECRET_WORDS), age=301)
    assert answer.status == 401
    assert not search.asked


async def test_a_workspace_without_the_app_is_refused(here: Running, search: FakeSearch, log: Log) -> None:
    """However well it is signed."""
    other = sent.small_workspace("9")
    answer = await here.send(sent.message(other, other.user("ana"), SECRET_WORDS))
    said = log.read()
    assert answer.status == 403
    assert not search.asked
    assert "not installed" in said
    assert "Rumpelstiltskin" not in said


async def test_people_of_another_workspace_are_not_answered(here: Running, search: FakeSearch) -> None:
    """They may be guests of a channel that two workspaces share."""
    asked = sent.mention(here.workspace, here.user(), SECRET_WORDS, channel=here.workspace.channel("general"))
    asked.payload["event"]["user_team"] = "T0ELSEWHERE"
    answer = await here.send(asked)
    assert answer.status == 200
    assert not search.asked


async def test_slack_asks_whether_the_address_is_right(here: Running) -> None:
    """Before anything is set up there."""
    answer = await here.send(sent.url_verification("a challenge"))
    assert (answer.status, answer.body) == (200, {"challenge": "a challenge"})


@pytest.mark.parametrize("code", ["invalid_auth", "channel_not_found", "not_in_channel", "token_revoked"])
async def test_what_slack_refuses_is_logged_by_its_code_alone(here: Running, code: str, log: Log) -> None:
    """An administrator reads what to look for; the event is not tried for ever."""
    here.slack.fail("chat.postMessage", error=code, times=None)
    await here.says(SECRET_WORDS)
    said = log.read()
    assert code in said
    assert "Rumpelstiltskin" not in said


async def test_what_is_too_long_for_slack_is_said_plainly(here: Running) -> None:
    """Its words without its looks are better than nothing."""
    here.slack.fail("chat.postMessage", error="msg_blocks_too_long")
    await here.says("Can I post about my job on LinkedIn?")
    (message,) = here.messages()
    assert "special considerations" in message.text
    assert not message.blocks


async def test_a_thread_whose_root_is_gone_is_answered_outside_of_it(here: Running) -> None:
    """Rather than not at all."""
    here.slack.fail("chat.postMessage", error="thread_not_found")
    await here.says("Can I post about my job on LinkedIn?")
    (message,) = here.messages()
    assert message.thread_ts is None


async def test_a_fault_that_nobody_foresaw_is_a_sentence_with_a_token(here: Running, log: Log) -> None:
    """The same token finds it in the log, which does not quote what was asked."""
    here.parts.assistant.ask._search = BrokenSearch()
    await here.says(SECRET_WORDS)
    (message,) = here.messages()
    said, token = log.read(), message.text.rpartition("incident ")[2].rstrip(".")
    assert "Something broke on our side" in message.text
    assert token in said
    assert "Rumpelstiltskin" not in said
    assert "Traceback" not in said


async def test_no_log_says_what_people_write_however_much_is_logged(here: Running, log: Log) -> None:
    """Neither ours nor that of a library: of what is answered, refused, or breaks."""
    log.caplog.set_level(logging.DEBUG)
    here.slack.fail("chat.postMessage", error="invalid_auth")
    here.slack.fail("response_url", status=500)
    for _ in range(2):
        await here.says(SECRET_WORDS)
        await here.mentions(SECRET_WORDS)
        await here.commands("/ask", SECRET_WORDS)
        await here.commands("/check", SECRET_WORDS)
        await here.commands("/check")
        await here.submits({ids.DRAFT: SECRET_WORDS})
        here.parts.assistant.ask._search = BrokenSearch()
    said = log.read()
    assert "Slack refused what it was asked" in said
    assert "Rumpelstiltskin" not in said


async def test_a_window_that_comes_too_late_is_asked_for_once_more(here: Running) -> None:
    """Nothing broke: Slack opens none after three seconds."""
    here.slack.fail("views.open", error="expired_trigger_id")
    await here.commands("/check")
    (message,) = here.slack.messages[here.workspace.channel("general")]
    assert "once more" in message.text
    assert "incident" not in message.text


def test_what_is_said_of_a_fault_notifies_nobody() -> None:
    """Also where only its plain words are shown."""
    assert sentence("<!channel> & co").text == "&lt;!channel&gt; &amp; co"


def test_an_answer_to_a_modal_does_not_say_what_was_entered() -> None:
    """Whatever holds it may come to be logged."""
    answer = Answer(action="errors", errors={"draft": SECRET_WORDS}, view={"text": SECRET_WORDS})
    assert "Rumpelstiltskin" not in repr(answer)


async def test_where_slack_is_away_a_command_is_no_incident(here: Running, log: Log) -> None:
    """Whoever typed it is told to try again, and the log says what is away."""
    here.slack.fail("views.open", status=503, times=None)
    await here.commands("/report")
    (message,) = here.slack.messages[here.workspace.channel("general")]
    said = log.read()
    assert message.text == "Slack did not answer in time, so this may not be done. Please try again in a minute."
    assert "Slack could not be reached" in said
    assert "incident" not in said


async def test_at_first_slack_may_be_away(here: Running) -> None:
    """Until it says which workspace this is, nothing of it can be taken; then it sends it again."""
    here.parts.workspaces._known = None  # type: ignore[attr-defined]
    asked = sent.message(here.workspace, here.user(), "Can I post about my job on LinkedIn?")
    assert (await here.send(asked)).status == 503
    await here.parts.workspaces.only()
    assert (await here.send(asked, retry=1)).status == 200
    assert len(here.messages()) == 1
