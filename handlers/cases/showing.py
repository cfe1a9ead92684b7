"""What a recipient and a reporter see of a case, for doors to render. Who must not see it is shown to nobody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handlers.cases.case import Assignment, Case, Kind, Message
from handlers.cases.clocks import acknowledge_by, review_due_at, waits_for
from handlers.cases.involved import in_words
from handlers.cases.notices import Naming, contents
from handlers.cases.people import DEPLOYMENT_ROLES
from handlers.cases.receivers import Receiver, others, receivers
from handlers.cases.rules import Rules
from handlers.cases.standing import is_local
from handlers.cases.wording import LOCAL, LOCAL_NEXT, NEXT, NOBODY, REVIEW, TO_RECIPIENT, TO_REPORTER, WAITS
from handlers.request import Role
from knowledge.library import Library

Act = Literal["acknowledge", "start", "answer", "pass_on", "close", "decide", "retire"]
"""What a recipient can do (`recipient_desk.RecipientDesk`)."""

ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Line:
    """A question, and what was answered."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Said:
    """A message.

    Attributes:
        own: Whether it is from whoever looks at it.
    """

    at: datetime
    who: str
    text: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Task:
    """What is left to the reporter.

    Attributes:
        id: To tick it off by.
        due: By when, or None.
        done_at: When they ticked it off, or None.
        late: Whether its time has passed, and it is not ticked off.
    """

    id: str
    text: str
    due: datetime | None
    done_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CaseView:
    """What a recipient sees of a case.

    Attributes:
        alleged: What sort of case its reporter says it is, beginning with `Alleged`, `Disclosed`,
            `Asked about` or `Reported of themselves`.
        danger: Whether the reporter says that somebody is, or may be, in danger.
        unit, role: Of the reporter.
        state: In plain words.
        ended: Whether nothing more can be done in it.
        content: What was answered, in the order of the form.
        reporter: Their name, or `ANONYMOUS`.
        reach: How they want to be reached, in their words, or None.
        messages: Oldest first.
        others: Everybody else to whom it went; whom it did not reach before they might see it no more, not.
        duties: What is left to the reporter.
        acknowledge_by: By when this recipient should say that they have it, or None.
        outcome: What was decided, or None.
        outcomes: What it can come to; none once it has ended.
        acts: What this recipient can do.
        review_at: When the decision is due for review, or None.
    """

    number: str
    kind: Kind
    alleged: str
    danger: bool
    unit: str | None
    role: Role
    filed_at: datetime
    state: str
    ended: bool
    content: tuple[Line, ...]
    reporter: str
    reach: str | None
    messages: tuple[Said, ...]
    others: tuple[Receiver, ...]
    duties: tuple[Task, ...]
    acknowledge_by: datetime | None
    outcome: str | None
    outcomes: tuple[str, ...]
    acts: tuple[Act, ...]
    review_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReporterView:
    """What a reporter sees of their case.

    Attributes:
        alleged: What sort of case it is, as they chose.
        state: In plain words.
        next: What happens next, in a sentence or two.
        by: By when, or None.
        duties: What is left to them.
        messages: Oldest first.
        outcome: What was decided, or None.
        recipients: Everybody to whom it went.
        kept_out: Who must not see it, as they said: names, and how roles are called.
        content: What they wrote, to keep.
        may_accept: Whether a decision waits for them to say that they read it.
        ended: Whether it was closed or retired.
    """

    number: str
    kind: Kind
    alleged: str
    filed_at: datetime
    state: str
    next: str
    by: datetime | None
    duties: tuple[Task, ...]
    messages: tuple[Said, ...]
    outcome: str | None
    recipients: tuple[Receiver, ...]
    kept_out: tuple[str, ...]
    content: tuple[Line, ...]
    may_accept: bool
    ended: bool


def role_names(library: Library, org: str) -> dict[str, str]:
    """Return how the contacts of an organisation, and the deployment's own roles, are called; by id."""
    return DEPLOYMENT_ROLES | {one.id: one.name for one in library.contacts if one.organisation == org}


