"""What the courier takes notices from."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from handlers.cases.store import Pending


class Outbox(Protocol):
    """Keeps notices until they are delivered. Every method raises what its store raises."""

    async def claim(self, now: datetime, *, most: int, lease: timedelta) -> Sequence[Pending]:
        """Return what is due and claimed by nobody, and claim it; the most urgent first, then the oldest.

        Args:
            now: The time.
            most: How many at the most.
            lease: Until when the claim holds; after that, whoever asks gets them again.
        """
        ...

    async def delivered(self, id_: str, at: datetime) -> None:
        """Note that a notice was taken, or came too late to be of use; a second time changes nothing."""
        ...

    async def failed(self, id_: str, *, reason: str, next_at: datetime) -> None:
        """Note that a notice was not taken, count it, and end the claim; it is due again at `next_at`."""
        ...

    async def hasten(self, ids: Collection[str], at: datetime) -> None:
        """Make notices due now that wait for another try; what is claimed or no longer waits stays as it is."""
        ...

    async def alarmed(self, id_: str, at: datetime) -> None:
        """Note that somebody else was told that a notice cannot be delivered."""
        ...

    async def next_at(self) -> datetime | None:
        """Return when the next notice is due, or None where none waits."""
        ...
