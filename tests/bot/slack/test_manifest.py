"""The manifest: within what Slack takes, and exactly what the door listens to."""

from collections.abc import Awaitable, Callable, Iterator
from re import Pattern

import pytest

from bot.slack import actions, commands, events, shortcuts, views
from bot.slack.guard import Answer
from bot.slack.incoming import Body, Command, Press, Said, Submitted
from bot.slack.listening import Listeners
from bot.slack.manifest import SCOPES, manifest
from bot.slack.workspaces import Workspace
from tests.bot.slack.running import Running

URL = "https://conduct.example"
PROMPTS = ["Can I post about my job?", "May I vote?", "Who approves an account?", "May I swear?", "One too many?"]
OLDER = {"assistant_thread_started"}
"""Of the older assistant view, which somebody may have in place of what the manifest has."""

NEEDED = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set[str](),
    "message.im": {"im:history"},
    "tokens_revoked": set[str](),
}
"""Event -> what the app has to be allowed so that it is sent. Source: docs.slack.dev/reference/events."""


class Recorded(Listeners):
    """Notes what is listened to."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.events, self.commands, self.shortcuts = set[str](), set[str](), set[str]()

    def message(self, event: str, work: Callable[[Said], Awaitable[None]]) -> None:
        """Note an event; of messages, only those to the app alone are listened to."""
        self.events.add("message.im" if event == "message" else event)

    def event(self, event: str, work: Callable[[Body, Workspace], Awaitable[None]]) -> None:
        """Note an event."""
        self.events.add(event)

    def command(self, name: str, work: Callable[[Command], Awaitable[None]]) -> None:
        """Note a command."""
        self.commands.add(name)

    def press(self, action: str | Pattern[str], work: Callable[[Press], Awaitable[None]]) -> None:
        """Leave out what no manifest has."""

    def shortcut(self, callback: str, work: Callable[[Press], Awaitable[None]]) -> None:
        """Note a shortcut."""
        self.shortcuts.add(callback)

    def closed(self, callback: str, work: Callable[[Press], Awaitable[None]]) -> None:
        """Leave out what no manifest has."""

    def submission(self, callback: str, work: Callable[[Submitted], Awaitable[Answer]]) -> None:
        """Leave out what no manifest has."""


@pytest.fixture
def listened(here: Running) -> Recorded:
    """What the door listens to."""
    recorded = Recorded()
    for kind in (events, commands, actions, shortcuts, views):
        kind.register(recorded, here.parts)
    return recorded


async def test_it_has_what_the_door_listens_to_and_nothing_else(listened: Recorded) -> None:
    """What is missing Slack never sends; what is too much would be answered by nobody."""
    made = manifest(url=URL, prompts=PROMPTS)
    has_commands = {one["command"] for one in made["features"]["slash_commands"]}
    has_shortcuts = {one["callback_id"] for one in made["features"]["shortcuts"]}
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == listened.events - OLDER
    assert has_commands == listened.commands
    assert has_shortcuts == listened.shortcuts


def test_the_app_may_do_what_its_events_need() -> None:
    """Slack refuses a manifest with an event and without the scope for it."""
    made = manifest(url=URL, prompts=PROMPTS)
    assert made["oauth_config"]["scopes"] == {"bot": [*SCOPES]}
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == set(NEEDED)
    assert set[str]().union(*NEEDED.values()) <= set(SCOPES)


def test_it_is_within_what_slack_takes() -> None:
    """Source: the `Manifest` type of @slack/web-api 8.2, and docs.slack.dev/reference/app-manifest."""
    made = manifest(name="Conduct & ethics of the Town, 2nd ed.", url=URL, prompts=PROMPTS)
    shown, features = made["display_information"], made["features"]
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert features["bot_user"]["display_name"] == "conduct-ethics-of-the-town-2nd-ed."
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert [one["message"] for one in features["agent_view"]["suggested_prompts"]] == PROMPTS[:4]
    assert all(len(one["command"]) <= 32 and not one["should_escape"] for one in features["slash_commands"])
    assert all(len(one["name"]) <= 35 and len(one["description"]) <= 150 for one in features["shortcuts"])
    assert made["settings"]["token_rotation_enabled"] is False
    assert made["settings"]["org_deploy_enabled"] is False


def test_over_http_everything_is_posted_to_one_address() -> None:
    """With the way back for workspaces that install the app."""
    made = manifest(url=URL, prompts=PROMPTS)
    posted = {one for name, one in _texts(made) if name in ("url", "request_url")}
    assert posted == {f"{URL}/slack/events"}
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert made["settings"]["socket_mode_enabled"] is False


def test_in_socket_mode_there_is_no_address() -> None:
    """Slack hands everything over on a connection that is opened to it."""
    made = manifest(url=None, prompts=PROMPTS)
    assert not [one for _, one in _texts(made) if "://" in one]
    assert made["settings"]["socket_mode_enabled"] is True


def _texts(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a manifest, with the name of its field."""
    if isinstance(part, str):
        yield name, part
    elif isinstance(part, dict):
        for key, one in part.items():
            yield from _texts(one, key)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one, name)