def case_view(
    case: Case, one: Assignment, *, naming: Naming, rules: Rules, roles: Mapping[str, str], now: datetime
) -> CaseView:
    """Return what a recipient sees of a case.

    Args:
        case: The case.
        one: The recipient's own assignment.
        naming: How types are called.
        rules: Of its organisation.
        roles: How roles are called (`role_names`).
        now: The time.
    """
    waits = waits_for(case, one) and one.acknowledged_at is None
    outcomes = rules.outcomes if case.kind == "report" else rules.decisions
    return CaseView(
        number=case.number,
        kind=case.kind,
        alleged=naming.alleged(case),
        danger=case.danger,
        unit=case.unit,
        role=case.role,
        filed_at=case.filed_at,
        state=TO_RECIPIENT[case.state],
        ended=not case.is_open,
        content=_lines(case),
        reporter=case.reporter.name if case.reporter else ANONYMOUS,
        reach=case.reporter.reach if case.reporter else None,
        messages=tuple(_said_to_recipient(message, one) for message in case.messages),
        others=others(case, one, roles),
        duties=_tasks(case, now),
        acknowledge_by=acknowledge_by(case, one, rules) if waits else None,
        outcome=case.outcome,
        outcomes=outcomes if case.is_open else (),
        acts=tuple(_acts(case, one)),
        review_at=case.review_at,
    )


def reporter_view(case: Case, *, naming: Naming, rules: Rules, roles: Mapping[str, str], now: datetime) -> ReporterView:
    """Return what a reporter sees of their case; the arguments are those of `case_view`."""
    then, by = _next(case, rules, naming)
    return ReporterView(
        number=case.number,
        kind=case.kind,
        alleged=naming.alleged(case, to_reporter=True),
        filed_at=case.filed_at,
        state=LOCAL if _waits_here(case) else TO_REPORTER[case.state],
        next=then,
        by=by,
        duties=_tasks(case, now),
        messages=tuple(_said_to_reporter(message) for message in case.messages),
        outcome=case.outcome,
        recipients=receivers(case, roles),
        kept_out=in_words(case.excluded, roles),
        content=_lines(case),
        may_accept=case.state == "decided",
        ended=not case.is_open,
    )


def _next(case: Case, rules: Rules, naming: Naming) -> tuple[str, datetime | None]:
    """Return what happens next in a case, for its reporter, and by when."""
    if _waits_here(case):
        return LOCAL_NEXT, None
    waiting = [one for one in case.assignments if waits_for(case, one) and one.escalated_at is None]
    if waiting and not any(one.acknowledged_at for one in case.recipients):
        return WAITS, min(acknowledge_by(case, one, rules) for one in waiting)
    if case.is_open and case.nobody_left:
        return NOBODY.format(number=naming.number(case)), None
    if case.state == "acknowledged_by_employee" and review_due_at(case):
        return REVIEW, review_due_at(case)
    return NEXT[case.state], None


def _acts(case: Case, one: Assignment) -> Iterator[Act]:
    if not case.is_open:
        return
    if one.acknowledged_at is None:
        yield "acknowledge"
    if case.kind == "report" and case.state != "in_progress":
        yield "start"
    yield "answer"
    yield "pass_on"
    if case.kind == "report":
        yield "close"
    else:
        yield "decide"
        yield "retire"


def _lines(case: Case) -> tuple[Line, ...]:
    return tuple(Line(label=label, text=text) for label, text in contents(case))


def _tasks(case: Case, now: datetime) -> tuple[Task, ...]:
    return tuple(
        Task(
            id=one.id,
            text=one.text,
            due=one.due,
            done_at=one.done_at,
            late=one.ends is not None and one.ends <= now and one.done_at is None,
        )
        for one in case.duties
    )


def _waits_here(case: Case) -> bool:
    """Tell whether a case waits for whoever runs a local trial, who is told of nothing."""
    return case.state in ("received", "delivered", "disclosed") and is_local(case)


def _said_to_recipient(message: Message, one: Assignment) -> Said:
    own = message.author == "recipient" and message.name == one.person.name
    who = message.name or ("The reporter" if message.author == "reporter" else "A recipient")
    return Said(at=message.at, who="You" if own else who, text=message.text, own=own)


def _said_to_reporter(message: Message) -> Said:
    own = message.author == "reporter"
    return Said(at=message.at, who="You" if own else message.name or "A recipient", text=message.text, own=own)
