"""How much work is going on after it was acknowledged: whoever stops the service lets it end first."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Going:
    """Counts it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._count = 0
        self._still = asyncio.Event()
        self._still.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one piece of work while it lasts."""
        self._count += 1
        self._still.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._still.set()

    async def settled(self, within: float | None = None) -> None:
        """Wait until nothing is going on, or so many seconds have passed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._still.wait()
