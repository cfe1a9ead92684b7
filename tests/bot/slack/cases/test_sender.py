"""What Slack takes of notices, and why it does not."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.sender import NotTaken, Reason
from bot.office import Desks
from bot.slack.cases.book import Book
from bot.slack.core.web import Web
from bot.slack.core.workspaces import OneWorkspace
from bot.slack.sender import SlackSender
from bot.storage.database import Database, file_url
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.people import Way
from handlers.cases.store import Pending
from tests.bot.slack.cases.world import ANA, CLERKS, SLACK, shown
from tests.bot.slack.running import PAGE, Template
from tests.bot.slack.web_api import FakeSlack, Message
from tests.handlers.cases.builders import NOON


@pytest.fixture
async def sender(slack: FakeSlack, template: Template, tmp_path: Path) -> AsyncIterator[SlackSender]:
    """What sends in one workspace; what it sends here is about no case."""
    calls = Web(slack.api, patient=False)
    notes = SqlNotes(Database(file_url(tmp_path / "unused.sqlite3")), Keyring(template.keys))
    spaces = OneWorkspace(slack.workspace.bot_token, calls.client)
    made = SlackSender(calls, spaces, Book(notes, lambda: NOON), _no_desks, page=PAGE)
    yield made
    await made.close()


def _no_desks() -> Desks:
    raise AssertionError("no case is looked at")


def notice(kind: NoticeKind, address: str, **changes: object) -> Pending:
    """Return a notice that goes to an address of Slack."""
    plain = Notice(
        way=Way(kind="slack", address=address), to=None, kind=kind, urgency=1, subject="Case C-7QK4-M2XD: news",
        text="There is something new.",
    )  # fmt: skip
    one = Pending(id="n1", case="case-1", notice=plain, created_at=NOON, failures=0, alarmed=False)
    return replace(one, notice=replace(plain, **changes))  # type: ignore[arg-type]


def _told(slack: FakeSlack) -> list[Message]:
    """Return what Ana was told."""
    return slack.messages[SLACK.im("ana")]


async def test_a_code_goes_to_the_person_alone(slack: FakeSlack, sender: SlackSender) -> None:
    """Into no channel, even where there is no other way."""
    await sender.send(notice("code", ANA.ways[0].address, text="ABCD-2345\n\nIt works once."), NOON)
    assert "ABCD-2345" in _told(slack)[0].text
    with pytest.raises(NotTaken, match="bad address"):
        await sender.send(notice("code", CLERKS), NOON)
    assert list(slack.messages) == [SLACK.im("ana")]


@pytest.mark.parametrize("start", ["", "T024BE7LD01/", "slack:T024BE7LD01/"])
async def test_a_reporter_is_told_that_there_is_something_new(
    slack: FakeSlack, sender: SlackSender, start: str
) -> None:
    """And no more than that; a button opens their case."""
    await sender.send(notice("to_reporter", f"{start}{SLACK.user('ana')}"), NOON)
    (told,) = _told(slack)
    assert shown(told) == "*Case C-7QK4-M2XD: news*\nThere is something new.\nRead it"
    assert told.blocks[-1]["elements"][0]["action_id"] == "own_case"
    assert told.blocks[-1]["elements"][0]["value"] == "case-1"


def failing(**how: Any) -> Callable[[FakeSlack], object]:
    """Return what has posting go wrong once."""
    return lambda slack: slack.fail("chat.postMessage", **how)


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (failing(error="channel_not_found"), "bad address"),
        (failing(error="is_archived"), "bad address"),
        (failing(error="not_in_channel"), "refused"),
        (failing(error="restricted_action"), "refused"),
        (failing(error="invalid_auth"), "login"),
        (failing(error="token_revoked"), "login"),
        (failing(error="internal_error"), "deferred"),
        (failing(status=503), "deferred"),
        (failing(retry_after=40), "throttled"),
        (lambda slack: slack.fail("conversations.open", error="user_not_found"), "bad address"),
        (lambda slack: slack.fail("auth.test", error="invalid_auth"), "login"),
        (lambda slack: slack.fail("auth.test", status=500), "deferred"),
    ],
)
async def test_why_something_is_not_taken(
    slack: FakeSlack, sender: SlackSender, how: Callable[[FakeSlack], object], reason: Reason
) -> None:
    """In the words of every way to bring notices."""
    how(slack)
    with pytest.raises(NotTaken) as refused:
        await sender.send(notice("to_reporter", ANA.ways[0].address), NOON)
    assert refused.value.reason == reason


async def test_slack_may_be_away(template: Template, tmp_path: Path, unused_tcp_port: int) -> None:
    """Whether nothing answers at all, or the answer breaks off when Slack may have had everything."""
    calls = Web(f"http://127.0.0.1:{unused_tcp_port}/api/", patient=False)
    notes = SqlNotes(Database(file_url(tmp_path / "unused.sqlite3")), Keyring(template.keys))
    sender = SlackSender(calls, OneWorkspace("xoxb", calls.client), Book(notes, lambda: NOON), _no_desks, page=PAGE)
    with pytest.raises(NotTaken, match="unreachable"):
        await sender.send(notice("to_reporter", ANA.ways[0].address), NOON)
    await sender.close()


@pytest.mark.parametrize("address", ["T0ELSEWHERE/U0ANA000000", "nobody", ""])
async def test_nothing_can_be_sent_to_such_an_address(slack: FakeSlack, sender: SlackSender, address: str) -> None:
    """Of another workspace, or none at all."""
    with pytest.raises(NotTaken, match="bad address"):
        await sender.send(notice("to_reporter", address), NOON)
