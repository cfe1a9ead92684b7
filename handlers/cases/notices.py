"""What people are told of a case: its number and a link, and only where their contact says so what it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.cases.case import Assignment, Case
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.people import Way

_GREETING = {
    "case": "Something was reported that you are to see.",
    "message": "There is something new in a case of yours.",
    "reminder": "A case is waiting for you to say that you have it.",
    "late": "A time limit in a case of yours has passed.",
}
_ALLEGED = "What it says is alleged: nobody has looked into it yet."
_URGENT = "Somebody may be in danger. Open it now."
_LINK = (
    "The link opens this case for you alone, after a code that is sent to you then. Do not pass it on; if it reached you "
    "by mistake, delete this message."
)
_CODE = "It opens the case for ten minutes and works once. Nobody will ever ask you for it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How types and fields are called.

    Attributes:
        types: Id of a type -> its name.
        fields: Id of a form's field -> its label, in the order of the forms.
        private: Ids of the types whose notices never say what they are about.
    """

    types: Mapping[str, str]
    fields: Mapping[str, str]
    private: frozenset[str]


def to_recipient(case: Case, one: Assignment, kind: NoticeKind, urgency: int, naming: Naming, link: str) -> Notice:
    """Return what a recipient is told.

    Args:
        case: What it is about.
        one: Whom it is for.
        kind: Of the notice.
        urgency: The lowest first.
        naming: How types and fields are called.
        link: Path that opens the case for this recipient.
    """
    danger = urgency == 0
    lines = [_GREETING[kind], *([_URGENT] if danger else [])]
    full = kind == "case" and is_full(case, one, naming)
    if full:
        lines += ["", f"Alleged: {naming.types[case.type]}", *contents(case, naming), "", _ALLEGED]
    mark = "Urgent: case" if danger else "Case"
    return Notice(
        way=way_for(case, one, naming),
        to=one.person.key,
        kind=kind,
        urgency=urgency,
        subject=f"{mark} {case.number}: {_GREETING[kind].rstrip('.').lower()}",
        text="\n".join([*lines, "", _LINK]),
        link=link,
    )


def with_code(case: Case, one: Assignment, code: str) -> Notice:
    """Return the one-time code that a recipient asked for."""
    way = one.person.codes or next((way for way in one.person.ways if way.kind == "mail"), one.person.ways[0])
    return Notice(
        way=way,
        to=one.person.key,
        kind="code",
        urgency=0,
        subject=f"Your code for case {case.number}",
        text=f"{code}\n\n{_CODE}",
    )


def to_reporter(case: Case) -> Notice | None:
    """Return that there is something new for a reporter who wants to be told, or None; it says no more than that."""
    if case.reporter is None or case.reporter.way is None:
        return None
    return Notice(
        way=case.reporter.way,
        to=None,
        kind="to_reporter",
        urgency=3,
        subject=f"Case {case.number}: there is something new",
        text="There is something new in a case of yours. Open the assistant to read it.",
    )


def way_for(case: Case, one: Assignment, naming: Naming) -> Way:
    """Return how a recipient is told: what speaks of a person never goes where several people read."""
    ways = one.person.ways
    if _is_private(case, naming):
        return next((way for way in ways if not way.shared), ways[0])
    return ways[0]


def is_full(case: Case, one: Assignment, naming: Naming) -> bool:
    """Tell whether a recipient is sent what was reported, or only that something was."""
    return one.person.detail == "full" and not _is_private(case, naming) and not way_for(case, one, naming).shared


def contents(case: Case, naming: Naming) -> Iterator[str]:
    """Yield what was answered, a line each, in the order of the form."""
    for field, label in naming.fields.items():
        if field in case.content:
            yield f"{label}: {_said(case.content[field])}"


def _said(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _is_private(case: Case, naming: Naming) -> bool:
    return case.anonymous or case.kind == "disclosure" or case.type in naming.private
