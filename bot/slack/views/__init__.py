"""Modals that were sent."""

from bot.slack import ids
from bot.slack.listening import Listeners
from bot.slack.parts import Parts
from bot.slack.reporting.dialog import Dialog


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done with them."""
    listeners.submission(ids.REPORT_FORM, Dialog(parts).submitted)
