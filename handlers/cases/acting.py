"""What recipients do with a case. Each is a step from a case to the case after it, with its entry in the history."""

from dataclasses import replace
from datetime import datetime

from handlers.cases.case import Assignment, Case, Message, State
from handlers.cases.events import Action, Event
from handlers.cases.kept_out import is_out
from handlers.cases.people import Person, is_same_person
from handlers.cases.rules import Rules
from handlers.cases.store import Changed
from handlers.forms.model import clean
from handlers.request import BadRequest

MAX_MESSAGE = 10_000
"""Most characters of a message in a case."""

NOT_TO_THEM = "It cannot be passed on to this person; choose another."
"""The same whoever it is: who is kept out is told to nobody."""

NOT_AGAIN = (
    "It cannot be given to this person again: that is for a recipient whose links were made void, who may see the "
    "case, and whom something can bring it to."
)
"""The same whichever of them it is."""

_ENDED = "This case has ended; nothing more can be done in it."


def read(case: Case, one: Assignment) -> Changed:
    """Note that a recipient read a case."""
    return Changed(case=case, events=(_event("read", one),))


def acknowledge(case: Case, one: Assignment, at: datetime) -> Changed:
    """Note that a recipient has a case; a second time changes nothing.

    Raises:
        BadRequest: The case has ended.
    """
    _check_open(case)
    if one.acknowledged_at:
        return Changed(case=case)
    after = replace(with_assignment(case, replace(one, acknowledged_at=at)), nobody_left=False)
    moved = _moved(after, one, "acknowledged") if case.state in ("received", "delivered") else after
    return Changed(case=moved, events=(_event("acknowledged", one),))


def start(case: Case, one: Assignment, at: datetime) -> Changed:
    """Note that a recipient works on a report.

    Raises:
        BadRequest: The case has ended, or is a disclosure, which is decided instead.
    """
    _check_open(case)
    if case.kind != "report":
        raise BadRequest("A disclosure is decided, not worked on: choose a decision.")
    has = acknowledge(case, one, at)
    if case.state == "in_progress":
        return has
    return Changed(case=_moved(has.case, one, "in_progress"), events=(*has.events, _event("started", one)))


def answer(case: Case, one: Assignment, text: str, at: datetime) -> Changed:
    """Say something to the reporter.

    Raises:
        BadRequest: The case has ended, or the text is empty or too long.
    """
    has = acknowledge(case, one, at)
    message = Message(at=at, author="recipient", name=one.person.name, text=checked_message(text))
    return Changed(case=_with_message(has.case, message), events=(*has.events, _event("answered", one, message.text)))


def pass_on(case: Case, one: Assignment, to: Person, at: datetime) -> Changed:
    """Make somebody else a recipient too; whoever passes it on stays one. Whom it was taken from gets it again.

    Raises:
        BadRequest: The case has ended, or that person cannot receive it. Whether they are kept out is not said.
    """
    _check_open(case)
    known = next((other for other in case.assignments if is_same_person(to, other.person)), None)
    if is_out(to, case.out) or (known and not known.revoked):
        raise BadRequest(NOT_TO_THEM)
    has = acknowledge(case, one, at)
    new = Assignment(person=to, step=None, because="passed_on", at=at)
    given = replace(_given_again(known, to, at) if known else new, passed_on_by=one.person.key)
    after = _with_given(has.case, known, given)
    return Changed(case=after, events=(*has.events, _event("passed_on", one, to.name)))


def give_again(case: Case, one: Assignment, to: Person, at: datetime) -> Changed:
    """Give a case again to somebody whose links were made void, as an operator wishes; those links stay void.

    Args:
        case: The case.
        one: Their assignment.
        to: The same person, as they are reached today.
        at: The time.

    Raises:
        BadRequest: The case has ended, or they cannot be given it again. Whether they are kept out is not said.
    """
    _check_open(case)
    if not one.revoked or is_out(to, case.out):
        raise BadRequest(NOT_AGAIN)
    after = replace(_with_given(case, one, _given_again(one, to, at)), nobody_left=False)
    return Changed(case=after, events=(Event(action="given_again", actor="operator", details=to.name),))


