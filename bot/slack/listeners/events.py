"""What happens in Slack: messages, mentions, the app being opened or taken out."""

from bot.slack.asking.questions import Asking
from bot.slack.core.listening import Listeners
from bot.slack.home.opened import Opened
from bot.slack.installing.taken_out import TakenOut
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about it."""
    asking = Asking(parts)
    listeners.message("message", asking.privately)
    listeners.message("app_mention", asking.mentioned)
    listeners.event("app_home_opened", Opened(parts).opened)
    listeners.event("app_uninstalled", TakenOut(parts).uninstalled)
    listeners.event("tokens_revoked", TakenOut(parts).revoked)
