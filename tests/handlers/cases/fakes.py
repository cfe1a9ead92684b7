"""Typed stand-ins for what the desks are given."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from handlers.cases.case import Case
from handlers.cases.events import Action, Actor, Event, Notice
from handlers.cases.links import Links, regrouped
from handlers.cases.notices import Naming
from handlers.cases.people import Person
from handlers.cases.recipients import Planner
from handlers.cases.rules import Rules
from handlers.cases.store import Change, Changed, Gone, HistoryEntry, NotKept, Pending, Summary
from handlers.cases.work import Work
from handlers.emergency import Emergency
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON

KEY = bytes(range(32))
LINKS = Links(KEY)

Place = tuple[str, str | None, str]
"""Organisation, unit or None, and role."""


def tag(person: Person) -> str:
    """Return by what somebody is chosen in a list."""
    return LINKS.tag(person.key)


@dataclass(slots=True)
class FakeClock:
    """Stands still until it is put forward."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def forward(self, **time: float) -> datetime:
        """Let time pass: `forward(days=2)`; return the time then."""
        self.now += timedelta(**time)
        return self.now


@dataclass(slots=True)
class FakeStaff:
    """A `Staff` that is written down, by organisation, unit and role."""

    entries: dict[Place, tuple[Person, ...]] = field(default_factory=dict)

    def people(self, organisation: str, unit: str | None, role: str) -> tuple[Person, ...]:
        """Return who fills a role in a unit, or else in the organisation."""
        of_unit = self.entries.get((organisation, unit, role))
        return of_unit or self.entries.get((organisation, None, role), ())

    def everybody(self, organisation: str) -> tuple[Person, ...]:
        """Return all who are written down for an organisation, and their deputies."""
        here = [one for place, people in self.entries.items() if place[0] == organisation for one in people]
        return tuple(person for one in here for person in (one, *one.deputies))


@dataclass(slots=True)
class FakePractice:
    """The same rules everywhere."""

    here: Rules = field(default_factory=Rules)

    def rules(self, organisation: str) -> Rules:
        """Return them."""
        return self.here


