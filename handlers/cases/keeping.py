"""What whoever looks after the records does with a case: hold it, file it, dispose of it under a schedule."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.cases.case import Case
from handlers.cases.events import Event
from handlers.cases.rules import Rules, Schedule
from handlers.cases.store import Changed
from handlers.forms.model import clean
from handlers.request import BadRequest

_MOST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """The record of a disposal: under which schedule, when, by whose authority, and who did it, where that is known."""

    schedule: Schedule
    at: datetime
    filed_as: str = field(repr=False)
    who: str | None = field(default=None, repr=False)

    def sentence(self) -> str:
        """Return it as the history keeps it."""
        by = f", by {self.who}" if self.who else ""
        return (
            f"Disposed of under {self.schedule.name}, by the authority of {self.schedule.authority}, on "
            f"{self.at.date().isoformat()}{by}; filed as {self.filed_as}."
        )


def hold(case: Case, reason: str) -> Changed:
    """Put a case under legal hold: it is not disposed of until it is released.

    Raises:
        BadRequest: No reason is given, or too long a one.
    """
    event = Event(action="held", actor="operator", details=_line(reason, "Say why, in a line."))
    return Changed(case=replace(case, on_hold=True), events=(event,))


def release(case: Case, reason: str) -> Changed:
    """Release a case from legal hold.

    Raises:
        BadRequest: No reason is given, or too long a one.
    """
    event = Event(action="released", actor="operator", details=_line(reason, "Say why, in a line."))
    return Changed(case=replace(case, on_hold=False), events=(event,))


def filed_as_record(case: Case, reference: str) -> Changed:
    """Note under which reference a case was filed in the recordkeeping system.

    Raises:
        BadRequest: No reference is given, or too long a one.
    """
    said = _line(reference, "Say under which reference it was filed.")
    return Changed(
        case=replace(case, filed_as=said), events=(Event(action="filed_as_record", actor="operator", details=said),)
    )


def disposal(case: Case, at: datetime, rules: Rules, *, who: str | None = None) -> Disposal:
    """Return the record of disposing of a case now.

    Args:
        case: What is disposed of.
        at: The time.
        rules: Of its organisation.
        who: Does it, or None where that is not known.

    Raises:
        BadRequest: It may not be disposed of; the message says why.
    """
    if rules.schedule is None:
        raise BadRequest(f"No records schedule is set for '{case.org}'; nothing is disposed of without one.")
    if case.on_hold:
        raise BadRequest(f"Case {case.number} is under legal hold.")
    if case.ended_at is None:
        raise BadRequest(f"Case {case.number} has not ended.")
    if case.filed_as is None:
        raise BadRequest(f"Case {case.number} is not confirmed as filed in the recordkeeping system.")
    if at < case.ended_at + rules.schedule.after:
        until = (case.ended_at + rules.schedule.after).date().isoformat()
        raise BadRequest(f"Case {case.number} is kept until {until}.")
    return Disposal(schedule=rules.schedule, at=at, filed_as=case.filed_as, who=who)


def _line(text: str, otherwise: str) -> str:
    plain = clean(text, lines=False)
    if not plain:
        raise BadRequest(otherwise)
    if len(plain) > _MOST:
        raise BadRequest(f"At most {_MOST} characters, please; these are {len(plain):,}.")
    return plain
