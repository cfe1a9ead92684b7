"""What Slack sends: it is signed, Bolt reads it, and only what a person could do can be sent."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from tests.bot.slack import requests as sent
from tests.bot.slack.requests import Sent, Signed, Unfillable, fill, unescaped_controls
from tests.bot.slack.samples import (
    actions,
    button,
    element,
    feedback,
    home,
    modal,
    mrkdwn,
    options,
    plain,
    rich_section,
    rich_text,
    section,
    select,
)
from tests.bot.slack.samples import field as input_block
from tests.bot.slack.web_api import FakeSlack, OpenView

SECRET = "a signing secret of the tests"


@dataclass(slots=True)
class App:
    """A Bolt app that acknowledges everything and keeps what it was sent; `answer` goes with acknowledgements."""

    server: TestServer | None = None
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, Any]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address."""
        assert self.server is not None
        return str(self.server.make_url("/"))


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[App]:
    """A Bolt app on loopback."""
    kept = App()
    workspace = slack.workspace

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=workspace.team_id, bot_user_id=workspace.bot_user, bot_token=workspace.bot_token
        )

    async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
        kept.bodies.append(body)
        await ack(**kept.answer)

    bolt = AsyncApp(signing_secret=SECRET, authorize=authorize, client=slack.client())
    for kind in ("message", "app_mention", "app_home_opened", "app_uninstalled", "tokens_revoked"):
        bolt.event(kind)(take)
    bolt.event("assistant_thread_started")(take)
    bolt.event({"type": "message", "subtype": "message_changed"})(take)
    bolt.command("/ask")(take)
    for register in (bolt.action, bolt.view, bolt.view_closed, bolt.shortcut, bolt.options):
        register("c")(take)

    async def handle(request: web.Request) -> web.Response:
        kept.headers.append(dict(request.headers))
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await bolt.async_dispatch(asked))

    application = web.Application()
    application.router.add_post("/slack/events", handle)
    kept.server = TestServer(application)
    await kept.server.start_server()
    yield kept
    await kept.server.close()


@pytest.fixture
async def signed(app: App, slack: FakeSlack) -> AsyncIterator[Signed]:
    """What sends to it."""
    async with Signed(app.url, SECRET, slack) as sender:
        yield sender


async def _modal(slack: FakeSlack) -> OpenView:
    ana = slack.workspace.user("ana")
    view = modal(input_block(element("plain_text_input", "c")), callback_id="c", notify_on_close=True)
    await slack.client().views_open(trigger_id=slack.workspace.trigger(ana), view=view)
    return slack.last_view(ana)


async def _everything(slack: FakeSlack) -> dict[str, Sent]:
    workspace, ana = slack.workspace, slack.workspace.user("ana")
    general, view = workspace.channel("general"), await _modal(slack)
    await slack.client().chat_postMessage(channel=general, text="Which?", blocks=[actions(button("c"))])
    written = sent.written(workspace, ana, "My draft", channel=general)
    return {
        "direct message": sent.message(workspace, ana, "May I?"),
        "in a thread": sent.message(workspace, ana, "And then?", thread="1750000000.000100"),
        "with files": sent.message(workspace, ana, "", files=2),
        "mention": sent.mention(workspace, ana, "May I?", channel=general),
        "edited": sent.message_changed(workspace, ana, "May I?", "May we?"),
        "home": sent.home_opened(workspace, ana),
        "messages": sent.home_opened(workspace, ana, tab="messages"),
        "uninstalled": sent.app_uninstalled(workspace),
        "revoked": sent.tokens_revoked(workspace),
        "assistant": sent.assistant_thread_started(workspace, ana, channel=general),
        "command": sent.slash_command(workspace, ana, "/ask", "May I?"),
        "shortcut": sent.shortcut(workspace, ana, "c"),
        "message shortcut": sent.message_shortcut(workspace, ana, "c", written),
        "button": sent.block_action(workspace, ana, slack.last_message(general), "c"),
        "suggestion": sent.block_suggestion(workspace, ana, view, "c", "a"),
        "submission": sent.view_submission(workspace, ana, view, {"b": "x"}),
        "closed": sent.view_closed(workspace, ana, view),
    }


