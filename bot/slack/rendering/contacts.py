"""Whom to talk to, as formatted text."""

from collections.abc import Iterator, Sequence

from bot.slack.text import bold, escaped, link
from handlers.reply import ContactCard, purpose


def contact_lines(contacts: Sequence[ContactCard]) -> Iterator[str]:
    """Yield a line for each contact: everything that reaches it, what for, and by when."""
    for one in contacts:
        ways = ", ".join(_ways(one))
        yield f"• {bold(one.name)}{f' – {ways}' if ways else ''}: {escaped(purpose(one))}"


def numbers(contacts: Sequence[ContactCard]) -> str:
    """Return contacts with what reaches each soonest, in plain words."""
    return "; ".join(f"{one.name}{f', {way}' if (way := _soonest(one)) else ''}" for one in contacts)


def _soonest(one: ContactCard) -> str | None:
    return one.phone or one.email or one.url or one.address


def _ways(one: ContactCard) -> Iterator[str]:
    if one.phone:
        yield escaped(f"{one.phone} ({one.phone_note})" if one.phone_note else one.phone)
    if one.email:
        yield link(f"mailto:{one.email}", one.email)
    if one.address:
        yield escaped(one.address)
    if one.url:
        yield link(one.url, one.url)
