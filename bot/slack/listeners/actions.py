"""Buttons and choices."""

import re

from bot.slack import ids
from bot.slack.asking.feedback import FeedbackGiven
from bot.slack.asking.questions import Asking
from bot.slack.cases.acting import CaseActs
from bot.slack.cases.own import OwnCases
from bot.slack.checking.drafts import Checking
from bot.slack.core.incoming import Press
from bot.slack.core.listening import Listeners
from bot.slack.home.preferring import Preferring
from bot.slack.parts import Parts
from bot.slack.reporting.dialog import Dialog
from bot.slack.reporting.ways_in import WaysIn


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about them."""
    feedback, checking = FeedbackGiven(parts), Checking(parts)
    listeners.press(re.compile(f"^{ids.OPEN}"), _opened)
    listeners.press(re.compile(f"^{ids.CAPACITY}"), Asking(parts).for_capacity)
    listeners.press(ids.FEEDBACK, feedback.rated)
    listeners.press(ids.UNANSWERED, feedback.sent)
    ways_in, dialog = WaysIn(parts), Dialog(parts)
    listeners.press(ids.REPORT, ways_in.report_pressed)
    listeners.press(ids.DISCLOSE, ways_in.disclose_pressed)
    listeners.press(ids.ANONYMOUS, ways_in.anonymous_pressed)
    listeners.press(ids.REPORT_GO_ON, ways_in.go_on)
    listeners.press(ids.REPORT_CONTINUE, ways_in.continued)
    listeners.press(ids.REPORT_DISCARD, ways_in.discarded)
    listeners.press(ids.REPORT_CHANGED, dialog.changed)
    listeners.press(ids.REPORT_BACK, dialog.back)
    listeners.press(ids.CHECK, checking.pressed)
    listeners.press(ids.COPY_SUGGESTION, checking.copied)
    listeners.press(ids.PREFERENCES, Preferring(parts).ask)
    own = OwnCases(parts)
    listeners.press(ids.OWN_CASE, own.opened)
    listeners.press(ids.TICK, own.ticked)
    listeners.press(ids.ACCEPT, own.accepted)
    listeners.press(ids.KEEP_OUT, own.keeping_out)
    acting = CaseActs(parts)
    listeners.press(ids.RECEIVED, acting.read)
    listeners.press(f"{ids.CASE}acknowledge", acting.acknowledged)
    listeners.press(re.compile(f"^{ids.CASE}(?!acknowledge$)"), acting.asked)


async def _opened(_: Press) -> None:
    """Do nothing: the address was opened by Slack, and the press is only to be acknowledged."""
