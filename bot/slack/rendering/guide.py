"""What the app can do, with the buttons that begin it."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block, ButtonElement

from bot.paths import ANONYMOUS
from bot.slack import ids
from bot.slack.blocks import actions, button, opens, said, small
from bot.slack.speaking import Message
from bot.slack.text import bold, escaped
from handlers.emergency import emergency_text

_ASK = (
    "Ask in your own words: in our conversation, with `/ask`, or by mentioning me in a channel. You get the rule of "
    "your organisation in its own words, where it stands, and whom to talk to next. If the guidelines do not cover it, "
    "you are told so."
)
_CHECK = "Have you written it already? Check a draft before you post it, with `/check`."
_REPORT = (
    "Report what happened with `/report`, or disclose a possible conflict of interest of your own with `/disclose`. "
    "You are shown who will see it before anything is sent."
)
_UNNAMED = "Slack knows who sends something. Reports without your name are taken on a page that does not."
_SETTINGS = "`/conduct settings` in a channel changes how I answer there; in our conversation, what you prefer."


def urgent(number: str) -> Block:
    """Return whom to call in danger, which stands before all else."""
    return said(f":rotating_light: {bold(emergency_text(number))}")


def next_steps(*, takes: bool = True) -> list[ButtonElement]:
    """Return buttons for what can be done beside asking; `takes` says whether cases are taken here."""
    check = button("Check a draft", ids.CHECK, spoken="Check a draft before you post it")
    report = button("Report", ids.REPORT, spoken="Report what happened")
    disclose = button("Disclose", ids.DISCLOSE, spoken="Disclose a possible conflict of interest of your own")
    return [check, report, disclose] if takes else [check]


def guide(page: str | None, not_taken: str | None) -> Iterator[Block]:
    """Yield what the app can do.

    Args:
        page: Address of the page, where reports without a name are taken; None where people do not reach it.
        not_taken: Why no cases are taken here, for people; None where they are.
    """
    yield said(_ASK)
    yield said(_CHECK)
    yield said(escaped(not_taken) if not_taken else _REPORT)
    unnamed = page is not None and not_taken is None
    link = [opens("Report without your name", f"{page}{ANONYMOUS}", f"{ids.OPEN}anonymous")] if unnamed else []
    yield from actions([*next_steps(takes=not_taken is None), *link])
    if unnamed:
        yield small(_UNNAMED)


def help_message(number: str, page: str | None, not_taken: str | None) -> Message:
    """Return what the app can do, and first whom to call in danger; the other arguments are those of `guide`."""
    blocks = [urgent(number), *guide(page, not_taken), said(_SETTINGS)]
    blocks += actions([button("My preferences", ids.PREFERENCES)])
    texts = (emergency_text(number), _ASK, _CHECK, not_taken or _REPORT, _SETTINGS)
    return Message(text=escaped(" ".join(texts)), blocks=blocks)
