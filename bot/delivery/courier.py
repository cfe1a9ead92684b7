"""The courier: takes notices from the outbox as they fall due, the most urgent first, and never gives one up."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Protocol

import structlog

from bot.delivery.delivering import Delivery, Informed
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.incidents import log_incident
from handlers.cases.clocks import Clock
from handlers.cases.people import WayKind
from handlers.cases.store import Pending

Pause = Callable[[float], Awaitable[None]]
"""Lets so many seconds pass."""

_SHORTEST_REST = 0.25
"""Seconds; what is due but claimed by somebody else must not keep the courier spinning."""

_log = structlog.get_logger()


class Watching(Informed, Protocol):
    """Is told what became of notices, and looks after cases."""

    async def look_after(self) -> int:
        """Do everything that is due by now; return for how many cases something was."""
        ...


class Courier:
    """Delivers. Several may share an outbox, in one process or in many."""

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[WayKind, Sender],
        watch: Watching,
        *,
        clock: Clock,
        pace: Pace | None = None,
        chance: Random | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Keep what delivering needs.

        Args:
            outbox: Where notices wait.
            senders: What takes them, by the kind of way; what is not in it waits until it is set up.
            watch: Is told what became of them, and looks after cases.
            clock: Tells the time.
            pace: How often to try, and how long to wait.
            chance: Spreads the tries.
            pause: Lets time pass.
        """
        self._outbox, self._watch, self._clock, self._pause = outbox, watch, clock, pause
        self._pace = pace or Pace()
        self._delivery = Delivery(outbox, senders, watch, clock=clock, pace=self._pace, chance=chance or Random())
        self._running = dict[str, asyncio.Task[None]]()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Say that there may be something to deliver; to be called from the loop that the courier runs in."""
        self._woken.set()

    async def deliver_once(self) -> int:
        """Try once what is due now, as much as may be on its way at the same time; return how many that were.

        Raises:
            What the outbox raises, where nothing can be claimed.
        """
        begun = await self._begin()
        if begun:
            await asyncio.wait(begun)
        return len(begun)

    async def run(self) -> None:
        """Deliver, and look after cases, until this is cancelled; tries that run then may end within the grace.

        No fault ends it: each is logged as an incident.
        """
        looking = asyncio.create_task(self._look_after())
        try:
            while True:
                await self._rest(await self._round())
        finally:
            looking.cancel()
            await self._finish()

    async def _round(self) -> float:
        """Begin what is due; return for how many seconds there is nothing else to do."""
        idle = self._pace.idle.total_seconds()
        try:
            await self._begin()
            if len(self._running) >= self._pace.at_once:
                return idle  # whatever ends wakes the courier
            next_at = await self._outbox.next_at()
        except Exception as error:
            _log.error("could not see what is to be delivered", incident=log_incident(error))
            return idle
        until = (next_at - self._clock()).total_seconds() if next_at else idle
        return min(max(until, _SHORTEST_REST), idle)

    async def _begin(self) -> list[asyncio.Task[None]]:
        """Claim what is due and begin to bring it; return the tries."""
        free = self._pace.at_once - len(self._running)
        if free <= 0:
            return []
        claimed = await self._outbox.claim(self._clock(), most=free, lease=self._pace.lease)
        # One that still runs here outlived its lease: it is left to itself.
        new = [one for one in claimed if one.id not in self._running]
        return [self._start(one) for one in sorted(new, key=lambda one: one.notice.urgency)]

    def _start(self, pending: Pending) -> asyncio.Task[None]:
        task = asyncio.create_task(self._delivery.bring(pending))
        self._running[pending.id] = task
        task.add_done_callback(lambda _: self._ended(pending.id))
        return task

    def _ended(self, id_: str) -> None:
        del self._running[id_]
        self.wake()

    async def _rest(self, seconds: float) -> None:
        """Wait until told, or until so many seconds have passed."""
        waits = [asyncio.ensure_future(self._pause(seconds)), asyncio.ensure_future(self._woken.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
        self._woken.clear()

    async def _look_after(self) -> None:
        while True:
            try:
                if await self._watch.look_after():
                    self.wake()
            except Exception as error:
                _log.error("could not look after the cases", incident=log_incident(error))
            await self._pause(self._pace.look_every.total_seconds())

    async def _finish(self) -> None:
        """Let the tries that run end; what does not is left to the lease, and tried again by whoever comes next."""
        running = list(self._running.values())
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=self._pace.grace.total_seconds())
        for one in late:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
