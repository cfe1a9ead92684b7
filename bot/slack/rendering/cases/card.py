"""The card that tells a recipient of a case: what the notice says, how the case stands, and what they can do."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import Block, ButtonElement

from bot.slack import ids
from bot.slack.cases.facts import Card, Shown
from bot.slack.rendering.blocks import actions, button, heading, opens, said, words
from bot.slack.rendering.messages import Message, sentence
from bot.slack.rendering.text import bold, escaped, shortened
from bot.wording.cases import clock_time
from handlers.cases.events import Notice
from handlers.cases.showing import Act

LABELS: Mapping[Act, str] = {
    "acknowledge": "I have it",
    "start": "I am working on it",
    "answer": "Write to {whom}",
    "pass_on": "Pass it on",
    "close": "Close the case",
    "decide": "Decide",
    "retire": "End the disclosure",
}
"""What is on the button of each act; `{whom}` stands for whoever wrote the case."""
_MOST = 8000
"""Characters of a notice that a card shows: with the rest of it, that is what Slack takes in one message."""


def card(shown: Shown) -> Message:
    """Return a card, or the only sentence that is left on it."""
    if isinstance(shown, str):
        return sentence(shown)
    text = shortened(shown.text, _MOST)  # a card is edited as a whole: it is one message
    blocks = [heading(shown.subject), *words(text), *_standing(shown), *actions([*_buttons(shown)])]
    return Message(text=escaped("\n".join(filter(None, [shown.subject, *_facts(shown), shown.text]))), blocks=blocks)


def code_message(notice: Notice) -> Message:
    """Return the one-time code that somebody asked for."""
    return Message(
        text=escaped(f"{notice.subject}: {notice.text}"), blocks=[heading(notice.subject), *words(notice.text)]
    )


def to_reporter(notice: Notice, case: str) -> Message:
    """Return that there is something for a reporter; it says no more than that.

    Args:
        notice: That says so.
        case: Id of their case.
    """
    opening = button("Read it", ids.OWN_CASE, case, style="primary", spoken=f"Read it: {notice.subject}")
    blocks = [said(bold(notice.subject)), *words(notice.text), *actions([opening])]
    return Message(text=escaped(f"{notice.subject}. {notice.text}"), blocks=blocks)


def act_buttons(acts: tuple[Act, ...], token: str, number: str) -> Iterator[ButtonElement]:
    """Yield a button for each act."""
    whom = "the employee" if "decide" in acts else "the reporter"
    for act in acts:
        label, style = LABELS[act].format(whom=whom), "primary" if act == "acknowledge" else None
        yield button(label, f"{ids.CASE}{act}", token, style=style, spoken=f"{label}: case {number}")


def _standing(shown: Card) -> Iterator[Block]:
    yield from words("\n".join(_facts(shown)))


def _facts(shown: Card) -> Iterator[str]:
    """Yield how the case stands, a line each."""
    yield shown.state
    if shown.has_it:
        yield f"Who has it: {', '.join(shown.has_it)}."
    if shown.outcome:
        yield f"What came of it: {shown.outcome}."
    if shown.by:
        yield f"Say by {clock_time(shown.by, shown.zone)} that you have it; after that, somebody else is told."


def _buttons(shown: Card) -> Iterator[ButtonElement]:
    yield from act_buttons(shown.acts, shown.token, shown.number)
    if shown.may_read:
        yield button("Read it here", ids.RECEIVED, shown.token, spoken=f"Read case {shown.number} here")
    if shown.address:
        yield opens("Open the case", shown.address, f"{ids.OPEN}case", spoken=f"Open case {shown.number} on the page")
