"""What keeps cases: everything that belongs together is kept in one step, or not at all."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.cases.case import Case, Kind, State
from handlers.cases.events import Action, Actor, Event, Notice


class Gone(Exception):
    """There is no such case (any more)."""


class NotKept(Exception):
    """What was to be kept could not be; the message is for the person, and says that nothing was sent either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A case after something happened to it, what happened, and what is to be sent because of it.

    Attributes:
        revise: Where not None, what becomes of each notice of the case that is still on its way; what is withdrawn, the
            history says beside the events.
    """

    case: Case
    events: tuple[Event, ...] = ()
    notices: tuple[Notice, ...] = ()
    revise: "Revise | None" = None


Revise = Callable[[Notice], Notice | None]
"""Returns the same notice, or another one that is to be sent in its place, or None where it is only withdrawn."""

Change = Callable[[Case], Changed]
"""What happens to a case: called with the case as it is kept, perhaps more than once; it does nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is known of a case without its keys.

    Attributes:
        disposed_at: When it was disposed of, or None; after that there is no more than this.
    """

    id: str
    kind: Kind
    org: str
    type: str
    state: State
    filed_at: datetime
    anonymous: bool
    on_hold: bool
    next_at: datetime | None
    disposed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """An entry of the history as it is kept.

    Attributes:
        who, details: None once the case was disposed of, but for the record of the disposal.
    """

    number: int
    case: str
    at: datetime
    action: Action
    actor: Actor
    who: str | None = field(repr=False)
    details: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A notice on its way, as it is kept.

    Attributes:
        id: The same on every try; it becomes the Message-ID or the idempotency key.
        case: Id of its case.
        created_at: When it was kept.
        failures: How often it could not be delivered.
        alarmed: Whether somebody else was told already.
    """

    id: str
    case: str
    notice: Notice
    created_at: datetime
    failures: int
    alarmed: bool


class CaseStore(Protocol):
    """Keeps cases."""

    async def file(self, changed: Changed, *, submission: str, receipt: str) -> Case:
        """Keep a new case.

        Args:
            changed: The case, that it was received, and whom to tell.
            submission: Given by the door once for one press of the button: a second time, nothing is kept anew.
            receipt: The code with which the reporter follows it up; only its keyed hash is kept.

        Returns:
            The case that is kept under this submission. Where it was kept before, that one's receipt counts.

        Raises:
            NotKept: It could not be kept.
        """
        ...

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Let something happen to a case, alone: of two at once, the second sees what the first has done.

        Args:
            id_: Of the case.
            change: What happens; if it raises, nothing is kept.
            at: The time.

        Raises:
            Gone: There is no such case, or it was disposed of.
            NotKept: It could not be kept.
        """
        ...

    async def get(self, id_: str) -> Case:
        """Return a case.

        Raises:
            Gone: There is no such case, or it was disposed of.
        """
        ...

    async def by_number(self, number: str) -> Case | None:
        """Return the case with this number, or None."""
        ...

    async def by_receipt(self, receipt: str) -> Case | None:
        """Return the case with this receipt code, or None."""
        ...

    async def of_reporter(self, identity: str) -> Sequence[Case]:
        """Return the cases of somebody who is signed in, the newest first."""
        ...

    async def versions(self, ids: Collection[str]) -> Mapping[str, int]:
        """Return how often each of these cases was changed; those that were disposed of are not among them."""
        ...

    async def due(self, now: datetime) -> Sequence[str]:
        """Return the ids of the cases for which something is to be done by now, the most urgent first."""
        ...

    async def dispose(self, id_: str, *, record: str, at: datetime) -> None:
        """Forget what a case holds, and what its history says of it; that it was there, and digests, stay.

        Args:
            id_: Of the case.
            record: Of the disposal, for the history.
            at: The time.

        Raises:
            Gone: There is no such case, or it was disposed of.
            BadRequest: It is under legal hold, perhaps since just now.
            NotKept: It could not be kept.
        """
        ...

    async def summaries(self) -> Sequence[Summary]:
        """Return what is known of every case, also of those that were disposed of, the oldest first."""
        ...

    def history(self, id_: str | None = None) -> AsyncIterator[HistoryEntry]:
        """Yield the history of a case, or of all of them, the oldest first."""
        ...
