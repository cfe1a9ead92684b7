"""Slash commands."""

from bot.slack.asking import Asking
from bot.slack.channels import Channels
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.parts import Parts
from bot.slack.reporting.ways_in import WaysIn


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    listeners.command("/ask", Asking(parts).command)
    ways_in = WaysIn(parts)
    listeners.command("/report", ways_in.report)
    listeners.command("/disclose", ways_in.disclose)
    listeners.command("/check", Checking(parts).command)
    listeners.command("/conduct", Channels(parts).command)
