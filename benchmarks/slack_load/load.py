"""The measurements: one thing at a time, as much as goes, and what many people do when they like."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

import psutil

from benchmarks.slack_load.acts import Act
from benchmarks.slack_load.people import Person
from benchmarks.slack_load.sending import Request, Sender

LEAST = 1.1
"""Seconds between two things that a person does: nobody is faster, and Slack takes a message a second in a channel."""
_TICK, _LOOK = 0.01, 0.1
"""Seconds between looks at how late the loop is, and at whether all is done."""


@dataclass(slots=True, kw_only=True)
class Measured:
    """What was measured while something went on.

    Attributes:
        seconds: How long it went on.
        acts: How many things people did.
        requests: What was sent for them.
        service, generator, others: Share of the machine's processors that each took.
        lags: Seconds that the loop which sends and takes came too late, at each hundredth of a second.
    """

    seconds: float = 0.0
    acts: int = 0
    requests: list[Request] = field(default_factory=list)
    service: float = 0.0
    generator: float = 0.0
    others: float = 0.0
    lags: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who does what, and the process that answers."""

    people: Sequence[Person]
    acts: Sequence[Act]
    sender: Sender
    chance: Random
    process: psutil.Process

    def any_act(self) -> Act:
        """Return something that is done, by the shares."""
        return self.chance.choices(self.acts, [one.share for one in self.acts])[0]


async def alone(scene: Scene, times: int) -> Measured:
    """Have each thing done so many times, one after the other, each time by somebody else."""
    last = dict[str, float]()
    async with _measuring(scene) as measured:
        for act in scene.acts:
            for person in islice(cycle(scene.people), times):
                await asyncio.sleep(last.get(person.user, 0.0) + LEAST - time.perf_counter())
                await act.do(person)
                last[person.user] = time.perf_counter()
                measured.acts += 1
    return measured


async def at_most(scene: Scene, workers: int, seconds: float) -> Measured:
    """Have as much done as goes: each worker does one thing after the other."""
    order = [*scene.people]
    scene.chance.shuffle(order)  # in turn: so nobody comes to speak twice within a second
    people, end = cycle(order), time.perf_counter() + seconds

    async def work() -> None:
        while time.perf_counter() < end:
            await scene.any_act().do(next(people))
            measured.acts += 1

    async with _measuring(scene) as measured:
        await asyncio.gather(*(work() for _ in range(workers)))
    return measured


async def openly(scene: Scene, rate: float, seconds: float, *, waiting: Callable[[], int], patience: float) -> Measured:
    """Have everybody do things when they like, whether the app keeps up or not.

    Args:
        scene: Who does what.
        rate: Things a second, of all people together.
        seconds: How long.
        waiting: Tells how many wait for an answer.
        patience: Seconds after the end in which what is begun may end.
    """
    gap, end, going = len(scene.people) / rate, time.perf_counter() + seconds, set[asyncio.Task[None]]()

    async def live(person: Person) -> None:
        for moment in moments(scene.chance, gap, end - time.perf_counter()):
            await asyncio.sleep(start + moment - time.perf_counter())
            measured.acts += 1
            going.add(asyncio.create_task(_done(scene.any_act(), person)))

    async with _measuring(scene) as measured:
        start = time.perf_counter()
        await asyncio.gather(*map(live, scene.people))
        await asyncio.sleep(end - time.perf_counter())
    await _settled(going, waiting, patience)
    measured.requests = [*scene.sender.book]
    return measured


def moments(chance: Random, gap: float, seconds: float) -> list[float]:
    """Return when somebody does something, in seconds: by chance, `gap` apart on average, and `LEAST` at the least.

    Raises:
        ValueError: Nobody can do so much; there must be more people.
    """
    if gap <= LEAST:
        raise ValueError(f"one thing in {gap:.1f} s is more than a person does: let there be more people")
    found, moment = list[float](), chance.expovariate(1 / gap)
    while moment < seconds:
        found.append(moment)
        moment += LEAST + chance.expovariate(1 / (gap - LEAST))
    return found


async def _done(act: Act, person: Person) -> None:
    await act.do(person)


async def _settled(going: set[asyncio.Task[None]], waiting: Callable[[], int], patience: float) -> None:
    """Wait until all is done and nobody waits, or for so long."""
    for _ in range(int(patience / _LOOK)):
        if not waiting() and all(one.done() for one in going):
            break
        await asyncio.sleep(_LOOK)
    for one in going:
        one.cancel()
    for result in await asyncio.gather(*going, return_exceptions=True):
        if isinstance(result, Exception):
            raise result


@asynccontextmanager
async def _measuring(scene: Scene) -> AsyncIterator[Measured]:
    """Measure what goes on inside."""
    measured, processes = Measured(), (scene.process, psutil.Process(os.getpid()))
    scene.sender.book.clear()
    watching = asyncio.create_task(_lag(measured.lags))
    start, before = time.perf_counter(), _busy(*processes)
    try:
        yield measured
    finally:
        watching.cancel()
        measured.seconds = time.perf_counter() - start
        machine = measured.seconds * (psutil.cpu_count() or 1)
        shares = [(now - then) / machine for now, then in zip(_busy(*processes), before, strict=True)]
        measured.service, measured.generator, together = shares
        measured.others = max(0.0, together - measured.service - measured.generator)
        measured.requests = [*scene.sender.book]


def _busy(*processes: psutil.Process) -> list[float]:
    """Return for how many seconds each process has kept processors busy, and all that there are together."""
    machine = psutil.cpu_times()
    times = [one.cpu_times() for one in processes]
    return [*(float(one.user + one.system) for one in times), float(sum(machine) - machine.idle - machine.iowait)]


async def _lag(lags: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(_TICK)
        lags.append(max(0.0, time.perf_counter() - before - _TICK))
