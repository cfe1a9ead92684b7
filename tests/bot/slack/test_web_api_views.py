"""Slack's side of modals, Home tabs, response URLs and the socket."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.bot.slack.calling import HeldClock, code
from tests.bot.slack.fake.hooks import SECONDS
from tests.bot.slack.requests import Linked, message, slash_command, view_submission
from tests.bot.slack.samples import Block, element, field, home, modal, section
from tests.bot.slack.web_api import APP_TOKEN, FakeSlack, OpenView


async def opened(slack: FakeSlack, view: Block | None = None) -> OpenView:
    """Return a modal that was opened for Ana."""
    ana = slack.workspace.user("ana")
    await slack.client().views_open(trigger_id=slack.workspace.trigger(ana), view=view or modal())
    return slack.last_view(ana)


async def test_a_trigger_opens_one_modal(slack: FakeSlack) -> None:
    """Used, too late, made up: each is refused by its own code."""
    ana = slack.workspace.user("ana")
    trigger, late = slack.workspace.trigger(ana), slack.workspace.trigger(ana)
    slack.expired.add(late)
    assert await code(slack, "views.open", trigger_id=trigger, view=modal()) == "ok"
    assert await code(slack, "views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    assert await code(slack, "views.open", trigger_id=late, view=modal()) == "expired_trigger_id"
    assert await code(slack, "views.open", trigger_id="1.2", view=modal()) == "invalid_trigger_id"


async def test_an_open_view_has_all_ids(slack: FakeSlack) -> None:
    """Slack names blocks and fields that the app left unnamed."""
    view = await opened(slack, modal(field(element("plain_text_input", action_id=None), block_id=None)))
    assert view.blocks[0]["block_id"]
    assert view.blocks[0]["element"]["action_id"]
    assert view.view["state"] == {"values": {}}
    assert view.view["root_view_id"] == view.id


async def test_a_view_is_changed_by_its_newest_hash(slack: FakeSlack) -> None:
    """An older one is a conflict; a view that is gone is not found."""
    view = await opened(slack)
    old = view.view["hash"]
    changed = {"view_id": view.id, "hash": old, "view": modal(section("Second"))}
    assert await code(slack, "views.update", **changed) == "ok"
    assert slack.texts_of(slack.views[view.id].blocks) == ["Second"]
    assert await code(slack, "views.update", **changed) == "hash_conflict"
    assert await code(slack, "views.update", view_id="V0000000999", view=modal()) == "not_found"


async def test_three_views_are_the_most_on_top_of_each_other(slack: FakeSlack) -> None:
    """The fourth is refused, and closing all closes all."""
    view, ana = await opened(slack), slack.workspace.user("ana")
    pushed = [await code(slack, "views.push", trigger_id=slack.workspace.trigger(ana), view=modal()) for _ in range(3)]
    assert pushed == ["ok", "ok", "push_limit_reached"]
    assert slack.last_view(ana).root == view.id
    sent = view_submission(slack.workspace, ana, slack.last_view(ana))
    slack.take_answer(sent.payload, {"response_action": "clear"})
    assert slack.views == {}
    assert [one.code for one in slack.refused] == ["push_limit_reached"]
    slack.refused.clear()


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (modal(field(element("plain_text_input")), submit=None), "must define `submit`"),
        (modal(titel="x"), "invalid additional property: titel"),
        (home(), "must be of type modal"),
    ],
)
async def test_a_view_that_slack_refuses(slack: FakeSlack, view: Block, words: str) -> None:
    """Views are refused as arguments, with sentences."""
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await opened(slack, view)
    assert words in slack.refused[0].messages[0]
    slack.refused.clear()


async def test_views_that_are_too_large_or_named_twice(slack: FakeSlack) -> None:
    """250 kB, and one external id a workspace."""
    await opened(slack, modal(external_id="case-1"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await opened(slack, modal(external_id="case-1"))
    with pytest.raises(SlackApiError, match="view_too_large"):
        await opened(slack, modal(*[section("x" * 3000)] * 90))
    slack.refused.clear()


async def test_a_home_tab_is_one_persons(slack: FakeSlack) -> None:
    """Published anew it keeps its id."""
    ana, client = slack.workspace.user("ana"), slack.client()
    first = await client.views_publish(user_id=ana, view=home(section("One")))
    second = await client.views_publish(user_id=ana, view=home(section("Two")), hash=first["view"]["hash"])
    assert first["view"]["id"] == second["view"]["id"]
    assert slack.texts_of(slack.homes[ana].view) == ["Two"]
    assert await code(slack, "views.publish", user_id="U0NOBODY001", view=home()) == "user_not_found"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"response_action": "errors", "errors": {"nowhere": "Too short"}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {"b": ""}}, "invalid_errors"),
        ({"response_action": "update", "view": modal(section(""))}, "invalid_arguments"),
        ({"response_action": "close"}, "invalid_response_action"),
        ({"text": "Thank you"}, "invalid_response_action"),
        ("Thank you", "invalid_response_action"),
    ],
)
async def test_answers_to_a_submission_that_slack_would_not_take(slack: FakeSlack, body: object, expected: str) -> None:
    """People would only read that there was trouble connecting."""
    view = await opened(slack, modal(field(element("plain_text_input"))))
    sent = view_submission(slack.workspace, view.user, view, {"b": "x"})
    slack.take_answer(sent.payload, body)
    assert [one.code for one in slack.refused] == [expected]
    assert view.id in slack.views
    slack.refused.clear()


async def test_answers_to_a_submission(slack: FakeSlack) -> None:
    """Errors leave the modal, an update changes it, a push covers it, nothing closes it."""
    view = await opened(slack, modal(field(element("plain_text_input"))))
    sent = view_submission(slack.workspace, view.user, view, {"b": "x"})
    slack.take_answer(sent.payload, {"response_action": "errors", "errors": {"b": "Too short"}})
    slack.take_answer(sent.payload, {"response_action": "push", "view": modal(section("On top"))})
    slack.take_answer(sent.payload, {"response_action": "update", "view": modal(section("Who will see this"))})
    assert [slack.texts_of(one.blocks) for one in slack.views.values()] == [["Who will see this"], ["On top"]]
    slack.take_answer(sent.payload, None)
    assert view.id not in slack.views


async def test_a_response_url_serves_five_times(slack: FakeSlack) -> None:
    """Ephemeral unless it says otherwise."""
    ana, channel = slack.workspace.user("ana"), slack.workspace.channel("general")
    hook = AsyncWebhookClient(slack.workspace.hook(channel, ana))
    await hook.send(text="For you", blocks=[section()])
    await hook.send(text="For all", response_type="in_channel")
    assert [one.ephemeral_for for one in slack.messages[channel]] == [ana, None]
    answers = [await hook.send(text="More") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 404]
    assert "used_url" in answers[-1].body


async def test_a_response_url_reaches_the_message_that_was_acted_on(slack: FakeSlack) -> None:
    """An ephemeral one, too, which nothing else reaches."""
    ana, channel = slack.workspace.user("ana"), slack.workspace.channel("general")
    await slack.client().chat_postEphemeral(channel=channel, user=ana, text="Which of the two is it?")
    shown = slack.last_message(channel)
    hook = AsyncWebhookClient(slack.workspace.hook(channel, ana, shown.ts))
    await hook.send(text="Personal", replace_original=True)
    assert (shown.text, len(slack.messages[channel])) == ("Personal", 1)
    await hook.send(delete_original=True)
    assert slack.messages[channel] == []


async def test_a_response_url_ends_after_half_an_hour() -> None:
    """And says so."""
    clock = HeldClock()
    async with FakeSlack(clock=clock) as slack:
        hook = AsyncWebhookClient(slack.workspace.hook(slack.workspace.im("ana"), slack.workspace.user("ana")))
        clock.now += SECONDS + 1
        assert "expired_url" in (await hook.send(text="Late")).body


async def test_a_response_that_slack_refuses(slack: FakeSlack) -> None:
    """It is kept, as everywhere."""
    hook = AsyncWebhookClient(slack.workspace.hook(slack.workspace.im("ana"), slack.workspace.user("ana")))
    assert (await hook.send(text="x", blocks=[{"type": "sction"}])).status_code == 400
    assert [one.method for one in slack.refused] == ["response_url"]
    slack.refused.clear()


async def test_the_socket_works_with_the_official_client(slack: FakeSlack) -> None:
    """Envelopes go out, acknowledgements come back with what they carry, and a new connection takes over."""
    seen: asyncio.Queue[str] = asyncio.Queue()

    async def listener(client: AsyncBaseSocketModeClient, asked: SocketModeRequest) -> None:
        payload = {"text": "Done"} if asked.accepts_response_payload else None
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=asked.envelope_id, payload=payload))
        await seen.put(asked.type)

    app = SocketModeClient(app_token=APP_TOKEN, web_client=slack.client())
    app.socket_mode_request_listeners.append(listener)
    await app.connect()  # type: ignore[no-untyped-call]
    try:
        linked, workspace = Linked(slack), slack.workspace
        ana = workspace.user("ana")
        assert (await linked.send(message(workspace, ana, "May I?"))).body is None
        assert (await linked.send(slash_command(workspace, ana, "/ask", "May I?"))).body == {"text": "Done"}
        assert [await seen.get(), await seen.get()] == ["events_api", "slash_commands"]
        assert slack.last_message(workspace.im("ana")).text == "Done"
        await slack.socket.disconnect()
        assert (await linked.send(slash_command(workspace, ana, "/ask"))).status == 200
    finally:
        await app.close()  # type: ignore[no-untyped-call]
    assert len(slack.called("apps.connections.open")) == 2
