"""The courier: what it takes up when, and that nothing ends it but whoever stops it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest
from structlog.testing import capture_logs

from bot.delivery.courier import Courier
from bot.delivery.pace import Pace
from bot.delivery.sender import NotTaken
from handlers.cases.store import NotKept, Pending
from tests.bot.delivery.fakes import NOW, FakeOutbox, FakeSender, FakeTime, FakeWatch, Journal, pending, until


@dataclass(slots=True)
class World:
    """A courier, and everything around it."""

    notices: tuple[Pending, ...] = (pending(),)
    pace: Pace = field(default_factory=Pace)
    sender: FakeSender = field(default_factory=FakeSender)
    journal: Journal = field(default_factory=Journal)
    time: FakeTime = field(default_factory=FakeTime)
    outbox: FakeOutbox = field(init=False)
    watch: FakeWatch = field(init=False)
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        """Put them together."""
        self.outbox = FakeOutbox(self.journal, *self.notices)
        self.watch = FakeWatch(self.journal)
        self.courier = Courier(
            self.outbox,
            {"mail": self.sender},
            self.watch,
            clock=self.time.clock,
            pace=self.pace,
            chance=Random(1),
            pause=self.time.pause,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["asyncio.Task[None]"]:
        """Run the courier until it rests for the first time, and stop it in the end."""
        task = asyncio.create_task(self.courier.run())
        await until(self.rests)
        try:
            yield task
        finally:
            assert not task.done()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

    def rests(self) -> bool:
        """Tell whether the courier waits for time to pass, and its look after the cases too."""
        return len(self.time.pauses) == 2 and not self.courier._woken.is_set()

    async def move(self, seconds: float) -> None:
        """Let time pass, and the courier come to rest again."""
        self.time.move(timedelta(seconds=seconds))
        await until(self.rests)


def several(*urgencies: int) -> tuple[Pending, ...]:
    """Return notices of these urgencies, named after their place and urgency."""
    return tuple(pending(f"{number}-{one}", urgency=one) for number, one in enumerate(urgencies))


async def test_what_is_due_is_tried_once() -> None:
    """And what was taken is not due any more."""
    world = World(several(1, 1, 1))
    assert await world.courier.deliver_once() == 3
    assert world.outbox.waiting() == []
    assert await world.courier.deliver_once() == 0


async def test_the_most_urgent_go_first() -> None:
    """Whatever came first."""
    world = World(several(2, 0, 1, 0), pace=Pace(at_once=1))
    while await world.courier.deliver_once():
        pass
    assert world.sender.sent == ["1-0", "3-0", "2-1", "0-2"]


async def test_no_more_are_on_their_way_than_may_be() -> None:
    """Nor more claimed: what is claimed and waits would outlive its lease."""
    world = World(several(*[1] * 5), pace=Pace(at_once=2), sender=FakeSender(gate=asyncio.Event()))
    once = asyncio.create_task(world.courier.deliver_once())
    await until(lambda: world.sender.running == 2)
    assert await world.courier.deliver_once() == 0
    assert world.journal.named("claim") == ["2"]
    assert world.sender.gate is not None
    world.sender.gate.set()
    assert await once == 2
    assert (world.sender.most, len(world.outbox.waiting())) == (2, 3)


async def test_a_fault_in_one_notice_does_not_touch_another() -> None:
    """Each is on its own."""
    world = World(several(0, 1, 2), pace=Pace(at_once=1), sender=FakeSender([RuntimeError("odd"), NotTaken("refused")]))
    for _ in range(3):
        await world.courier.deliver_once()
    assert world.outbox.waiting() == ["0-0", "1-1"]


async def test_who_asks_for_one_try_is_told_that_nothing_can_be_claimed() -> None:
    """A command says so."""
    world = World()
    world.journal.faults["claim"] = [NotKept("locked")]
    with pytest.raises(NotKept):
        await world.courier.deliver_once()


async def test_it_delivers_as_soon_as_it_is_told() -> None:
    """Without waiting for its next look."""
    world = World(())
    async with world.running():
        world.outbox.add(pending())
        world.courier.wake()
        await until(lambda: world.outbox.waiting() == [])
    assert world.time.now == NOW


async def test_it_looks_for_itself_every_few_seconds() -> None:
    """Another process may have filed something."""
    world = World(())
    async with world.running():
        assert world.time.pauses == [3, 60]
        world.outbox.add(pending())
        await world.move(3)
        assert world.outbox.waiting() == []


async def test_it_is_there_when_the_next_is_due() -> None:
    """Not later, and not before."""
    world = World(sender=FakeSender([NotTaken("throttled", retry_after=timedelta(seconds=7))]))
    async with world.running():
        assert [world.sender.sent, world.time.pauses[0]] == [["n1"], 3]
        await world.move(3)
        await world.move(3)
        assert [world.sender.sent, world.time.pauses[0]] == [["n1"], 1]
        await world.move(1)
        assert world.sender.sent == ["n1", "n1"]


async def test_what_is_due_but_claimed_by_somebody_else_does_not_keep_it_spinning() -> None:
    """It rests a little."""
    world = World()
    world.outbox.kept["n1"].claimed_until = NOW + timedelta(milliseconds=1)
    async with world.running():
        assert world.time.pauses[0] == 0.25


async def test_the_next_goes_as_soon_as_one_has_ended() -> None:
    """A slow service holds up no more than its own place."""
    world = World(several(*[1] * 6), pace=Pace(at_once=1))
    async with world.running():
        await until(lambda: world.outbox.waiting() == [])
    assert world.time.now == NOW


async def test_a_backlog_goes_out_while_one_try_hangs() -> None:
    """Two places, one of them taken for good: the rest passes by the other."""
    gate = asyncio.Event()
    stuck = FakeSender(gate=gate)
    world = World(several(*[1] * 4), pace=Pace(at_once=2, grace=timedelta(0)))
    world.outbox.add(pending("stuck", way="webhook", urgency=0))
    world.courier = Courier(
        world.outbox,
        {"mail": world.sender, "webhook": stuck},
        world.watch,
        clock=world.time.clock,
        pace=world.pace,
        pause=world.time.pause,
    )
    async with world.running():
        await until(lambda: world.outbox.waiting() == ["stuck"])
        assert stuck.running == 1


async def test_one_that_outlived_its_lease_is_not_begun_again_beside_itself() -> None:
    """It still runs here."""
    world = World(sender=FakeSender(gate=asyncio.Event()), pace=Pace(grace=timedelta(0)))
    async with world.running():
        await world.move(300)
        await world.move(3)
        assert len(world.journal.named("claim")) > 2
        assert world.sender.sent == ["n1"]


async def test_it_looks_after_the_cases_every_minute() -> None:
    """What time does to them is delivered at once."""
    world = World(())
    async with world.running():
        assert world.watch.looked == 1
        await world.move(59)
        assert world.watch.looked == 1
        world.watch.found = 1
        claims = len(world.journal.named("claim"))
        await world.move(1)
        assert world.watch.looked == 2
        assert len(world.journal.named("claim")) > claims


@pytest.mark.parametrize("call", ["claim", "next_at", "look_after", "delivered", "was_delivered", "failed"])
async def test_no_fault_ends_it(call: str) -> None:
    """Each is logged as an incident, without its words; all is delivered in the end."""
    world = World(several(0, 1), sender=FakeSender([NotTaken("refused")]))
    world.journal.faults[call] = [RuntimeError("cannot tell kim@example.org")]
    with capture_logs() as logged:
        async with world.running():
            for _ in range(60):
                await world.move(3)
            assert world.outbox.waiting() == []
    assert len([one for one in logged if "incident" in one]) == 1
    assert "kim@" not in str(logged)


async def test_a_database_that_is_away_for_an_hour_ends_nothing() -> None:
    """Afterwards everything goes out."""
    world = World(several(1, 0))
    world.journal.faults = {call: [NotKept("locked") for _ in range(1200)] for call in ("claim", "look_after")}
    async with world.running():
        for _ in range(1200):
            await world.move(3)
        await until(lambda: world.outbox.waiting() == [])


async def test_a_try_that_runs_ends_before_it_stops() -> None:
    """What the service took is noted; what it will not take in time is left to whoever comes next."""
    gate = asyncio.Event()
    world = World(sender=FakeSender(gate=gate))
    task = asyncio.create_task(world.courier.run())
    await until(lambda: world.sender.running == 1)
    task.cancel()
    await until(lambda: len(world.time.pauses) == 0)
    assert not task.done()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert world.outbox.waiting() == []


async def test_a_try_that_hangs_does_not_keep_it_from_stopping() -> None:
    """Its notice stays, and its claim ends with the lease."""
    world = World(sender=FakeSender(gate=asyncio.Event()), pace=Pace(grace=timedelta(0)))
    task = asyncio.create_task(world.courier.run())
    await until(lambda: world.sender.running == 1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (world.sender.running, world.outbox.waiting()) == (0, ["n1"])
    after = World(())
    after.outbox.kept = world.outbox.kept
    after.time.move(after.pace.lease)
    assert await after.courier.deliver_once() == 1
    assert after.outbox.waiting() == []
