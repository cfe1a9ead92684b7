"""What comes before the form: whom to call, what was begun before, and where to report without a name."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.paths import ANONYMOUS
from bot.slack import ids
from bot.slack.blocks import actions, button, heading, opens, said, to_copy, words
from bot.slack.rendering.modal import modal, whom_to_call
from bot.slack.rendering.whom import contact_points, contact_words
from bot.slack.speaking import Message, View
from bot.slack.text import bold, escaped, link
from bot.wording.reports import CALL_FIRST
from handlers.emergency import emergency_text
from handlers.reply import ContactCard

_GO_ON = {"report": "Go on to the report", "disclosure": "Go on to the disclosure"}
_BEFORE, _BEGAN = "Continue where you stopped?", "You began this within the last day, and did not send it."
_KEPT_TOO = "What you typed just now is kept too, until tomorrow: you are asked for it the next time."
_WHY = (
    "Slack knows who writes here, and so a report from here is never anonymous. The page for it asks for nothing that "
    "says who you are; it is the same address for everybody. Open it best on a device of your own."
)
_NOTHING_KEPT = "Nothing of this is kept."
_NO_PAGE = "Nothing is taken without a name here: Slack knows who writes. You can turn to somebody directly instead."
_NOT_READ = "What you typed was not kept. To use it there, copy it:"
_SOMEBODY = "somebody whom you trust"


def call_first(kind: str, number: str, contacts: Sequence[ContactCard], sealed: str) -> Message:
    """Return what whoever reports as if somebody may be in danger reads before the form.

    Args:
        kind: Of the case.
        number: Whom to call.
        contacts: Whom else the texts name.
        sealed: Value of the button that goes on.
    """
    others = [one for one in contacts if one.phone and one.phone != number]
    blocks = [whom_to_call(number, loud=True)]
    if others:
        blocks.append(said(contact_points(others)))
    blocks += actions([button(_GO_ON[kind], ids.REPORT_GO_ON, sealed)])
    named = f" Whom to tell: {contact_words(others)}." if others else ""
    return Message(text=escaped(f"{emergency_text(number)} {CALL_FIRST}{named}"), blocks=blocks)


def offer(kind: str, number: str, metadata: str, *, typed: bool) -> View:
    """Return the question whether to go on with what was begun before.

    Args:
        kind: Of the case.
        number: Whom to call in danger.
        metadata: What travels with it, sealed.
        typed: Whether they typed something just now.
    """
    goes_on = button("Continue", ids.REPORT_CONTINUE, style="primary", spoken="Continue what you began")
    discards = button(
        "Discard it", ids.REPORT_DISCARD, spoken="Discard what you began", sure="What you filled in is forgotten."
    )
    blocks = [heading(_BEFORE), *words(_BEGAN), *words(_KEPT_TOO if typed else ""), *actions([goes_on, discards])]
    return modal(kind, blocks, first=whom_to_call(number), metadata=metadata)


def try_again(number: str, sentence: str, metadata: str) -> View:
    """Return a sentence on what went wrong, from where the same is sent once more."""
    return modal("either", [], first=whom_to_call(number), note=sentence, metadata=metadata, submit="Try again")


def anonymous(number: str, page: str | None, contacts: Sequence[ContactCard], typed: str = "") -> Message:
    """Return where to report without a name, and why not here.

    Args:
        number: Whom to call in danger.
        page: Address of the page, or None where people do not reach it.
        contacts: Whom to turn to instead, where there is no page.
        typed: What they typed beside that.
    """
    blocks = [whom_to_call(number), *(_page(page) if page else _nobody(contacts))]
    if typed:
        blocks += [*words(_NOT_READ), to_copy(typed)]
    text = f"{_WHY} {page}{ANONYMOUS}" if page else f"{_NO_PAGE} {contact_words(contacts) or _SOMEBODY}."
    return Message(text=escaped(f"{emergency_text(number)} {text}"), blocks=blocks)


def anonymous_view(said_: Message) -> View:
    """Return the same as a modal."""
    first, *blocks = said_.blocks
    return modal("report", blocks, first=first)


def _page(page: str) -> Iterator[Block]:
    address = f"{page}{ANONYMOUS}"
    yield said(f"{bold('Report without your name')}\n{escaped(_WHY)}\n{link(address, address)}")
    yield from actions([opens("Open the page", address, f"{ids.OPEN}anonymous", spoken="Open the page for it")])
    yield from words(_NOTHING_KEPT)


def _nobody(contacts: Sequence[ContactCard]) -> Iterator[Block]:
    yield from words(_NO_PAGE)
    yield said(contact_points(contacts) or f"Please turn to {_SOMEBODY}.")