def close(case: Case, one: Assignment, outcome: str, text: str, at: datetime, rules: Rules) -> Changed:
    """Close a report with an outcome and a word to the reporter.

    Raises:
        BadRequest: The case has ended, is no report, the outcome is none of the settings, or the text is too long.
    """
    _check_open(case)
    if case.kind != "report":
        raise BadRequest("A disclosure is decided, not closed.")
    _check_among(outcome, rules.outcomes)
    said = answer(case, one, text, at) if text.strip() else acknowledge(case, one, at)
    after = replace(_moved(said.case, one, "closed"), outcome=outcome, ended_at=at)
    return Changed(case=after, events=(*said.events, _event("closed", one, outcome)))


def decide(case: Case, one: Assignment, decision: str, text: str, at: datetime, rules: Rules) -> Changed:
    """Decide on a disclosure, with the conditions or reasons for the employee; a later decision replaces this one.

    Raises:
        BadRequest: The case has ended, is no disclosure, the decision is none of the settings, or the text is too long.
    """
    _check_open(case)
    if case.kind != "disclosure":
        raise BadRequest("Only a disclosure is decided; close this report instead.")
    _check_among(decision, rules.decisions)
    said = answer(case, one, text, at) if text.strip() else acknowledge(case, one, at)
    review = at + rules.review_after if rules.review_after else None
    after = replace(_moved(said.case, one, "decided"), outcome=decision, review_at=review)
    return Changed(case=after, events=(*said.events, _event("decided", one, decision)))


def retire(case: Case, one: Assignment, text: str, at: datetime) -> Changed:
    """End a disclosure: the interest, or the duty that it touched, is no more.

    Raises:
        BadRequest: The case has ended, is no disclosure, or the text is too long.
    """
    _check_open(case)
    if case.kind != "disclosure":
        raise BadRequest("Only a disclosure is retired; close this report instead.")
    said = answer(case, one, text, at) if text.strip() else acknowledge(case, one, at)
    after = replace(_moved(said.case, one, "retired"), ended_at=at, review_at=None)
    return Changed(case=after, events=(*said.events, _event("retired", one)))


def checked_message(text: str) -> str:
    """Return a message as it is kept.

    Raises:
        BadRequest: It is empty or too long.
    """
    plain = clean(text, lines=True)
    if not plain:
        raise BadRequest("There is nothing in this message; write something first.")
    if len(plain) > MAX_MESSAGE:
        raise BadRequest(f"A message may have {MAX_MESSAGE:,} characters; this one has {len(plain):,}.")
    return plain


def with_assignment(case: Case, changed: Assignment) -> Case:
    """Return a case with one of its assignments changed."""
    key = changed.person.key
    return replace(case, assignments=tuple(changed if one.person.key == key else one for one in case.assignments))


def _moved(case: Case, one: Assignment, state: State) -> Case:
    """Return a case that a recipient brought into a state: should they be kept out, it counts no more."""
    return replace(case, state=state, moved_by=one.person.key)


def _given_again(one: Assignment, to: Person, at: datetime) -> Assignment:
    """Return the assignment of somebody whom a case was taken from, and who is asked by name now; links stay void."""
    asked = replace(one, person=to, step=None, because="passed_on", passed_on_by=None, revoked=False, asked_at=at)
    return replace(asked, delivered_at=None, acknowledged_at=None, reminded_at=None, escalated_at=None)


def _with_given(case: Case, before: Assignment | None, given: Assignment) -> Case:
    """Return a case with an assignment as the last, in the place of the one that they had before, if any."""
    others = (other for other in case.assignments if other != before)
    return replace(case, assignments=(*others, given))


def _with_message(case: Case, message: Message) -> Case:
    return replace(case, messages=(*case.messages, message))


def _event(action: Action, one: Assignment, details: str | None = None) -> Event:
    return Event(action=action, actor="recipient", who=one.person.name, details=details)


def _check_open(case: Case) -> None:
    if not case.is_open:
        raise BadRequest(_ENDED)


def _check_among(word: str, words: tuple[str, ...]) -> None:
    if word not in words:
        raise BadRequest(f"Choose one of: {', '.join(words)}.")
