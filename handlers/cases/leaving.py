"""What becomes of a case when somebody may see it no more: what they did to it, and who has it now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from handlers.cases.case import Assignment, Case, State
from handlers.cases.clocks import group, waits_for
from handlers.cases.events import Event
from handlers.cases.kept_out import is_out
from handlers.cases.store import Changed

Reaches = Callable[[Case, Assignment], bool]
"""Tells whether somebody who received a case may see it still, and can be told of it."""


def set_back(case: Case) -> Changed:
    """Return a case in the state to which those brought it who are not kept out: what the others did does not count."""
    state = _state(case)
    if state == case.state:
        return Changed(case=case)
    event = Event(action="set_back", actor="assistant", details=f"{case.state} -> {state}")
    after = replace(case, state=state, moved_by=None, outcome=None, ended_at=None, review_at=None)
    return Changed(case=after, events=(event,))


def asked_anew(before: Case, case: Case, at: datetime, reaches: Reaches) -> tuple[Assignment, ...]:
    """Return the assignments, changed, of those who are waited for because somebody else is gone.

    Their time begins now. They were not waited for until now, or somebody else was told instead of them, and is gone.

    Args:
        before: The case before somebody left.
        case: The case after that.
        at: The time.
        reaches: Tells who can be asked.
    """

    def is_alone(one: Assignment) -> bool:
        rests = _rests(case, one) and not _rests(before, one)
        return waits_for(case, one) and reaches(case, one) and (rests or not waits_for(before, one))

    asked = (one for one in case.assignments if is_alone(one))
    return tuple(replace(one, asked_at=at, reminded_at=None, escalated_at=None) for one in asked)


def left_without(case: Case, reaches: Reaches) -> tuple[Assignment, ...]:
    """Return those for whom somebody else must be found: nobody is left, of all who were to answer with them.

    Of a case that has ended, one is enough who hears what the reporter adds.
    """
    if not case.is_open:
        return () if any(reaches(case, one) for one in case.assignments) else case.assignments
    return tuple(one for one in case.assignments if not any(reaches(case, other) for other in group(case, one)))


def _rests(case: Case, one: Assignment) -> bool:
    """Tell whether nobody's time runs any more, of all who are to answer together."""
    return all(other.escalated_at for other in group(case, one))


def _state(case: Case) -> State:
    left = [one for one in case.assignments if not is_out(one.person, case.out)]
    mover = case.assignment(case.moved_by) if case.moved_by else None
    stands = mover in left if mover else any(one.acknowledged_at for one in left)
    if stands and case.state not in ("received", "delivered"):
        return case.state
    if case.kind == "disclosure":
        return "disclosed"
    if any(one.acknowledged_at for one in left):
        return "acknowledged"
    return "delivered" if any(one.delivered_at for one in left) else "received"
