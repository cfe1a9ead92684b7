"""Shortcuts, of messages and of everywhere."""

from bot.slack import ids
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.parts import Parts
from bot.slack.reporting.ways_in import WaysIn


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    ways_in = WaysIn(parts)
    listeners.shortcut(ids.REPORT, ways_in.report_pressed)
    listeners.shortcut(ids.DISCLOSE, ways_in.disclose_pressed)
    checking = Checking(parts)
    listeners.shortcut(ids.CHECK_DRAFT, checking.pressed)
    listeners.shortcut(ids.CHECK_MESSAGE, checking.message)
