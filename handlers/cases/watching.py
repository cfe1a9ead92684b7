"""What the passing of time does to a case: reminders, escalation, duties that are late, reviews that are due."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from handlers.cases.acting import with_assignment
from handlers.cases.case import Assignment, Case, Duty
from handlers.cases.clocks import acknowledge_by, duty_reminder_at, reminder_at, waits_for
from handlers.cases.events import Event, Notice, NoticeKind
from handlers.cases.people import Person
from handlers.cases.rules import Rules
from handlers.cases.store import Changed

Tell = Callable[[Case, Assignment, NoticeKind], Notice]
"""Makes a notice to a recipient."""


def looked_after(
    case: Case, at: datetime, rules: Rules, line: Callable[[Assignment], Iterator[Person]], tell: Tell
) -> Changed:
    """Return a case after everything that is due by now was done.

    Args:
        case: As it is.
        at: The time.
        rules: Of its organisation.
        line: Returns who is told next where a recipient does not answer, first choice first; the case's own people out.
        tell: Makes a notice.
    """
    done = Changed(case=case)
    if case.is_open:
        for one in case.assignments:
            if waits_for(case, one):
                done = _joined(done, _waiting(done.case, one, at, rules, line, tell))
        for duty in case.duties:
            done = _joined(done, _duty(done.case, duty, at, rules, tell))
    return _joined(done, _review(done.case, at, tell))


def escalated(case: Case, one: Assignment, to: Person, at: datetime, tell: Tell) -> Changed:
    """Return a case that somebody else is told of because a recipient did not answer or could not be reached."""
    new = Assignment(person=to, step=one.step, because="escalated", at=at)
    after = replace(case, assignments=(*case.assignments, new))
    return Changed(
        case=after,
        events=(Event(action="escalated", actor="assistant", who=to.name),),
        notices=(tell(after, new, "case"),),
    )


def next_person(case: Case, one: Assignment, line: Iterator[Person]) -> Person | None:
    """Return who is told next: a deputy of the recipient, or the first in line who is not told yet and may be."""
    told = {other.person.key for other in case.assignments}
    candidates = (*one.person.deputies, *line)
    return next((person for person in candidates if person.key not in told | case.out), None)


def _waiting(
    case: Case, one: Assignment, at: datetime, rules: Rules, line: Callable[[Assignment], Iterator[Person]], tell: Tell
) -> Changed:
    end = acknowledge_by(one, rules)
    if one.escalated_at is None and at >= end:
        after = with_assignment(case, replace(one, escalated_at=at, reminded_at=one.reminded_at or at))
        person = next_person(case, one, line(one))
        if person is None:
            return Changed(
                case=after, events=(Event(action="late", actor="assistant", details="nobody else is left to tell"),)
            )
        return escalated(after, one, person, at, tell)
    if one.reminded_at is None and at >= reminder_at(one.at, end, rules):
        after = with_assignment(case, replace(one, reminded_at=at))
        event = Event(action="reminded", actor="assistant", who=one.person.name)
        return Changed(case=after, events=(event,), notices=(tell(after, one, "reminder"),))
    return Changed(case=case)


def _duty(case: Case, duty: Duty, at: datetime, rules: Rules, tell: Tell) -> Changed:
    reminder = duty_reminder_at(case, duty, rules)
    if duty.due is None or reminder is None or duty.done_at or duty.late_at:
        return Changed(case=case)
    if at >= duty.due:
        after = _with_duty(case, replace(duty, late_at=at, reminded_at=duty.reminded_at or at))
        event = Event(action="late", actor="assistant", details=duty.text)
        return Changed(case=after, events=(event,), notices=tuple(tell(after, one, "late") for one in case.assignments))
    if duty.reminded_at is None and at >= reminder:
        after = _with_duty(case, replace(duty, reminded_at=at))
        return Changed(case=after, events=(Event(action="reminded", actor="assistant", details=duty.text),))
    return Changed(case=case)


def _review(case: Case, at: datetime, tell: Tell) -> Changed:
    if case.state not in ("decided", "acknowledged_by_employee") or case.review_at is None or at < case.review_at:
        return Changed(case=case)
    after = replace(case, state="due_for_review")
    notices = tuple(tell(after, one, "reminder") for one in case.assignments)
    return Changed(case=after, events=(Event(action="due_for_review", actor="assistant"),), notices=notices)


def _with_duty(case: Case, changed: Duty) -> Case:
    return replace(case, duties=tuple(changed if one.id == changed.id else one for one in case.duties))


def _joined(first: Changed, then: Changed) -> Changed:
    return Changed(case=then.case, events=first.events + then.events, notices=first.notices + then.notices)
