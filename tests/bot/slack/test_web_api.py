"""Slack's side of messages and people: the official client works with it, and it refuses what Slack refuses."""

import asyncio
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack.calling import HeldClock, code
from tests.bot.slack.requests import Person, small_workspace
from tests.bot.slack.samples import section
from tests.bot.slack.web_api import APP_TOKEN, FakeSlack


async def test_a_message_is_posted_changed_and_taken_back(slack: FakeSlack) -> None:
    """By the methods of the official client; people see the newest text."""
    channel = slack.workspace.channel("general")
    posted = await slack.client().chat_postMessage(channel=channel, text="An answer", blocks=[section()])
    assert slack.last_message(channel).blocks == [section()]
    await slack.client().chat_update(channel=channel, ts=posted["ts"], text="Another", blocks=[section("New")])
    changed = slack.last_message(channel)
    assert (changed.text, slack.texts_of(changed.blocks), changed.edited) == ("Another", ["New"], 1)
    await slack.client().chat_delete(channel=channel, ts=posted["ts"])
    assert slack.messages[channel] == []
    assert [one.text for one in slack.deleted] == ["Another"]
    assert [one.method for one in slack.calls] == ["chat.postMessage", "chat.update", "chat.delete"]


async def test_an_ephemeral_message_is_one_persons_and_cannot_be_changed(slack: FakeSlack) -> None:
    """As in Slack, where only a response URL reaches it."""
    ana, channel = slack.workspace.user("ana"), slack.workspace.channel("general")
    posted = await slack.client().chat_postEphemeral(channel=channel, user=ana, text="For you")
    assert slack.last_message(channel).ephemeral_for == ana
    assert await code(slack, "chat.update", channel=channel, ts=posted["message_ts"], text="x") == "message_not_found"


async def test_a_person_is_a_channel_too(slack: FakeSlack) -> None:
    """A message to a person's id arrives in the direct messages with the app."""
    client, workspace = slack.client(), slack.workspace
    opened = await client.conversations_open(users=[workspace.user("ben")])
    assert opened["channel"]["id"] == workspace.im("ben")
    await client.chat_postMessage(channel=workspace.user("ben"), text="Hello", thread_ts="1750000000.000100")
    assert slack.last_message(workspace.im("ben")).thread_ts == "1750000000.000100"


async def test_what_slack_is_asked_about_people_and_channels(slack: FakeSlack) -> None:
    """Names, kinds and members, a page at a time."""
    client, workspace = slack.client(), slack.workspace
    slack.members_limit = 2
    assert (await client.auth_test())["bot_id"] == workspace.bot_id
    assert (await client.users_info(user=workspace.user("ana")))["user"]["profile"]["real_name"] == "Ana"
    clerks = await client.conversations_info(channel=workspace.channel("clerks"))
    assert clerks["channel"]["is_private"] is True
    assert (await client.conversations_info(channel=workspace.im("ana")))["channel"]["user"] == workspace.user("ana")
    pages = await client.conversations_members(channel=workspace.channel("clerks"))
    members = {member async for page in pages for member in page["members"]}
    assert members == workspace.channels["clerks"].members


