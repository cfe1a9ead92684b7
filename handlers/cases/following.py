"""What a reporter does with their case after they sent it: read, add, tick off, accept a decision."""

from dataclasses import replace
from datetime import datetime

from handlers.cases.acting import checked_message
from handlers.cases.case import Case, Message
from handlers.cases.events import Event
from handlers.cases.involved import in_words, joined
from handlers.cases.leaving import set_back
from handlers.cases.people import Involved
from handlers.cases.store import Changed
from handlers.request import BadRequest


def add(case: Case, text: str, at: datetime, submission: str | None = None) -> Changed:
    """Add something to a case; one that has ended can be added to as well, and its recipients are told.

    A second time, by the same press of a button, changes nothing.

    Raises:
        BadRequest: The text is empty or too long.
    """
    if case.has_said(submission):
        return Changed(case=case)
    words = checked_message(text)
    message = Message(at=at, author="reporter", name=_name(case), text=words, submission=submission)
    after = replace(case, messages=(*case.messages, message))
    return Changed(case=after, events=(Event(action="added", actor="reporter", who=_name(case), details=message.text),))


def keep_out(case: Case, involved: Involved, out: frozenset[str]) -> Changed:
    """Keep more people out of a case; whom the reporter named is noted for whoever holds the keys.

    What they did to it does not count any more. Somebody is involved now, so it is private.

    Args:
        case: As it is.
        involved: Who turns out to be involved.
        out: The marks of all who must not see it, theirs among them.
    """
    done = set_back(replace(case, out=out, involved=joined(case.excluded, involved), private=True))
    event = Event(action="kept_out", actor="reporter", who=_name(case), details="; ".join(in_words(involved, {})))
    return replace(done, events=(event, *done.events))


def tick_off(case: Case, duty: str, at: datetime) -> Changed:
    """Note that the reporter did what was left to them; a second time changes nothing.

    Raises:
        BadRequest: There is no such duty.
    """
    found = next((one for one in case.duties if one.id == duty), None)
    if found is None:
        raise BadRequest("There is nothing of this name to tick off in the case.")
    if found.done_at:
        return Changed(case=case)
    duties = tuple(replace(one, done_at=at) if one.id == duty else one for one in case.duties)
    event = Event(action="ticked_off", actor="reporter", who=_name(case), details=found.text)
    return Changed(case=replace(case, duties=duties), events=(event,))


def accept(case: Case) -> Changed:
    """Note that the employee has read the decision on their disclosure; a second time changes nothing.

    Raises:
        BadRequest: There is no decision to read.
    """
    if case.state == "acknowledged_by_employee":
        return Changed(case=case)
    if case.state != "decided":
        raise BadRequest("There is no decision in this case that waits for you.")
    event = Event(action="accepted", actor="reporter", who=_name(case), details=case.outcome)
    return Changed(case=replace(case, state="acknowledged_by_employee"), events=(event,))


def _name(case: Case) -> str | None:
    return case.reporter.name if case.reporter else None
