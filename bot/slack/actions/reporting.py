"""What is pressed on the way to a report or a disclosure, and chosen in its form."""

from bot.slack import ids
from bot.slack.listening import Listeners
from bot.slack.parts import Parts
from bot.slack.reporting.dialog import Dialog
from bot.slack.reporting.ways_in import WaysIn


def reporting(listeners: Listeners, parts: Parts) -> None:
    """Register what is done about it."""
    ways_in, dialog = WaysIn(parts), Dialog(parts)
    listeners.press(ids.REPORT, ways_in.report_pressed)
    listeners.press(ids.DISCLOSE, ways_in.disclose_pressed)
    listeners.press(ids.ANONYMOUS, ways_in.anonymous_pressed)
    listeners.press(ids.REPORT_GO_ON, ways_in.go_on)
    listeners.press(ids.REPORT_CONTINUE, ways_in.continued)
    listeners.press(ids.REPORT_DISCARD, ways_in.discarded)
    listeners.press(ids.REPORT_CHANGED, dialog.changed)
    listeners.press(ids.REPORT_BACK, dialog.back)
