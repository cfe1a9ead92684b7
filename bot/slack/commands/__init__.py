"""Slash commands."""

from bot.slack.asking import Asking
from bot.slack.channels import Channels
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.parts import Parts


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    listeners.command("/ask", Asking(parts).command)
    listeners.command("/check", Checking(parts).command)
    listeners.command("/conduct", Channels(parts).command)
