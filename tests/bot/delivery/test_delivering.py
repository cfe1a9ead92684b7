"""Single notices: in which order what becomes of them is noted, and what happens where that breaks."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

import pytest
from structlog.testing import capture_logs

from bot.delivery.delivering import Delivery
from bot.delivery.here import HereSender
from bot.delivery.pace import Pace
from bot.delivery.sender import NotTaken, Reason, Sender
from handlers.cases.people import WayKind
from handlers.cases.store import Gone, NotKept, Pending
from tests.bot.delivery.fakes import NOW, FakeOutbox, FakeSender, FakeTime, FakeWatch, Journal, pending


@dataclass(slots=True)
class World:
    """An outbox, a watch and a sender around a delivery."""

    one: Pending = field(default_factory=pending)
    pace: Pace = field(default_factory=lambda: Pace(alarm_after=5))
    sender: FakeSender = field(default_factory=FakeSender)
    senders: Mapping[WayKind, Sender] | None = None
    journal: Journal = field(default_factory=Journal)
    time: FakeTime = field(default_factory=FakeTime)
    outbox: FakeOutbox = field(init=False)
    watch: FakeWatch = field(init=False)
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        """Put them together."""
        self.outbox = FakeOutbox(self.journal, self.one)
        senders: Mapping[WayKind, Sender] = {"mail": self.sender} if self.senders is None else self.senders
        self.watch = FakeWatch(self.journal)
        self.delivery = Delivery(
            self.outbox, senders, self.watch, clock=self.time.clock, pace=self.pace, chance=Random(1)
        )

    async def bring(self, times: int = 1) -> None:
        """Bring the notice as it is kept, so many times, an hour apart."""
        for _ in range(times):
            await self.delivery.bring(self.outbox.kept[self.one.id].pending)
            self.time.move(timedelta(hours=1))

    @property
    def kept(self) -> Pending:
        """The notice as it is kept."""
        return self.outbox.kept[self.one.id].pending


def refusing(times: int) -> FakeSender:
    """Return what refuses so often, and takes after that."""
    return FakeSender(outcomes=[NotTaken("refused") for _ in range(times)])


async def test_the_case_knows_first_that_its_notice_was_taken() -> None:
    """Were the outbox first, and the process killed, the case would never know."""
    world = World()
    await world.bring()
    assert world.sender.sent == ["n1"]
    assert world.journal.calls == [("was_delivered", "case-of-n1 kim case"), ("delivered", "n1")]
    assert world.outbox.kept["n1"].delivered_at == NOW


async def test_a_notice_that_is_not_taken_stays() -> None:
    """With the reason, the next time, and one failure more."""
    world = World(sender=refusing(1))
    await world.bring()
    kept = world.outbox.kept["n1"]
    assert (kept.reasons, kept.pending.failures, kept.delivered_at) == (["refused"], 1, None)
    assert timedelta(seconds=1) <= kept.due - NOW <= timedelta(seconds=5)
    assert world.journal.calls == [("failed", "n1")]


async def test_what_somebody_may_not_have_any_more_is_not_sent() -> None:
    """They were kept out after it was claimed; whoever says so has taken it from the outbox."""
    world = World()
    world.watch.refused.add("case-of-n1")
    await world.bring()
    assert world.sender.sent == []
    assert world.journal.calls == []


async def test_what_nobody_can_tell_about_is_not_sent_yet() -> None:
    """The case cannot be read at this moment: the claim ends with its lease, and it is asked again."""
    world = World()
    world.watch.faults_of_asking = [NotKept("the database is locked")]
    with capture_logs() as logged:
        await world.bring()
    assert (world.sender.sent, [one["notice"] for one in logged]) == ([], ["n1"])
    await world.bring()
    assert world.sender.sent == ["n1"]


async def test_an_outage_alarms_once_it_lasts() -> None:
    """Eight failures in five minutes hand a case to nobody; those of an hour do, and the notice stays."""
    world = World(sender=FakeSender(always=lambda: NotTaken("unreachable")))
    for minutes in (0, *[5] * 11):
        world.time.move(timedelta(minutes=minutes))
        await world.delivery.bring(world.kept)
    assert world.journal.named("was_not_delivered") == []
    world.time.move(timedelta(minutes=5))
    await world.delivery.bring(world.kept)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"]
    assert world.outbox.waiting() == ["n1"]


async def test_a_service_that_says_when_to_come_back_is_heard() -> None:
    """It is not tried sooner."""
    world = World(sender=FakeSender([NotTaken("throttled", retry_after=timedelta(minutes=7))]))
    await world.bring()
    assert world.outbox.kept["n1"].due == NOW + timedelta(minutes=7)


@pytest.mark.parametrize(("urgency", "after"), [(1, 5), (0, 2)])
async def test_somebody_else_is_told_once_and_the_notice_stays(urgency: int, after: int) -> None:
    """After so many failures; then it is tried as before, and taken in the end."""
    world = World(pending(urgency=urgency), sender=refusing(after + 7))
    with capture_logs() as logged:
        await world.bring(after - 1)
        assert world.journal.named("was_not_delivered") == []
        await world.bring(8)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"]
    assert world.journal.named("alarmed") == ["n1"]
    errors = [one for one in logged if one["log_level"] == "error"]
    assert errors == [
        {
            "event": "a notice cannot be delivered",
            "notice": "n1",
            "reason": "refused",
            "failures": after,
            "log_level": "error",
        }
    ]
    assert world.outbox.waiting() == ["n1"]
    await world.bring()
    assert world.outbox.waiting() == []


async def test_a_recipient_is_told_before_it_is_noted_that_they_were() -> None:
    """Were it noted first, and the process killed, nobody would be told."""
    world = World(sender=refusing(9))
    await world.bring(5)
    assert world.journal.calls[-3:] == [
        ("failed", "n1"),
        ("was_not_delivered", "case-of-n1 kim case"),
        ("alarmed", "n1"),
    ]


async def test_a_way_that_is_not_set_up_waits_for_somebody_to_set_it_up() -> None:
    """Somebody else is told at once, for no try will help."""
    world = World(senders={})
    await world.bring()
    assert world.outbox.kept["n1"].reasons == ["no way set up"]
    assert world.outbox.kept["n1"].due == NOW + timedelta(minutes=15)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"]
    await world.bring(3)
    assert len(world.journal.named("was_not_delivered")) == 1


async def test_what_stays_here_is_taken_at_once() -> None:
    """For whoever runs the assistant."""
    world = World(pending(way="here", address=""), senders={"here": HereSender()})
    await world.bring()
    assert world.outbox.waiting() == []


async def test_a_sender_that_breaks_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged as an incident, and tried again; what it says is not logged."""
    world = World(sender=FakeSender([RuntimeError("cannot reach kim@example.org")]))
    with capture_logs() as logged:
        await world.bring()
    assert world.outbox.kept["n1"].reasons == ["fault"]
    assert "incident" in logged[0]
    assert "RuntimeError at fakes.py" in caplog.text
    assert "kim@" not in caplog.text + str(logged)