@pytest.mark.parametrize(
    ("method", "arguments", "expected"),
    [
        ("chat.postMessage", {"channel": "C0NOWHERE01", "text": "x"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "C0ELSEWHERE", "text": "x"}, "not_in_channel"),
        ("chat.postEphemeral", {"channel": "C0GENERAL01", "user": "U0NOBODY001", "text": "x"}, "user_not_found"),
        ("chat.postEphemeral", {"channel": "D0BEN000000", "user": "U0ANA000000", "text": "x"}, "user_not_in_channel"),
        ("chat.update", {"channel": "C0GENERAL01", "ts": "1750000000.000001", "text": "x"}, "message_not_found"),
        ("chat.postMessage", {"channel": "C0GENERAL01", "text": "x", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ("users.info", {"user": "U0NOBODY001"}, "user_not_found"),
        ("conversations.open", {"users": "U0NOBODY001"}, "user_not_found"),
        ("conversations.info", {"channel": "C0NOWHERE01"}, "channel_not_found"),
    ],
)
async def test_who_and_what_is_not_there(
    slack: FakeSlack, method: str, arguments: dict[str, str], expected: str
) -> None:
    """Such refusals are circumstances, no faults of what was sent."""
    assert await code(slack, method, **arguments) == expected
    assert slack.errors == [(method, expected)]


@pytest.mark.parametrize(
    ("method", "arguments", "expected"),
    [
        ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "C0GENERAL01"}, "no_text"),
        ("chat.postMessage", {"channel": "C0GENERAL01", "blocks": [section()]}, "no_text"),
        ("chat.postMessage", {"channel": "C0GENERAL01", "text": "x" * 40_001}, "msg_too_long"),
        (
            "chat.postMessage",
            {"channel": "C0GENERAL01", "text": "x", "blocks": [section("x" * 2900)] * 5},
            "msg_blocks_too_long",
        ),
        ("chat.postMessage", {"channel": "C0GENERAL01", "text": "x", "blocks": [section("")]}, "invalid_blocks"),
        ("chat.postMessage", {"channel": "C0GENERAL01", "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ("chat.postMessage", {"channel": "C0GENERAL01", "text": "x", "thread": "1"}, "invalid_arguments"),
        ("chat.postMesage", {"channel": "C0GENERAL01", "text": "x"}, "unknown_method"),
        ("assistant.threads.setStatus", {"channel_id": "D0ANA000000", "status": "x"}, "invalid_arguments"),
        (
            "assistant.threads.setSuggestedPrompts",
            {"channel_id": "D0ANA000000", "prompts": [{"title": "a", "message": "b"}] * 5},
            "invalid_arguments",
        ),
    ],
)
async def test_what_slack_would_never_take(
    slack: FakeSlack, method: str, arguments: dict[str, object], expected: str
) -> None:
    """It is refused by its code and kept, so that no test overlooks it."""
    assert await code(slack, method, **arguments) == expected
    assert [(one.method, one.code) for one in slack.refused] == [(method, expected)]
    slack.refused.clear()


async def test_a_refusal_says_where_as_slack_says_it(slack: FakeSlack) -> None:
    """In `response_metadata`, with a JSON pointer."""
    with pytest.raises(SlackApiError) as caught:
        await slack.client().chat_postMessage(channel="C0GENERAL01", text="x", blocks=[section("x" * 3001)])
    said = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.response["response_metadata"] == {"messages": [f"[ERROR] {said}"]}
    assert slack.refused[0].messages == (said,)
    slack.refused.clear()


async def test_tokens(slack: FakeSlack) -> None:
    """None, an unknown one, one of an app, one that was taken back."""
    workspace = slack.workspace
    for token, expected in (("", "not_authed"), ("xoxb-unknown", "invalid_auth"), (APP_TOKEN, "invalid_auth")):
        client = AsyncWebClient(token=token, base_url=slack.api)
        assert await code(slack, "auth.test", client) == expected
    assert await code(slack, "apps.connections.open") == "not_allowed_token_type"
    await slack.client().auth_revoke()
    assert await code(slack, "chat.postMessage", channel=workspace.channel("general"), text="x") == "token_revoked"


async def test_two_workspaces_do_not_see_each_other() -> None:
    """Each token reaches the channels of its own workspace."""
    first, second = small_workspace("1"), small_workspace("2")
    async with FakeSlack(first, second) as slack:
        assert await code(slack, "chat.postMessage", channel=first.channel("general"), text="x") == "ok"
        other = slack.client(second)
        assert (
            await code(slack, "chat.postMessage", other, channel=first.channel("general"), text="x")
            == "channel_not_found"
        )


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk 3.47 builds one
async def test_an_installation_is_worth_a_token_once() -> None:
    """For the app that knows its secret."""
    async with FakeSlack() as slack:
        slack.offer("a-code", small_workspace("9"))
        client = AsyncWebClient(base_url=slack.api)
        with pytest.raises(SlackApiError, match="bad_client_secret"):
            await client.oauth_v2_access(client_id=slack.client_id, client_secret="wrong", code="a-code")
        given = await client.oauth_v2_access(
            client_id=slack.client_id, client_secret=slack.client_secret, code="a-code"
        )
        assert given["team"]["id"] == small_workspace("9").team_id
        installed = AsyncWebClient(token=given["access_token"], base_url=slack.api)
        assert (await installed.auth_test())["team_id"] == given["team"]["id"]
        with pytest.raises(SlackApiError, match="invalid_code"):
            await client.oauth_v2_access(client_id=slack.client_id, client_secret=slack.client_secret, code="a-code")


async def test_a_channel_takes_one_message_a_second_where_a_test_asks_for_that() -> None:
    """With 429 and Retry-After; another channel is free meanwhile."""
    clock = HeldClock()
    async with FakeSlack(clock=clock, pace=1.0) as slack:
        general, ana = slack.workspace.channel("general"), slack.workspace.user("ana")
        assert await code(slack, "chat.postMessage", channel=general, text="x") == "ok"
        with pytest.raises(SlackApiError) as caught:
            await slack.client().chat_postMessage(channel=general, text="x")
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
        assert await code(slack, "chat.postMessage", channel=ana, text="x") == "ok"
        clock.now += 1.0
        assert await code(slack, "chat.postMessage", channel=general, text="x") == "ok"


async def test_faults_on_demand(slack: FakeSlack) -> None:
    """A code, a status, a plea to wait; then all is well again."""
    slack.fail("chat.postMessage", error="not_in_channel", times=2)
    slack.fail("chat.postMessage", status=500)
    post: dict[str, Any] = {"channel": slack.workspace.channel("general"), "text": "x"}
    assert [await code(slack, "chat.postMessage", **post) for _ in range(2)] == ["not_in_channel"] * 2
    with pytest.raises(SlackApiError) as caught:
        await slack.client().chat_postMessage(**post)
    assert caught.value.response.status_code == 500
    assert await code(slack, "chat.postMessage", **post) == "ok"
    slack.fail("chat.postMessage", retry_after=3)
    with pytest.raises(SlackApiError) as caught:
        await slack.client().chat_postMessage(**post)
    assert caught.value.response.headers["Retry-After"] == "3"
    assert [one.answer for one in slack.calls] == [*["not_in_channel"] * 2, "http 500", "ok", "http 429"]
    assert slack.refused == []


async def test_silence_lasts_until_it_is_released(slack: FakeSlack) -> None:
    """So that a test sees what the app does meanwhile, without waiting itself."""
    channel = slack.workspace.channel("general")
    fault = slack.fail("chat.postMessage", hang=True)
    waiting = asyncio.create_task(slack.client().chat_postMessage(channel=channel, text="late"))
    await fault.met.wait()
    assert channel not in slack.messages
    fault.release()
    await waiting
    assert slack.last_message(channel).text == "late"


async def test_somebody_without_a_name() -> None:
    """Slack allows it."""
    nobody = Person(id="U0NAMELESS1")
    async with FakeSlack(small_workspace(people={"nobody": nobody})) as slack:
        assert (await slack.client().users_info(user=nobody.id))["user"]["real_name"] == ""


async def test_the_assistant_view(slack: FakeSlack) -> None:
    """Status, prompts and title are kept."""
    client, im = slack.client(), slack.workspace.im("ana")
    prompts = [{"title": "Gifts", "message": "May I take a gift?"}]
    await client.assistant_threads_setStatus(channel_id=im, thread_ts="1750000000.000100", status="is reading")
    await client.assistant_threads_setSuggestedPrompts(channel_id=im, prompts=prompts)
    await client.assistant_threads_setTitle(channel_id=im, thread_ts="1750000000.000100", title="Gifts")
    assert slack.statuses[0]["status"] == "is reading"
    assert slack.prompts[0]["prompts"] == prompts
    assert slack.titles[0]["title"] == "Gifts"
