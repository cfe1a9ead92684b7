"""Modals that were sent."""

from bot.slack import ids
from bot.slack.channels import Channels
from bot.slack.checking import Checking
from bot.slack.listening import Listeners
from bot.slack.own_cases import OwnCases
from bot.slack.parts import Parts
from bot.slack.preferring import Preferring


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done with them."""
    listeners.submission(ids.DRAFT, Checking(parts).submitted)
    own = OwnCases(parts)
    listeners.submission(ids.PREFERENCES, Preferring(parts).sent)
    listeners.submission(ids.CHANNEL, Channels(parts).sent)
    listeners.submission(ids.OWN_CASE, own.added)
    listeners.submission(ids.KEEP_OUT, own.kept_out)