async def test_bolt_reads_everything(slack: FakeSlack, app: App, signed: Signed) -> None:
    """Each kind finds its listener, and the listener gets what was sent."""
    for name, one in (await _everything(slack)).items():
        app.answer = {"options": options(2)} if name == "suggestion" else {}
        answer = await signed.send(one)
        assert answer.status == 200, name
        assert app.bodies.pop()["token"] == one.payload["token"], name


async def test_slack_checks_an_address(signed: Signed) -> None:
    """The challenge comes back, and a check of the certificate is answered."""
    assert (await signed.send(sent.url_verification("abc"))).body == {"challenge": "abc"}
    assert (await signed.send(sent.ssl_check())).status == 200


@pytest.mark.parametrize("changes", [{"signature": "wrong"}, {"signature": "missing"}, {"age": 301}])
async def test_what_is_not_signed_rightly_does_not_arrive(
    slack: FakeSlack, app: App, signed: Signed, changes: dict[str, Any]
) -> None:
    """A wrong signature, none, an old time stamp."""
    answer = await signed.send(sent.message(slack.workspace, slack.workspace.user("ana"), "May I?"), **changes)
    assert (answer.status, app.bodies) == (401, [])


async def test_a_retry_is_the_same_event_again(slack: FakeSlack, app: App, signed: Signed) -> None:
    """With headers that say so."""
    one = sent.message(slack.workspace, slack.workspace.user("ana"), "May I?")
    await signed.send(one)
    await signed.send(one, retry=1)
    assert app.bodies[0]["event_id"] == app.bodies[1]["event_id"]
    assert app.headers[1]["X-Slack-Retry-Num"] == "1"
    assert "X-Slack-Retry-Num" not in app.headers[0]


async def test_what_the_app_answers_is_shown(slack: FakeSlack, app: App, signed: Signed) -> None:
    """A command's answer to who typed it, and a modal's next page."""
    workspace, ana = slack.workspace, slack.workspace.user("ana")
    app.answer = {"text": "An answer"}
    await signed.send(sent.slash_command(workspace, ana, "/ask", "May I?", channel=workspace.channel("general")))
    shown = slack.last_message(workspace.channel("general"))
    assert (shown.text, shown.ephemeral_for) == ("An answer", ana)
    view = await _modal(slack)
    app.answer = {"response_action": "update", "view": modal(section("Next"))}
    await signed.send(sent.view_submission(workspace, ana, view, {"b": "x"}))
    assert slack.texts_of(slack.last_view(ana).blocks) == ["Next"]


def test_what_people_type_is_escaped_in_messages_and_commands() -> None:
    """As Slack hands it on; the field of a modal is handed on as it is."""
    workspace = sent.small_workspace()
    ana = workspace.user("ana")
    assert sent.message(workspace, ana, "<!channel> & co").payload["event"]["text"] == "&lt;!channel&gt; &amp; co"
    assert sent.slash_command(workspace, ana, "/ask", "<b>").payload["text"] == "&lt;b&gt;"
    state = fill(modal(input_block(element("plain_text_input", "c"))), {"b": "<b>"})
    assert state["b"]["c"]["value"] == "<b>"


async def test_only_what_is_shown_can_be_pressed(slack: FakeSlack) -> None:
    """Buttons of one id are told apart by their value; feedback has two verdicts."""
    workspace, ana, general = slack.workspace, slack.workspace.user("ana"), slack.workspace.channel("general")
    blocks = [actions(button("pick", value="a")), actions(button("pick", value="b")), feedback()]
    await slack.client().chat_postMessage(channel=general, text="Which?", blocks=blocks)
    shown = slack.last_message(general)
    pressed = sent.block_action(workspace, ana, shown, "pick", "b").payload
    assert pressed["actions"][0]["value"] == "b"
    assert pressed["message"]["ts"] == shown.ts
    assert sent.block_action(workspace, ana, shown, "feedback", "bad").payload["actions"][0]["value"] == "bad"
    for action, chosen in (("gone", None), ("pick", None), ("pick", "c"), ("feedback", "fair")):
        with pytest.raises(Unfillable):
            sent.block_action(workspace, ana, shown, action, chosen)


