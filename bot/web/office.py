"""What the page needs of the office."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.office import Desks
from handlers.cases.clocks import Clock
from handlers.forms.model import Answers


class Keys(Protocol):
    """Has keys for every purpose."""

    def subkey(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose of its own, which stay the same."""
        ...

    def signing(self, purpose: str) -> Sequence[bytes]:
        """Return 32 bytes each for a purpose of its own, the newest first, which change as keys rotate."""
        ...


class Courier(Protocol):
    """Brings notices."""

    def wake(self) -> None:
        """Say that there may be something to bring."""
        ...


class FormDrafts(Protocol):
    """Keeps forms that somebody has begun to fill in, each for a day after it was last changed."""

    async def put(self, owner: str, form: str, answers: Answers, *, at: datetime) -> None:
        """Keep what somebody has filled in, in place of what there was."""
        ...

    async def get(self, owner: str, form: str, *, at: datetime) -> Answers | None:
        """Return what somebody has filled in so far, or None."""
        ...

    async def drop(self, owner: str, form: str) -> None:
        """Forget what somebody has filled in."""
        ...


class Office(Protocol):
    """Takes and keeps cases; what it works with is replaced while it runs: ask it for it each time."""

    @property
    def desks(self) -> Desks:
        """Return what is done with cases, as of now."""
        ...

    @property
    def courier(self) -> Courier:
        """Return what brings notices."""
        ...

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""
        ...

    @property
    def form_drafts(self) -> FormDrafts:
        """Return what keeps forms that are half filled in."""
        ...

    @property
    def keyring(self) -> Keys:
        """Return the keys."""
        ...


OfficeNow = Callable[[], Office | Exception]
"""Returns what takes and keeps cases, or why there is nothing that does as of now."""
