"""Shortcuts, of messages and of everywhere."""

from bot.slack.listening import Listeners
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
