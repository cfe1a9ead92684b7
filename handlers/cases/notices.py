"""What people are told of a case: its number and a link, and only where their contact says so what it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handlers.cases.case import Assignment, Case
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.kept_out import allowed
from handlers.cases.people import Person, Staff, Way, is_same_person
from handlers.cases.privacy import is_full, is_private
from handlers.emergency import Emergency
from handlers.forms.disclosure import DISCLOSURE
from handlers.forms.model import Form, answer_in_words
from handlers.forms.report import REPORT
from knowledge.report_records import ReportType

_GREETING = {
    "case": "Something was reported that you are to see.",
    "message": "There is something new in a case of yours.",
    "reminder": "A case is waiting for you to say that you have it.",
    "late": "A time limit in a case of yours has passed.",
}
_REVIEW = "A case of yours is due for another look."
_ALLEGED = "What it says is alleged: nobody has looked into it yet."
_URGENT = "Somebody may be in danger. Nobody may have called {number} yet: if you know where, call. Then open it."
_LINK = (
    "The link opens this case for you alone, after a code that is sent to you then. Do not pass it on; if it reached "
    "you by mistake, delete this message."
)
_ON_CARD = "Only whoever receives this case can open it; on the page, after a code that is sent to them then."
"""In place of that where buttons open it, be it for the members of an office: there is no link to pass on."""
_CODE = "It opens the case for ten minutes and works once. Nobody will ever ask you for it."
_OWN_CONDUCT = "own_conduct"
"""Id of the type that speaks of its reporter alone."""
_NEW = "There is something new in a case of yours."
_WAITS = "Something in a case of yours waits for you."
_LATE_ANSWER = "did not answer in time, or could not be reached"
_AGAIN = "Links that you were sent before open nothing any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How types are called, which are told of in private, and whom to call in danger.

    Attributes:
        types: By id, as they are today.
        emergency: Knows whom to call.
    """

    types: Mapping[str, ReportType]
    emergency: Emergency

    def number(self, case: Case) -> str:
        """Return whom people of a case's organisation call in danger."""
        return self.emergency.number_of(case.org)

    def is_private(self, case: Case) -> bool:
        """Tell whether nothing of a case may be brought where several people read, nor say what it is about.

        It is as it was when the case was filed, whatever its type is by now; only of cases from before that was kept is
        it told by the types of today.
        """
        if case.private is not None:
            return case.private
        return is_private(self.types.get(case.type), anonymous=case.anonymous, out=case.out)

    def alleged(self, case: Case, *, to_reporter: bool = False) -> str:
        """Return what a case is about, as its reporter chose, and never as a finding; by default to somebody else."""
        known = self.types.get(case.type)
        name = known.name if known else case.type
        shown = name if to_reporter else _of_somebody_else(name)
        return f"{self._mark(case, to_reporter=to_reporter)}: {shown}"

    def _mark(self, case: Case, *, to_reporter: bool) -> str:
        if case.kind == "disclosure":
            return "Disclosed"
        if case.type == _OWN_CONDUCT:
            return "Reported of yourself" if to_reporter else "Reported of themselves"
        known = self.types.get(case.type)
        return "Asked about" if known and known.handling == "answer" else "Alleged"


def to_recipient(
    case: Case,
    one: Assignment,
    kind: NoticeKind,
    urgency: int,
    naming: Naming,
    link: str,
    *,
    stands_in_for: Person | None = None,
) -> Notice | None:
    """Return what a recipient is told, or None where no way of theirs may bring it.

    Args:
        case: What it is about.
        one: Whom it is for.
        kind: Of the notice.
        urgency: The lowest first.
        naming: How types are called.
        link: Path that opens the case for this recipient.
        stands_in_for: Whose deputy they are told as, if any; nobody who must not see the case.
    """
    way = way_for(case, one, naming)
    if way is None:
        return None
    danger, private = urgency == 0, naming.is_private(case)
    greeting = _REVIEW if kind == "reminder" and case.state == "due_for_review" else _GREETING[kind]
    lines = [greeting, *([_URGENT.format(number=naming.number(case))] if danger else [])]
    lines += _why(case, one, stands_in_for) if kind == "case" else ()
    full = kind == "case" and is_full(one.person, private=private)
    if full:
        answers = (f"{label}{'' if label.endswith('?') else ':'} {text}" for label, text in contents(case))
        lines += ["", naming.alleged(case), *answers, "", _ALLEGED]
    mark = "Urgent: case" if danger else "Case"
    return Notice(
        way=way,
        to=one.person.key,
        kind=kind,
        urgency=urgency,
        subject=f"{mark} {case.number}: {greeting.rstrip('.').lower()}",
        text="\n".join([*lines, "", _ON_CARD if way.kind == "slack" else _LINK]),
        link=link,
        private=not (full or way.shared),
    )


