"""The app's manifest: from it Slack makes the app, with everything that the door listens to and needs, and no more."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.slack import ids
from bot.slack.limits import MOST_PROMPTS
from bot.slack.paths import EVENTS, INSTALLED

NAME = "Conduct assistant"
LONGEST_NAME = 35
"""Characters of the name of an app."""

SCOPES = (
    "app_mentions:read",  # to be mentioned in channels
    "assistant:write",  # to offer questions, and to show that it is working
    "channels:read",  # to know what sort of channel it is in
    "chat:write",
    "commands",
    "groups:read",
    "im:history",  # to be written to
    "im:write",
    "users:read",  # to know whether somebody runs the workspace
)
"""What the app may do in a workspace."""

_EVENTS = ("app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked")
_COMMANDS = {
    "/ask": ("Ask what the guidelines say", "may I post about my job on LinkedIn?"),
    "/check": ("Check a draft before you post it", "[the draft]"),
    "/report": ("Report what happened", ""),
    "/disclose": ("Disclose a possible conflict of interest of your own", ""),
    "/conduct": ("See what the assistant can do, or set how it answers in a channel", "[settings]"),
}
"""Command -> what it does, and what may be typed after it."""
_SHORTCUTS = (
    ("message", "Check this draft", ids.CHECK_MESSAGE, "Check a message of your own against the guidelines"),
    ("global", "Check a draft", ids.CHECK_DRAFT, "Check a draft before you post it"),
    ("global", "Report something", ids.REPORT, "Report what happened; you see who will read it"),
    ("global", "Disclose a conflict of interest", ids.DISCLOSE, "Disclose a possible conflict of interest of your own"),
)
_SHORT = "Answers conduct questions from your organisation's guidelines, checks drafts, takes reports and disclosures."
_LONG = (
    "Ask in your own words what the guidelines of your organisation say, and read the rule itself, where it stands and "
    "whom to talk to. Have a draft checked before you post it: the words, the rule, and the smallest change that "
    "helps. Report what happened, or disclose a conflict of interest, and see by name who will read it before "
    "anything is sent. What concerns you is shown to you alone. Questions and drafts are read by the assistant's own "
    "models and are sent nowhere else; Slack may keep a copy of what you type in Slack."
)
_AGENT = (
    "Answers questions about conduct from the guidelines of your organisation, in their own words, with where it "
    "stands and whom to talk to. Checks drafts, takes reports and disclosures."
)


def manifest(*, name: str = NAME, url: str | None, prompts: Sequence[str]) -> dict[str, Any]:
    """Return the manifest.

    Args:
        name: Of the app.
        url: Address at which Slack reaches the service; None for Socket Mode.
        prompts: Questions that are offered in an empty conversation.
    """
    return {
        "display_information": {
            "name": name,
            "description": _SHORT,
            "long_description": _LONG,
            "background_color": "#1f3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": _user_name(name), "always_online": True},
            "agent_view": {"agent_description": _AGENT, **_prompts(prompts)},
            "slash_commands": [_command(one, *about, url) for one, about in _COMMANDS.items()],
            "shortcuts": [
                {"type": kind, "name": shown, "callback_id": callback, "description": about}
                for kind, shown, callback, about in _SHORTCUTS
            ],
        },
        "oauth_config": {
            **({"redirect_urls": [f"{url}{INSTALLED}"]} if url else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**_posted(url), "bot_events": list(_EVENTS)},
            "interactivity": {"is_enabled": True, **_posted(url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _prompts(prompts: Sequence[str]) -> Mapping[str, Any]:
    offered = [{"title": one, "message": one} for one in prompts[:MOST_PROMPTS]]
    return {"suggested_prompts": offered} if offered else {}


def _command(command: str, about: str, hint: str, url: str | None) -> Mapping[str, Any]:
    return {
        "command": command,
        "description": about,
        **({"usage_hint": hint} if hint else {}),
        **({"url": f"{url}{EVENTS}"} if url else {}),
        "should_escape": False,  # what people type is taken as they typed it
    }


def _posted(url: str | None) -> Mapping[str, str]:
    return {"request_url": f"{url}{EVENTS}"} if url else {}


def _user_name(name: str) -> str:
    """Return the name of the app's user, in the letters that Slack takes."""
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "conduct"
