"""Shortcuts, of messages and of everywhere."""

from bot.slack import ids
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    checking = Checking(parts)
    listeners.shortcut(ids.CHECK_DRAFT, checking.pressed)
    listeners.shortcut(ids.CHECK_MESSAGE, checking.message)