@dataclass(slots=True)
class FakeStore:
    """A `CaseStore` in memory. It shows every change to its case twice, as a store does that meets a conflict.

    Attributes:
        outbox: What is to be sent, oldest first; a test may clear it.
        broken: Whether nothing can be kept.
    """

    outbox: list[Pending] = field(default_factory=list)
    broken: bool = False
    _cases: dict[str, Case] = field(default_factory=dict)
    _versions: dict[str, int] = field(default_factory=dict)
    _disposed: dict[str, Summary] = field(default_factory=dict)
    _submissions: dict[str, str] = field(default_factory=dict)
    _receipts: dict[str, str] = field(default_factory=dict)
    _history: list[HistoryEntry] = field(default_factory=list)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _sent: int = 0

    async def file(self, changed: Changed, *, submission: str, receipt: str) -> Case:
        """Keep a new case, or return the one that this submission made."""
        async with self._lock:
            if submission in self._submissions:
                return self._kept(self._submissions[submission])
            self._check()
            case = changed.case
            self._submissions[submission] = self._receipts[regrouped(receipt)] = case.id
            self._keep(changed, case.filed_at)
            return case

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Let something happen to a case, alone."""
        async with self._lock:
            case = self._kept(id_)
            change(case)
            await asyncio.sleep(0)  # a store waits here too
            changed = change(case)
            self._check()
            self._keep(changed, at)
            return changed.case

    async def get(self, id_: str) -> Case:
        """Return a case."""
        return self._kept(id_)

    async def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        return next((one for one in self._cases.values() if one.number == number), None)

    async def by_receipt(self, receipt: str) -> Case | None:
        """Return the case with this receipt code."""
        return self._cases.get(self._receipts.get(regrouped(receipt), ""))

    async def of_reporter(self, identity: str) -> Sequence[Case]:
        """Return the cases of somebody who is signed in, the newest first."""
        own = [one for one in self._cases.values() if one.reporter and one.reporter.identity == identity]
        return sorted(own, key=lambda one: one.filed_at, reverse=True)

    async def versions(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return how often each of these cases was changed."""
        return {one: self._versions.get(one, 0) for one in ids if one in self._cases}

    async def due(self, now: datetime) -> Sequence[str]:
        """Return the cases for which something is to be done, the longest due first."""
        waiting = [(one.next_at, one.id) for one in self._cases.values() if one.next_at and one.next_at <= now]
        return [id_ for _, id_ in sorted(waiting)]

    async def dispose(self, id_: str, *, record: str, at: datetime) -> None:
        """Forget a case, and what its history says."""
        async with self._lock:
            case = self._kept(id_)
            if case.on_hold:
                raise BadRequest("It is under legal hold.")
            self._check()
            self._disposed[id_] = _summary(case, at)
            del self._cases[id_]
            self.outbox = [one for one in self.outbox if one.case != id_]
            self._history = [replace(e, who=None, details=None) if e.case == id_ else e for e in self._history]
            self._note(id_, Event(action="disposed", actor="operator", details=record), at)

    async def summaries(self) -> Sequence[Summary]:
        """Return what is known of every case, the oldest first."""
        found = [*(_summary(one, None) for one in self._cases.values()), *self._disposed.values()]
        return sorted(found, key=lambda one: one.filed_at)

    async def history(self, id_: str | None = None) -> AsyncIterator[HistoryEntry]:
        """Yield the history, the oldest first."""
        for entry in self._history:
            if id_ in (None, entry.case):
                yield entry

    def actions(self, id_: str) -> list[tuple[Action, Actor]]:
        """Return what happened to a case, and who did it."""
        return [(one.action, one.actor) for one in self._history if one.case == id_]

    def sent(self) -> list[tuple[str | None, str]]:
        """Return to whom what kind of notice went since this was last called."""
        found: list[tuple[str | None, str]] = [(one.notice.to, one.notice.kind) for one in self.outbox]
        self.outbox.clear()
        return found

    def put(self, case: Case) -> Case:
        """Keep a case that a test made, as it is."""
        self._cases[case.id] = case
        return case

    def _kept(self, id_: str) -> Case:
        if id_ not in self._cases:
            raise Gone
        return self._cases[id_]

    def _check(self) -> None:
        if self.broken:
            raise NotKept("It could not be kept, and nothing was sent; please try again.")

    def _keep(self, changed: Changed, at: datetime) -> None:
        case = changed.case
        self._cases[case.id] = case
        self._versions[case.id] = self._versions.get(case.id, 0) + 1
        withdrawn = self._revise(changed, at)
        for event in (*changed.events, *withdrawn):
            self._note(case.id, event, at)
        self._queue(case.id, changed.notices, at)

    def _revise(self, changed: Changed, at: datetime) -> list[Event]:
        """Withdraw what is not to be sent any more, and queue what is sent in its place."""
        found: list[Event] = []
        for one in [one for one in self.outbox if one.case == changed.case.id and changed.revise]:
            instead = changed.revise(one.notice) if changed.revise else None
            if instead != one.notice:
                self.outbox.remove(one)
                self._queue(one.case, [instead] if instead else [], at)
                found.append(Event(action="delivery_withdrawn", actor="assistant", details=one.notice.kind))
        return found

    def _queue(self, case: str, notices: Iterable[Notice], at: datetime) -> None:
        for notice in notices:
            self._sent += 1
            self.outbox.append(_pending(f"n{self._sent}", case, notice, at))

    def _note(self, id_: str, event: Event, at: datetime) -> None:
        self._history.append(
            HistoryEntry(
                number=len(self._history) + 1,
                case=id_,
                at=at,
                action=event.action,
                actor=event.actor,
                who=event.who,
                details=event.details,
            )
        )


def staffed(*people: Person, org: str = "bc", unit: str | None = None) -> FakeStaff:
    """Return a staff of these people, each in their role."""
    entries: dict[Place, tuple[Person, ...]] = {}
    for one in people:
        entries[org, unit, one.role] = (*entries.get((org, unit, one.role), ()), one)
    return FakeStaff(entries)


def naming_of(library: Library, reports: Reports) -> Naming:
    """Return how types are called, and the texts' own emergency numbers."""
    return Naming(types=reports.types, emergency=Emergency(library))


@dataclass(slots=True, kw_only=True)
class Office:
    """A place of work: what the desks share, and the fakes behind it."""

    work: Work
    store: FakeStore
    staff: FakeStaff
    practice: FakePractice
    clock: FakeClock


def office(library: Library, reports: Reports, staff: FakeStaff, **rules: object) -> Office:
    """Return a place of work with these people; what is said of the rules replaces what comes with the product."""
    store, clock = FakeStore(), FakeClock()
    practice = FakePractice(replace(Rules(), **rules))  # type: ignore[arg-type]
    work = Work(
        store=store,
        links=LINKS,
        staff=staff,
        planner=Planner(library, staff),
        practice=practice,
        reports=reports,
        naming=naming_of(library, reports),
        clock=clock,
    )
    return Office(work=work, store=store, staff=staff, practice=practice, clock=clock)


def _pending(id_: str, case: str, notice: Notice, at: datetime) -> Pending:
    return Pending(id=id_, case=case, notice=notice, created_at=at, failures=0, alarmed=False)


def _summary(case: Case, disposed_at: datetime | None) -> Summary:
    return Summary(
        id=case.id,
        kind=case.kind,
        org=case.org,
        type=case.type,
        state=case.state,
        filed_at=case.filed_at,
        anonymous=case.anonymous,
        on_hold=case.on_hold,
        next_at=case.next_at,
        disposed_at=disposed_at,
    )
