"""What happens in Slack: messages, mentions, the app being opened or taken out."""

from bot.slack.asking import Asking
from bot.slack.events.opened import Opened
from bot.slack.events.taken_out import TakenOut
from bot.slack.listening import Listeners
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about it."""
    asking = Asking(parts)
    listeners.message("message", asking.privately)
    listeners.message("app_mention", asking.mentioned)
    opened = Opened(parts)
    listeners.event("app_home_opened", opened.opened)
    listeners.event("assistant_thread_started", opened.begun)
    listeners.event("app_uninstalled", TakenOut(parts).uninstalled)
    listeners.event("tokens_revoked", TakenOut(parts).revoked)
