"""Threads beside the event loop, in which transactions run from their first statement to their last.

One hop between threads a transaction, not one a statement: to hop is what would take longest.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Threads:
    """Some threads, which are made as they are needed. What finds none free waits its turn, in order."""

    def __init__(self, most: int) -> None:
        """Keep how many there are at the most."""
        self._pool = ThreadPoolExecutor(most, thread_name_prefix="storage")

    async def run(self, work: Callable[[], T]) -> T:
        """Do something in one of them, and return what comes of it.

        Whoever is cancelled meanwhile takes back what has not begun; for what has, they wait: when they go on, it is
        done or failed, and holds nobody up.
        """
        job = self._pool.submit(work)
        done = asyncio.wrap_future(job)
        try:
            return await asyncio.shield(done)
        except asyncio.CancelledError:
            if not job.cancel():
                done.add_done_callback(_seen)
                await asyncio.wait([done])
            raise

    async def end(self) -> None:
        """Wait for whatever has begun or waits its turn, and end the threads."""
        await asyncio.to_thread(self._pool.shutdown)


def _seen(done: "asyncio.Future[T]") -> None:
    """Take note of what became of it; whoever waited for it was cancelled, and is not told."""
    if not done.cancelled():
        done.exception()
