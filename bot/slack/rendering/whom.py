"""Whom to call in danger, and whom to talk to: as blocks, as formatted text, and as plain words."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.slack.rendering.blocks import said
from bot.slack.rendering.text import bold, escaped
from bot.wording.answers import contact_line
from bot.wording.reports import CALL_FIRST
from handlers.emergency import emergency_text
from handlers.reply import ContactCard


def urgent(text: str, then: str = "") -> Block:
    """Return what is to be done before all else, and what is to be said then."""
    return said(f":rotating_light: {bold(text)}{f' {escaped(then)}' if then else ''}")


def whom_to_call(number: str, *, loud: bool = False) -> Block:
    """Return whom to call in danger, which stands before all else.

    Args:
        number: Whom to call.
        loud: Whether somebody may be in danger, as it reads or as they say.
    """
    return urgent(emergency_text(number), CALL_FIRST if loud else "")


def contacts(title: str, cards: Sequence[ContactCard]) -> Iterator[Block]:
    """Yield contacts below a title; nothing where there are none."""
    if cards:
        yield said(f"{bold(title)}\n{contact_points(cards)}")


def contact_points(cards: Sequence[ContactCard]) -> str:
    """Return a line for each contact, as formatted text."""
    return "\n".join(f"• {escaped(contact_line(one))}" for one in cards)


def contact_words(cards: Sequence[ContactCard]) -> str:
    """Return contacts in plain words, on one line."""
    return "; ".join(contact_line(one) for one in cards)
