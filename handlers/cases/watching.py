"""What the passing of time does to a case: reminders, escalation, duties that are late, reviews that are due."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from handlers.cases.acting import with_assignment
from handlers.cases.case import Assignment, Case, Duty
from handlers.cases.clocks import acknowledge_by, duty_reminder_at, group, reminder_at, review_due_at, waits_for
from handlers.cases.events import Event, Notice, NoticeKind
from handlers.cases.kept_out import is_out
from handlers.cases.notices import to_reporter
from handlers.cases.people import Person, is_same_person
from handlers.cases.rules import Rules
from handlers.cases.store import Changed

Tell = Callable[[Case, Assignment, NoticeKind], Notice | None]
"""Makes a notice to a recipient; None where no way of theirs may bring it."""

Line = Callable[[Assignment], Iterator[Person]]
"""Returns who is told where a recipient does not answer: first their deputies, then who comes next; all may be told."""


def looked_after(case: Case, at: datetime, rules: Rules, line: Line, tell: Tell) -> Changed:
    """Return a case after everything that is due by now was done. Nobody gets two notices at one time.

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
            done = _joined(done, _waiting(done.case, one.person.key, at, rules, line, tell))
        for duty in case.duties:
            done = _joined(done, _duty(done.case, duty, at, rules, tell))
    done = _joined(done, _review(done.case, at, tell))
    return replace(done, notices=_one_each(done.notices))


def escalated(case: Case, one: Assignment, at: datetime, line: Line, tell: Tell) -> Changed:
    """Return a case after somebody else was told of it, because a recipient did not answer or could not be reached.

    Nobody is told as long as somebody who is to answer together with them still may. Where nobody else may be told,
    that is noted, and the reporter is told that there is something new: they can still call.
    """
    after = with_assignment(case, replace(one, escalated_at=at))
    if any(other.escalated_at is None for other in group(after, one)):
        return Changed(case=after)
    person = next_person(after, line(one))
    if person is None:
        nobody = Event(action="late", actor="assistant", details="nobody else is left to tell")
        has_it = any(other.acknowledged_at for other in case.recipients)
        news = () if has_it or case.nobody_left else _given(to_reporter(case))
        return Changed(case=replace(after, nobody_left=not has_it), events=(nobody,), notices=news)
    new = Assignment(person=person, step=one.step, because="escalated", at=at)
    after = replace(after, assignments=(*after.assignments, new))
    event = Event(action="escalated", actor="assistant", who=person.name)
    return Changed(case=after, events=(event,), notices=_given(tell(after, new, "case")))


def next_person(case: Case, line: Iterable[Person]) -> Person | None:
    """Return the first in line who is not told yet, and may be."""
    told = [one.person for one in case.assignments]
    new = (person for person in line if not any(is_same_person(person, one) for one in told))
    return next((person for person in new if not is_out(person, case.out)), None)


def _waiting(case: Case, key: str, at: datetime, rules: Rules, line: Line, tell: Tell) -> Changed:
    one = case.assignment(key)
    if one is None or one.escalated_at or not waits_for(case, one):
        return Changed(case=case)
    end = acknowledge_by(case, one, rules)
    if at >= end:
        return escalated(case, one, at, line, tell)
    if one.reminded_at is None and at >= reminder_at(one.waited_for_since, end, rules):
        after = with_assignment(case, replace(one, reminded_at=at))
        event = Event(action="reminded", actor="assistant", who=one.person.name)
        return Changed(case=after, events=(event,), notices=_given(tell(after, one, "reminder")))
    return Changed(case=case)


def _duty(case: Case, duty: Duty, at: datetime, rules: Rules, tell: Tell) -> Changed:
    reminder = duty_reminder_at(case, duty, rules)
    if duty.ends is None or reminder is None or duty.done_at or duty.late_at:
        return Changed(case=case)
    if at >= duty.ends:
        after = _with_duty(case, replace(duty, late_at=at))
        told = (tell(after, one, "late") for one in case.assignments)
        event = Event(action="late", actor="assistant", details=duty.text)
        return Changed(case=after, events=(event,), notices=_given(*told, to_reporter(case, waits=True)))
    if duty.reminded_at is None and at >= reminder:
        after = _with_duty(case, replace(duty, reminded_at=at))
        event = Event(action="reminded", actor="assistant", details=duty.text)
        return Changed(case=after, events=(event,), notices=_given(to_reporter(case, waits=True)))
    return Changed(case=case)


def _review(case: Case, at: datetime, tell: Tell) -> Changed:
    review = review_due_at(case)
    if review is None or at < review:
        return Changed(case=case)
    after = replace(case, state="due_for_review")
    told = (tell(after, one, "reminder") for one in case.assignments)
    event = Event(action="due_for_review", actor="assistant")
    return Changed(case=after, events=(event,), notices=_given(*told, to_reporter(case)))


def _with_duty(case: Case, changed: Duty) -> Case:
    return replace(case, duties=tuple(changed if one.id == changed.id else one for one in case.duties))


def _given(*notices: Notice | None) -> tuple[Notice, ...]:
    return tuple(one for one in notices if one)


def _one_each(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return the first notice to everybody: whoever opens the case sees the rest."""
    first: dict[str | None, Notice] = {}
    for one in notices:
        first.setdefault(one.to, one)
    return tuple(first.values())


def _joined(first: Changed, then: Changed) -> Changed:
    return Changed(case=then.case, events=first.events + then.events, notices=first.notices + then.notices)
