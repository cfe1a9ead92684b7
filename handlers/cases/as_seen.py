"""Acting on a case as it was seen: whatever somebody else did since, nobody decides over it unawares."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime
from hashlib import sha256

from handlers.cases.case import Case
from handlers.cases.store import Changed
from handlers.cases.wording import TO_RECIPIENT
from handlers.cases.work import Work


class Moved(Exception):
    """The case is not as it was seen any more; nothing was done."""


def stamp(case: Case) -> str:
    """Return what changes when something happens to a case that a recipient should know of before they act."""
    said = (TO_RECIPIENT[case.state], case.outcome, len(case.messages), len(case.assignments))
    return sha256(repr(said).encode()).hexdigest()[:16]


def as_seen(work: Work, seen: str, submission: str | None = None) -> Work:
    """Return what changes a case only while its stamp is the one that was seen, and else raises Moved.

    Args:
        work: What changes it anyway.
        seen: The stamp.
        submission: Of the press of the button: what was said with it already changed the stamp itself.
    """
    known = {one.name: getattr(work, one.name) for one in fields(work)}
    return _AsSeen(**known, seen=seen, submission=submission)


@dataclass(frozen=True, slots=True, kw_only=True)
class _AsSeen(Work):
    """The check is part of the change: of two who act at once, in whichever process, the second is told."""

    seen: str = field(repr=False)
    submission: str | None = field(repr=False)

    async def change(self, id_: str, step: Callable[[Case, datetime], Changed]) -> Case:
        """Let something happen to a case now, if it is as it was seen.

        Raises:
            Moved: It is not.
            Gone, NotKept: As the store says; and whatever the step raises.
        """

        def checked(case: Case, at: datetime) -> Changed:
            if stamp(case) != self.seen and not case.has_said(self.submission):
                raise Moved
            return step(case, at)

        return await Work.change(self, id_, checked)
