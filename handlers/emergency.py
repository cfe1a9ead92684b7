"""Whoever writes as if someone may be in danger gets the emergency number first, at every door."""

from collections.abc import Iterator, Mapping

from handlers.reply import NextStep
from knowledge.library import Library

IN_DANGER = 0.5
"""From this probability on, someone may be in danger, and the emergency number comes first. In cross-validation of
questions it finds 86% of the messages of danger, and raises a false alarm on 1% of ordinary ones and on 11% of those
that only sound so; drafts are read by a network of their own."""


FALLBACK = "911"
"""Whom to call where neither an organisation nor a setting says another number."""


class Emergency:
    """Knows the number that an organisation's people call."""

    def __init__(self, library: Library, numbers: Mapping[str, str] | None = None) -> None:
        """Keep the numbers.

        Args:
            library: Knows the organisations, each with its number.
            numbers: Organisation id -> number that comes before the organisation's own.
        """
        self._organisations = library.organisations
        self._numbers = numbers or {}

    def number(self, org: str | None, danger: float) -> str | None:
        """Return whom to call where `danger` (0 to 1) is high enough; else None."""
        return self.number_of(org) if danger >= IN_DANGER else None

    def number_of(self, org: str | None) -> str:
        """Return whom people of an organisation call, danger or not; of one unknown here, the first that is set."""
        known = self._organisations.get(org or "")  # its texts may have gone since
        its_own = self._numbers.get(org or "") or (known and known.emergency_number)
        return its_own or next(iter(self._numbers.values()), FALLBACK)


def emergency_text(number: str) -> str:
    """Return what to do, in a plain sentence."""
    return f"If someone may be in danger now, call {number} first."


def emergency_step(number: str | None) -> Iterator[NextStep]:
    """Yield the step that comes before all others; none without a number."""
    if number:
        yield NextStep(kind="emergency", text=emergency_text(number), target=number)
