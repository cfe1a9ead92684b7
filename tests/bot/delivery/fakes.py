"""Typed stand-ins for what the courier is given, on one clock that tests move."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from handlers.cases.events import Notice, NoticeKind
from handlers.cases.people import Way, WayKind
from handlers.cases.store import Pending

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
PAGE = "https://conduct.example"
MAIL = "kim.secretary@example.org"


def pending(
    id_: str = "n1",
    *,
    kind: NoticeKind = "case",
    urgency: int = 1,
    way: WayKind = "mail",
    address: str = MAIL,
    subject: str = "Case C-7QK4-M2XD: something was reported that you are to see",
    text: str = "Something was reported that you are to see.",
    link: str | None = "/case/secret-token",
) -> Pending:
    """Return a notice of which only what a test is about need be named."""
    notice = Notice(
        way=Way(kind=way, address=address), to="kim", kind=kind, urgency=urgency, subject=subject, text=text, link=link
    )
    return Pending(id=id_, case=f"case-of-{id_}", notice=notice, created_at=NOW, failures=0, alarmed=False)


async def until(is_true: Callable[[], bool]) -> None:
    """Let everything else run until something is true."""
    async with asyncio.timeout(10):
        while not is_true():  # noqa: ASYNC110 - what is waited for may be anything; no time passes
            await asyncio.sleep(0)


@dataclass(slots=True)
class FakeTime:
    """Time that stands still until a test moves it."""

    now: datetime = NOW
    _pauses: list[tuple[datetime, asyncio.Event]] = field(default_factory=list)

    def clock(self) -> datetime:
        """Return the time."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Wait until the time was moved so far."""
        one = (self.now + timedelta(seconds=seconds), asyncio.Event())
        self._pauses.append(one)
        try:
            await one[1].wait()
        finally:
            self._pauses.remove(one)

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
        for end, ended in self._pauses:
            if end <= self.now:
                ended.set()

    @property
    def pauses(self) -> list[float]:
        """How many seconds everybody who waits still has to wait, the shortest first."""
        return sorted((end - self.now).total_seconds() for end, ended in self._pauses if not ended.is_set())


@dataclass(slots=True)
class Journal:
    """What was asked of whom, in order; and what goes wrong, by the name of the call."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    faults: dict[str, list[Exception]] = field(default_factory=dict)

    def note(self, call: str, what: str) -> None:
        """Note a call, and let go wrong what is to."""
        self.calls.append((call, what))
        if self.faults.get(call):
            raise self.faults[call].pop(0)

    def named(self, call: str) -> list[str]:
        """Return what one call was asked with."""
        return [what for name, what in self.calls if name == call]


@dataclass(slots=True)
class _Kept:
    pending: Pending
    due: datetime
    claimed_until: datetime | None = None
    reasons: list[str] = field(default_factory=list)
    delivered_at: datetime | None = None


class FakeOutbox:
    """An `Outbox` in memory."""

    def __init__(self, journal: Journal, *notices: Pending) -> None:
        """Keep these notices, due since they were made."""
        self.journal = journal
        self.kept = {one.id: _Kept(one, one.created_at) for one in notices}

    def add(self, one: Pending) -> None:
        """Keep another one."""
        self.kept[one.id] = _Kept(one, one.created_at)

    def waiting(self) -> list[str]:
        """Return the ids of what is not delivered."""
        return [id_ for id_, one in self.kept.items() if one.delivered_at is None]

    async def claim(self, now: datetime, *, most: int, lease: timedelta) -> Sequence[Pending]:
        """Return what is due and claimed by nobody."""
        self.journal.note("claim", str(most))
        free = [
            one
            for one in self.kept.values()
            if one.delivered_at is None and one.due <= now and (one.claimed_until is None or one.claimed_until <= now)
        ]
        found = sorted(free, key=lambda one: (one.pending.notice.urgency, one.due))[:most]
        for one in found:
            one.claimed_until = now + lease
        return [one.pending for one in found]

    async def delivered(self, id_: str, at: datetime) -> None:
        """Note it."""
        self.journal.note("delivered", id_)
        self.kept[id_].delivered_at = at

    async def failed(self, id_: str, *, reason: str, next_at: datetime) -> None:
        """Note it, count it, and end the claim."""
        self.journal.note("failed", id_)
        one = self.kept[id_]
        one.pending = replace(one.pending, failures=one.pending.failures + 1)
        one.due, one.claimed_until = next_at, None
        one.reasons.append(reason)

    async def hasten(self, ids: Collection[str], at: datetime) -> None:
        """Make them due."""
        self.journal.note("hasten", " ".join(sorted(ids)))
        for id_ in ids:
            self.kept[id_].due = min(self.kept[id_].due, at)

    async def alarmed(self, id_: str, at: datetime) -> None:
        """Note it."""
        self.journal.note("alarmed", id_)
        self.kept[id_].pending = replace(self.kept[id_].pending, alarmed=True)

    async def next_at(self) -> datetime | None:
        """Return when the next one is due."""
        self.journal.note("next_at", "")
        times = [max(one.due, one.claimed_until or one.due) for one in self.kept.values() if one.delivered_at is None]
        return min(times, default=None)


@dataclass(slots=True)
class FakeWatch:
    """Notes what it is told, in the same journal."""

    journal: Journal
    refused: set[str] = field(default_factory=set)
    faults_of_asking: list[Exception] = field(default_factory=list)
    looked: int = 0
    found: int = 0

    async def look_after(self) -> int:
        """Say for how many cases something was done."""
        self.looked += 1
        self.journal.note("look_after", "")
        return self.found

    async def was_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Note it."""
        self.journal.note("was_delivered", f"{id_} {to} {kind}")

    async def was_not_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Note it."""
        self.journal.note("was_not_delivered", f"{id_} {to} {kind}")

    async def may_be_sent(self, id_: str, notice: Notice) -> bool:
        """Tell what a test says; a case of which it says nothing has changed in nothing."""
        if self.faults_of_asking:
            raise self.faults_of_asking.pop(0)
        return id_ not in self.refused


@dataclass(slots=True)
class FakeSender:
    """Takes what it is given, or does what it is told to, try by try; waits at its gate, where it has one."""

    outcomes: list[Exception | None] = field(default_factory=list)
    gate: asyncio.Event | None = None
    always: Callable[[], Exception] | None = None
    sent: list[str] = field(default_factory=list)
    running: int = 0
    most: int = 0

    async def send(self, pending: Pending, at: datetime) -> None:
        """Take a notice."""
        self.sent.append(pending.id)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await self._pass()
        finally:
            self.running -= 1

    async def _pass(self) -> None:
        if self.gate:
            await self.gate.wait()
        if self.outcomes and (outcome := self.outcomes.pop(0)):
            raise outcome
        if self.always:
            raise self.always()
