"""Whom to talk to, as formatted text and as plain words."""

from collections.abc import Sequence

from bot.slack.text import escaped
from bot.wording.answers import contact_line
from handlers.reply import ContactCard


def contact_points(contacts: Sequence[ContactCard]) -> str:
    """Return a line for each contact, as formatted text."""
    return "\n".join(f"• {escaped(contact_line(one))}" for one in contacts)


def contact_words(contacts: Sequence[ContactCard]) -> str:
    """Return contacts in plain words, on one line."""
    return "; ".join(contact_line(one) for one in contacts)
