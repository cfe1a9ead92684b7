"""Modals that were sent, or closed."""

from typing import get_args

from bot.slack import ids
from bot.slack.cases.acting import CaseActs
from bot.slack.cases.own import OwnCases
from bot.slack.checking.drafts import Checking
from bot.slack.core.listening import Listeners
from bot.slack.home.channels import Channels
from bot.slack.home.preferring import Preferring
from bot.slack.parts import Parts
from bot.slack.reporting.dialog import Dialog
from handlers.cases.showing import Act


def register(listeners: Listeners, parts: Parts) -> None:
    """Register what is done with them."""
    dialog = Dialog(parts)
    listeners.submission(ids.REPORT_FORM, dialog.submitted)
    listeners.closed(ids.REPORT_FORM, dialog.closed)
    listeners.submission(ids.DRAFT, Checking(parts).submitted)
    own = OwnCases(parts)
    listeners.submission(ids.PREFERENCES, Preferring(parts).sent)
    listeners.submission(ids.CHANNEL, Channels(parts).sent)
    listeners.submission(ids.OWN_CASE, own.added)
    listeners.submission(ids.KEEP_OUT, own.kept_out)
    acting = CaseActs(parts)
    for act in get_args(Act):
        listeners.submission(f"{ids.CASE}{act}", acting.sent)