async def test_slack_hands_nothing_of_an_ephemeral_message_back(slack: FakeSlack) -> None:
    """Only where it stood; a Home tab comes whole."""
    workspace, ana, general = slack.workspace, slack.workspace.user("ana"), slack.workspace.channel("general")
    await slack.client().chat_postEphemeral(channel=general, user=ana, text="Which?", blocks=[actions(button("c"))])
    pressed = sent.block_action(workspace, ana, slack.last_message(general), "c").payload
    assert pressed["container"]["is_ephemeral"] is True
    assert "message" not in pressed
    menu = actions(select(), block_id="prefs")
    await slack.client().views_publish(user_id=ana, view=home(menu))
    chosen = sent.block_action(workspace, ana, slack.homes[ana], "field", "b").payload
    assert chosen["actions"][0]["selected_option"]["value"] == "b"
    assert chosen["view"]["type"] == "home"


FORM = modal(
    input_block(element("plain_text_input", "words", max_length=10), "what"),
    input_block(element("datepicker", "day"), "when", optional=True),
    input_block(element("radio_buttons", "one", options=options(2)), "who"),
    input_block(element("checkboxes", "some", options=options(3), initial_options=options(1)), "kinds", optional=True),
    actions(select(), element("timepicker", "hour"), block_id="row"),
    section(),
)


def test_a_form_is_filled_in_as_a_person_does() -> None:
    """What is entered, what stood there at first, and what stays empty."""
    filled = fill(FORM, {"what": "A gift", "when": "2026-03-04", "who": "v1", "row/hour": "09:30"})
    assert filled["what"] == {"words": {"type": "plain_text_input", "value": "A gift"}}
    assert filled["when"]["day"]["selected_date"] == "2026-03-04"
    assert filled["who"]["one"]["selected_option"] == options(2)[1]
    assert filled["kinds"]["some"]["selected_options"] == options(1)
    assert filled["row"]["hour"]["selected_time"] == "09:30"
    assert filled["row"]["field"]["selected_option"] is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"what": None}, "required field what is empty"),
        ({"what": ""}, "required field what is empty"),
        ({"what": "x" * 11}, "11 characters"),
        ({"who": "v2"}, "no such option"),
        ({"kinds": ["v0", "v3"]}, "no such option"),
        ({"kinds": "v0"}, "given as a list"),
        ({"when": "tomorrow"}, "no date"),
        ({"where": "here"}, "no field where"),
        ({"row": "09:30"}, "no field row"),
    ],
)
def test_what_a_person_could_not_enter_is_refused(changes: dict[str, Any], words: str) -> None:
    """So that no test sends off what Slack's client would have held back."""
    with pytest.raises(Unfillable, match=words):
        fill(FORM, {"what": "A gift", "who": "v1"} | changes)


def test_what_would_notify_is_found_in_formatted_texts_only() -> None:
    """In `mrkdwn`, in the text of a message and in markdown, and nowhere else."""
    loud = "<!channel> <@U1> <#C1|general> <https://example.org|a link>"
    marks = ["<!channel>", "<@U1>", "<#C1|general>"]
    quiet = [section(text=plain(loud)), rich_text(rich_section({"type": "text", "text": loud}))]
    assert list(unescaped_controls({"text": "x", "blocks": quiet})) == []
    assert list(unescaped_controls({"text": loud})) == marks
    assert list(unescaped_controls(home(section(loud)))) == marks
    assert list(unescaped_controls([{"type": "markdown", "text": loud}, section(fields=[mrkdwn(loud)])])) == marks * 2


def test_the_body_is_what_slack_writes() -> None:
    """Events as JSON, interactions as JSON inside a form."""
    workspace = sent.small_workspace()
    assert json.loads(sent.app_uninstalled(workspace).body)["event"]["type"] == "app_uninstalled"
    assert sent.shortcut(workspace, workspace.user("ana"), "c").body.startswith("payload=%7B")
