"""Threads beside the event loop."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from bot.storage.threads import Threads


class Gate:
    """What work waits for that goes through it; it keeps in mind what came as far, and what went through."""

    def __init__(self) -> None:
        """Begin closed."""
        self.open = threading.Event()
        self.done = list[str]()
        self._reached = threading.Event()

    def work(self, name: str) -> Callable[[], str]:
        """Return work that waits here, and then returns its name; one named `bad` raises."""

        def work() -> str:
            self._reached.set()
            self.open.wait()
            self.done.append(name)
            if name == "bad":
                raise KeyError(name)
            return name

        return work

    async def reached(self) -> None:
        """Wait until the first work is here."""
        await asyncio.to_thread(self._reached.wait)


@pytest.fixture
def gate() -> Gate:
    """A gate."""
    return Gate()


async def test_what_comes_of_it_is_returned_or_raised() -> None:
    """As if it had been done here."""
    threads = Threads(1)
    assert await threads.run(lambda: 7) == 7
    with pytest.raises(KeyError, match="seven"):
        await threads.run(lambda: dict[str, int]()["seven"])
    await threads.end()


async def test_what_finds_none_free_is_done_in_order(gate: Gate) -> None:
    """Nobody overtakes."""
    threads = Threads(1)
    waiting = [asyncio.ensure_future(threads.run(gate.work(name))) for name in "abc"]
    await gate.reached()
    gate.open.set()
    assert list(await asyncio.gather(*waiting)) == gate.done == ["a", "b", "c"]
    await threads.end()


async def test_what_has_not_begun_is_taken_back(gate: Gate) -> None:
    """What has begun goes on, and so does what comes after."""
    threads = Threads(1)
    first, second, third = [asyncio.ensure_future(threads.run(gate.work(name))) for name in "abc"]
    await gate.reached()
    second.cancel()
    await asyncio.wait([second])
    assert gate.done == []
    gate.open.set()
    assert list(await asyncio.gather(first, third)) == gate.done == ["a", "c"]
    await threads.end()


@pytest.mark.parametrize("name", ["good", "bad"])
async def test_whoever_is_cancelled_goes_on_once_it_has_ended(gate: Gate, name: str) -> None:
    """Else it might hold what they want next."""
    threads = Threads(1)
    waiting = asyncio.ensure_future(threads.run(gate.work(name)))
    await gate.reached()
    waiting.cancel()
    await asyncio.sleep(0)
    assert not waiting.done()
    gate.open.set()
    await asyncio.wait([waiting])
    assert (waiting.cancelled(), gate.done) == (True, [name])
    await threads.end()


async def test_whoever_is_cancelled_twice_leaves_nothing_behind(gate: Gate) -> None:
    """It ends all the same, whatever becomes of it, and the thread is free again."""
    threads = Threads(1)
    waiting = asyncio.ensure_future(threads.run(gate.work("bad")))
    await gate.reached()
    while not waiting.done():
        waiting.cancel()
        await asyncio.sleep(0)
    gate.open.set()
    assert await threads.run(lambda: 7) == 7
    assert gate.done == ["bad"]
    await threads.end()