def with_code(case: Case, one: Assignment, code: str, naming: Naming) -> Notice | None:
    """Return the one-time code that a recipient asked for, or None where no way of theirs may bring it.

    It goes where they alone read; only of a case that is not private, and where there is no such way, with the rest.
    """
    ways = [*([one.person.codes] if one.person.codes else []), *_mail_first(one.person.ways)]
    own = next((way for way in ways if not way.shared), None)
    way = own or way_for(case, one, naming)
    if way is None:
        return None
    return Notice(
        way=way,
        to=one.person.key,
        kind="code",
        urgency=0,
        subject=f"Your code for case {case.number}",
        text=f"{code}\n\n{_CODE}",
        private=not way.shared,
    )


def to_reporter(case: Case, *, waits: bool = False) -> Notice | None:
    """Return that there is something for a reporter who wants to be told, or None; it says no more than that.

    Args:
        case: Theirs.
        waits: Whether something in it waits for them; otherwise it is new.
    """
    if case.reporter is None or case.reporter.way is None:
        return None
    return Notice(
        way=case.reporter.way,
        to=None,
        kind="to_reporter",
        urgency=3,
        subject=f"Case {case.number}: {'something waits for you' if waits else 'there is something new'}",
        text=f"{_WAITS if waits else _NEW} Open the assistant to read it.",
    )


def stands_in_for(case: Case, one: Assignment, staff: Staff) -> Person | None:
    """Return whose deputy somebody is told as, as the staff is now; nobody who must not see the case (any more)."""
    people = staff.people(case.org, case.unit, one.person.role)
    if any(is_same_person(one.person, other) for other in people):
        return None
    gone = [other.person for other in case.assignments if other.revoked]
    named = (first for first in allowed(people, case.out) if not any(is_same_person(first, other) for other in gone))
    return next((first for first in named if any(is_same_person(one.person, by) for by in first.deputies)), None)


def way_for(case: Case, one: Assignment, naming: Naming) -> Way | None:
    """Return how a recipient is told; what is private never goes where several people read, and then to nobody."""
    return one.person.way(private=naming.is_private(case))


def contents(case: Case) -> Iterator[tuple[str, str]]:
    """Yield what was asked and what was answered, in the order of the form; what it no longer asks comes last."""
    form = form_of(case)
    labels = {one.id: one.label for one in form.fields}
    for field in (*(one for one in labels if one in case.content), *(one for one in case.content if one not in labels)):
        yield labels.get(field, field), answer_in_words(form, field, case.content[field])


def form_of(case: Case) -> Form:
    """Return the form that a case was filed with."""
    return DISCLOSURE if case.kind == "disclosure" else REPORT


def _why(case: Case, one: Assignment, first: Person | None) -> Iterator[str]:
    """Yield why somebody is told who was not the first choice; whoever may see the case no more is not named."""
    if one.because == "passed_on":
        by = case.assignment(one.passed_on_by or "")
        yield f"{by.person.name} passed it on to you." if by and case.may_see(by) else "It was passed on to you."
        yield from [_AGAIN] if one.link else []
    elif one.because == "escalated":
        next_ = f"You are told next: whoever was told before you {_LATE_ANSWER}."
        yield f"You stand in for {first.name}, who {_LATE_ANSWER}." if first else next_
    elif first:
        yield f"You stand in for {first.name}, whom nothing reaches that nobody else reads."


def _mail_first(ways: Iterable[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: way.kind != "mail")


def _of_somebody_else(name: str) -> str:
    """Return the name of a type, which speaks to its reporter, as whoever else reads it understands it."""
    said = {"your": "their", "yours": "theirs", "you": "them"}
    changed = re.sub(r"\b(yours?|you)\b", lambda found: said[found[0].lower()], name, flags=re.IGNORECASE)
    return changed[:1].upper() + changed[1:]
