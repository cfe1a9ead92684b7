"""Buttons and choices."""

import re

from bot.slack import ids
from bot.slack.actions.feedback import FeedbackGiven
from bot.slack.actions.reporting import reporting
from bot.slack.asking import Asking
from bot.slack.cases.acting import CaseActs
from bot.slack.checking import Checking
from bot.slack.incoming import Press
from bot.slack.listening import Listeners
from bot.slack.own_cases import OwnCases
from bot.slack.parts import Parts
from bot.slack.preferring import Preferring


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    feedback, checking = FeedbackGiven(parts), Checking(parts)
    listeners.press(re.compile(f"^{ids.OPEN}"), _opened)
    listeners.press(re.compile(f"^{ids.CAPACITY}"), Asking(parts).for_capacity)
    listeners.press(ids.FEEDBACK, feedback.rated)
    listeners.press(ids.UNANSWERED, feedback.sent)
    reporting(listeners, parts)
    listeners.press(ids.CHECK, checking.pressed)
    listeners.press(ids.COPY_SUGGESTION, checking.copied)
    listeners.press(ids.PREFERENCES, Preferring(parts).pressed)
    own = OwnCases(parts)
    listeners.press(ids.OWN_CASE, own.opened)
    listeners.press(ids.TICK, own.ticked)
    listeners.press(ids.ACCEPT, own.accepted)
    listeners.press(ids.KEEP_OUT, own.keeping_out)
    _register_cases(listeners, parts)


def _register_cases(listeners: Listeners, parts: Parts) -> None:
    """Register what recipients do with their cases."""
    acting = CaseActs(parts)
    listeners.press(ids.RECEIVED, acting.read)
    listeners.press(f"{ids.CASE}acknowledge", acting.acknowledged)
    listeners.press(re.compile(f"^{ids.CASE}(?!acknowledge$)"), acting.asked)


async def _opened(_: Press) -> None:
    """Do nothing: the address was opened by Slack, and the press is only to be acknowledged."""
