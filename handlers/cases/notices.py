"""What people are told of a case: its number and a link, and only where their contact says so what it is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handlers.cases.case import Assignment, Case
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.people import Way
from handlers.cases.privacy import is_full, is_private
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
_URGENT = "Somebody may be in danger. Open it now."
_LINK = (
    "The link opens this case for you alone, after a code that is sent to you then. Do not pass it on; if it reached "
    "you by mistake, delete this message."
)
_CODE = "It opens the case for ten minutes and works once. Nobody will ever ask you for it."
_NEW = "There is something new in a case of yours."
_WAITS = "Something in a case of yours waits for you."


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How types are called, and which are told of in private.

    Attributes:
        types: By id, as they are today.
    """

    types: Mapping[str, ReportType]

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
        return f"{'Disclosed' if case.kind == 'disclosure' else 'Alleged'}: {shown}"


def to_recipient(
    case: Case, one: Assignment, kind: NoticeKind, urgency: int, naming: Naming, link: str
) -> Notice | None:
    """Return what a recipient is told, or None where no way of theirs may bring it.

    Args:
        case: What it is about.
        one: Whom it is for.
        kind: Of the notice.
        urgency: The lowest first.
        naming: How types are called.
        link: Path that opens the case for this recipient.
    """
    way = way_for(case, one, naming)
    if way is None:
        return None
    danger, private = urgency == 0, naming.is_private(case)
    greeting = _REVIEW if kind == "reminder" and case.state == "due_for_review" else _GREETING[kind]
    lines = [greeting, *([_URGENT] if danger else [])]
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
        text="\n".join([*lines, "", _LINK]),
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


def _mail_first(ways: Iterable[Way]) -> list[Way]:
    return sorted(ways, key=lambda way: way.kind != "mail")


def _of_somebody_else(name: str) -> str:
    """Return the name of a type, which speaks to its reporter, as whoever else reads it understands it."""
    said = {"your": "their", "yours": "theirs", "you": "them"}
    changed = re.sub(r"\b(yours?|you)\b", lambda found: said[found[0].lower()], name, flags=re.IGNORECASE)
    return changed[:1].upper() + changed[1:]