async def test_a_sender_that_takes_too_long_is_stopped() -> None:
    """Its lease must not run out under it."""
    sender = FakeSender(gate=asyncio.Event())
    world = World(sender=sender, pace=Pace(limit=timedelta(seconds=0.01)))
    await world.bring()
    assert world.outbox.kept["n1"].reasons == ["timeout"]
    assert sender.running == 0


@pytest.mark.parametrize("call", ["was_delivered", "delivered"])
@pytest.mark.parametrize("fault", [NotKept("the database is locked"), RuntimeError("odd")])
async def test_what_was_taken_is_not_sent_again_because_it_could_not_be_noted(call: str, fault: Exception) -> None:
    """Nobody gets the same mail all night because a disk is full; it is noted as soon as it can be."""
    world = World()
    world.journal.faults[call] = [fault, fault]
    with capture_logs() as logged:
        await world.bring(3)
    assert world.sender.sent == ["n1"]
    assert world.outbox.kept["n1"].delivered_at == NOW
    assert [("incident" in one, one["notice"]) for one in logged] == [(True, "n1")] * 2
    assert world.journal.named("failed") == []


async def test_a_courier_that_was_killed_after_sending_sends_the_same_again() -> None:
    """A new process does not know; the id is the same."""
    world = World()
    world.journal.faults["delivered"] = [NotKept("the process ends here")]
    await world.bring()
    after = World(world.one)
    await after.bring()
    assert world.sender.sent + after.sender.sent == ["n1", "n1"]
    assert after.outbox.waiting() == []


async def test_a_case_that_is_no_more_keeps_no_notice_alive() -> None:
    """It was disposed of while its notice was on its way."""
    world = World()
    world.journal.faults["was_delivered"] = [Gone()]
    await world.bring()
    assert world.outbox.waiting() == []


async def test_a_case_that_is_no_more_is_alarmed_about_once() -> None:
    """There is nobody left to tell."""
    world = World(sender=refusing(9))
    world.journal.faults["was_not_delivered"] = [Gone()]
    await world.bring(8)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"]
    assert world.kept.alarmed


