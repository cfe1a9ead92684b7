"""A case as its reporter reads it, in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo

from bot.wording.answers import contact_line
from bot.wording.parts import Part
from handlers.cases.case import Case
from handlers.cases.receivers import Receiver
from handlers.cases.showing import ReporterView, Said, Task
from handlers.cases.standing import is_local, reached
from handlers.cases.wording import LOCAL, STANDING
from handlers.reply import ContactCard

LEFT_TO_YOU = "What is left to you"
SAID = "What was said"
WENT_TO = "Whom it went to"
KEPT_OUT = "Who is involved, and kept out"
WROTE = "What you wrote"
WRITE_DOWN = "Write it down: it is kept nowhere here, and whoever has it can read the case."
"""Of the code with which a case is followed up."""


def clock_time(at: datetime, zone: tzinfo) -> str:
    """Return a time as the people of a zone read it, with the zone's abbreviation."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def case_title(view: ReporterView, zone: tzinfo) -> str:
    """Return what a case is called, and of when it is."""
    return f"Case {view.number}, of {clock_time(view.filed_at, zone)}"


def next_line(view: ReporterView, zone: tzinfo) -> str:
    """Return what happens next, on one line: first by when."""
    if view.by is None:
        return view.next
    return f"{clock_time(view.by, zone)}: {view.next[:1].lower()}{view.next[1:]}"


def task_line(task: Task, zone: tzinfo) -> str:
    """Return what is left to the reporter, and by when where they are, on one line."""
    if task.done_at:
        return f"{task.text} Done on {clock_time(task.done_at, zone)}."
    due = f" {'It was due' if task.late else 'Due'} by {clock_time(task.due, zone)}." if task.due else ""
    return f"{task.text}{due}"


def message_line(one: Said, zone: tzinfo) -> str:
    """Return what was said, when and by whom."""
    return f"{clock_time(one.at, zone)}, {one.who}: {one.text}"


def receiver_line(one: Receiver, zone: tzinfo) -> str:
    """Return somebody to whom a case went, and how far it has come with them."""
    at = f"{':' if one.standing == 'has_it' else ''} {clock_time(one.at, zone)}" if one.at else ""
    return f"{one.name} ({one.role}): {STANDING[one.standing]}{at}"


def filed_parts(view: ReporterView, number: str, *, cards: Iterable[ContactCard], zone: tzinfo) -> Iterator[Part]:
    """Yield what a reporter must know once their case is kept: what is next, what is left to them, whom to call.

    Args:
        view: Their case.
        number: Whom to call in danger.
        cards: The contacts of its route.
        zone: Of its organisation.
    """
    yield Part(title="What happens next", points=(next_line(view, zone),))
    yield Part(title="What this does not do for you", points=tuple(task_line(one, zone) for one in view.duties))
    called = [contact_line(card) for card in cards if card.phone and card.phone != number]
    yield Part(title="Numbers to call", points=(f"In danger: {number}", *called))


def brought_line(case: Case, waiting: int | None) -> str:
    """Return how far a case has come with those to whom it goes.

    Args:
        case: As it is by now.
        waiting: How much is on its way still, or None where nobody knows.
    """
    if is_local(case):
        return LOCAL
    if waiting == 0 and all(reached(case, one) in ("reached", "has_it", "here") for one in case.recipients):
        return "It has been brought to everybody who receives it."
    return "It could not be brought to everybody who receives it yet. It is kept, and the service goes on trying."


def kept_out_lines(names: Sequence[str], unknown: Sequence[str]) -> Iterator[str]:
    """Yield who is kept out from now on.

    Args:
        names: As they were given, and how roles are called.
        unknown: Those of them whose name nobody has who is known here.
    """
    yield f"Kept out from now on, with those who stand in for them: {', '.join(names)}."
    if unknown:
        said = f"Nobody of this name is known here: {', '.join(unknown)}. It is remembered"
        yield f"{said}: whoever turns out to have it sees nothing of the case."
