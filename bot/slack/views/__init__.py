"""Modals that were sent."""

from bot.slack import ids
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done with them."""
    listeners.submission(ids.DRAFT, Checking(parts).submitted)