async def test_somebody_else_is_told_at_the_next_failure_where_it_failed_at_first() -> None:
    """A database that was locked."""
    world = World(sender=refusing(9))
    world.journal.faults["was_not_delivered"] = [NotKept("locked")]
    await world.bring(5)
    assert not world.kept.alarmed
    await world.bring(3)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"] * 2
    assert world.kept.alarmed


async def test_nobody_else_is_told_twice_because_it_could_not_be_noted() -> None:
    """Each time one more person would see the case."""
    world = World(sender=refusing(9))
    world.journal.faults["alarmed"] = [NotKept("locked"), NotKept("locked")]
    await world.bring(9)
    assert world.journal.named("was_not_delivered") == ["case-of-n1 kim case"]
    assert world.journal.named("alarmed") == ["n1"] * 3


async def test_a_failure_that_cannot_be_noted_is_tried_again() -> None:
    """The claim ends with its lease."""
    world = World(sender=refusing(1))
    world.journal.faults["failed"] = [NotKept("locked")]
    await world.bring(2)
    assert world.sender.sent == ["n1", "n1"]
    assert world.outbox.waiting() == []


@pytest.mark.parametrize(("age", "sent"), [(timedelta(minutes=9, seconds=59), ["n1"]), (timedelta(minutes=10), [])])
async def test_a_code_that_nobody_can_use_any_more_is_dropped(age: timedelta, sent: list[str]) -> None:
    """It is ten minutes old; the case does not count it as delivered."""
    world = World(pending(kind="code", urgency=0))
    world.time.move(age)
    await world.bring()
    assert world.sender.sent == sent
    assert world.outbox.waiting() == []
    assert len(world.journal.named("was_delivered")) == len(sent)


async def test_nobody_else_is_told_of_a_case_because_a_code_did_not_arrive() -> None:
    """Whoever asked for it asks again; an operator finds it in the log."""
    world = World(pending(kind="code", urgency=0), sender=refusing(9))
    with capture_logs() as logged:
        for _ in range(4):
            await world.delivery.bring(world.kept)
    assert world.journal.named("was_not_delivered") == []
    assert world.journal.named("alarmed") == ["n1"]
    assert [one["event"] for one in logged if one["log_level"] == "error"] == ["a notice cannot be delivered"]


async def test_a_notice_that_is_old_is_brought_nevertheless() -> None:
    """Only codes expire."""
    world = World()
    world.time.move(timedelta(days=30))
    await world.bring()
    assert world.sender.sent == ["n1"]


async def test_a_notice_to_the_reporter_is_noted_too() -> None:
    """It is for nobody who has a key."""
    plain = pending(kind="to_reporter", urgency=3)
    world = World(replace(plain, notice=replace(plain.notice, to=None)))
    await world.bring()
    assert world.journal.named("was_delivered") == ["case-of-n1 None to_reporter"]


@pytest.mark.parametrize("reason", ["unreachable", "timeout", "refused"])
async def test_a_service_that_is_back_gets_the_rest_at_once(reason: Reason) -> None:
    """What waits because the service was away need not wait longer."""
    world = World(sender=FakeSender(outcomes=[NotTaken(reason), NotTaken(reason)]))
    await _bring_three(world)
    assert world.journal.named("hasten") == ["n1 n2"]
    assert all(one.due <= NOW for one in world.outbox.kept.values())


@pytest.mark.parametrize(("reason", "again"), [("unreachable", ["n1", "n1"]), ("refused", ["n1"])])
async def test_what_is_refused_for_itself_is_hastened_once(reason: Reason, again: list[str]) -> None:
    """It must not be tried whenever another one is taken."""
    world = World(sender=FakeSender(outcomes=[NotTaken(reason), None, NotTaken(reason), None]))
    for id_ in ("n2", "n3"):
        world.outbox.add(pending(id_))
    for id_ in ("n1", "n2", "n1", "n3"):
        await world.delivery.bring(world.outbox.kept[id_].pending)
    assert world.journal.named("hasten") == again


async def _bring_three(world: World) -> None:
    for id_ in ("n2", "n3"):
        world.outbox.add(pending(id_))
    for id_ in ("n1", "n2", "n3"):
        await world.delivery.bring(world.outbox.kept[id_].pending)


async def test_another_service_that_works_hastens_nothing() -> None:
    """The mail server is away; the webhook is not."""
    mail, hook = FakeSender(outcomes=[NotTaken("unreachable")]), FakeSender()
    world = World(senders={"mail": mail, "webhook": hook})
    world.outbox.add(pending("n2", way="webhook", address="https://hooks.example/1"))
    for id_ in ("n1", "n2"):
        await world.delivery.bring(world.outbox.kept[id_].pending)
    assert world.journal.named("hasten") == []
