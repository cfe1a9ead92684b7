"""What Slack sends to the app, as people cause it: events, commands, interactions, and the ways to send them."""

from tests.bot.slack.fake.workspace import Channel, Person, Workspace, small_workspace
from tests.bot.slack.kit.texts import unescaped_controls
from tests.bot.slack.sent.elements import Unfillable
from tests.bot.slack.sent.envelope import Sent, ssl_check, url_verification
from tests.bot.slack.sent.events import (
    app_uninstalled,
    assistant_thread_started,
    bot_message,
    event,
    home_opened,
    mention,
    message,
    message_changed,
    message_deleted,
    own_message,
    tokens_revoked,
    written,
)
from tests.bot.slack.sent.filling import fill
from tests.bot.slack.sent.interactions import (
    block_action,
    block_suggestion,
    message_shortcut,
    shortcut,
    slash_command,
    view_closed,
    view_submission,
)
from tests.bot.slack.sent.sending import Answer, Linked, Signed, Way

__all__ = [
    "Answer",
    "Channel",
    "Linked",
    "Person",
    "Sent",
    "Signed",
    "Unfillable",
    "Way",
    "Workspace",
    "app_uninstalled",
    "assistant_thread_started",
    "block_action",
    "block_suggestion",
    "bot_message",
    "event",
    "fill",
    "home_opened",
    "mention",
    "message",
    "message_changed",
    "message_deleted",
    "message_shortcut",
    "own_message",
    "shortcut",
    "slash_command",
    "small_workspace",
    "ssl_check",
    "tokens_revoked",
    "unescaped_controls",
    "url_verification",
    "view_closed",
    "view_submission",
    "written",
]
