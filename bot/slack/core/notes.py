"""Where the Slack door keeps anything: short texts, sealed, each for a purpose."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol


class Note(Protocol):
    """A note."""

    @property
    def key(self) -> str:
        """Return what finds it."""
        ...

    @property
    def text(self) -> str:
        """Return what it says."""
        ...


class Notes(Protocol):
    """Keeps short texts sealed, each for a purpose."""

    async def put(
        self, kind: str, key: str, text: str, *, owner: str | None = None, expires_at: datetime | None = None
    ) -> None:
        """Keep a text in place of what there was."""
        ...

    async def get(self, kind: str, key: str, *, at: datetime) -> str | None:
        """Return a text, or None."""
        ...

    async def change(
        self,
        kind: str,
        key: str,
        change: Callable[[str | None], str | None],
        *,
        at: datetime,
        owner: str | None = None,
        expires_at: datetime | None = None,
    ) -> str | None:
        """Keep what becomes of a text; return it."""
        ...

    async def of_owner(self, kind: str, owner: str, *, at: datetime) -> Sequence[Note]:
        """Return all of an owner's."""
        ...

    async def drop(self, kind: str, key: str) -> None:
        """Forget a text."""
        ...

    async def drop_of_owner(self, kind: str, owner: str) -> int:
        """Forget all of an owner's."""
        ...

    async def expire(self, at: datetime) -> int:
        """Forget what has expired."""
        ...

    async def close(self) -> None:
        """Close what keeps them."""
        ...
