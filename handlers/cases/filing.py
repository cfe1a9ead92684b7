"""Filing: what the reporter confirmed -> a case, its first entry in the history, and whom to tell."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.cases.case import Assignment, Case, Duty, Kind, Reporter
from handlers.cases.clocks import due, wound
from handlers.cases.events import Event, Notice
from handlers.cases.links import Links, in_groups, random_code
from handlers.cases.notices import Naming, to_recipient
from handlers.cases.recipients import Plan, Recipient
from handlers.cases.rules import Rules
from handlers.cases.store import Changed
from handlers.forms.disclosure import AWARE
from handlers.forms.model import Answer
from handlers.forms.report import WHEN
from handlers.reply import ContactCard, purpose
from handlers.request import Role
from knowledge.report_records import ReportType, Route

_NUMBER_LENGTH, _RECEIPT_LENGTH = 8, 20

OTHER_WAYS = Duty(
    id="other_ways",
    text=(
        "If you also want to file a grievance or a formal complaint, do that separately: this report is neither, and their "
        "time limits go on."
    ),
)
"""What no report does, whatever its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What is filed, confirmed by its reporter.

    Attributes:
        kind: A report or a disclosure.
        org, unit, role: Whose it is.
        type: Confirmed by the reporter.
        variant: Of the type, or None.
        content: Checked answers to its form.
        route: Of the type.
        plan: Who receives it, as the reporter was shown.
        cards: Id of a contact of the route -> how it is reached.
        reporter: None for an anonymous report.
        danger: Whether somebody may be in danger.
    """

    kind: Kind
    org: str
    unit: str | None
    role: Role
    type: ReportType
    variant: str | None
    content: Mapping[str, Answer] = field(repr=False)
    route: Route
    plan: Plan = field(repr=False)
    cards: Mapping[str, ContactCard]
    reporter: Reporter | None
    danger: bool


def filed(filing: Filing, *, at: datetime, rules: Rules, links: Links, naming: Naming) -> Changed:
    """Return the case that a filing makes.

    Args:
        filing: What was confirmed.
        at: The time.
        rules: Of its organisation.
        links: Makes the recipients' links.
        naming: How types and fields are called in notices.
    """
    id_ = secrets.token_hex(16)
    case = Case(
        id=id_,
        number=f"C-{in_groups(random_code(_NUMBER_LENGTH))}",
        kind=filing.kind,
        org=filing.org,
        unit=filing.unit,
        role=filing.role,
        type=filing.type.id,
        variant=filing.variant,
        state="received" if filing.kind == "report" else "disclosed",
        filed_at=at,
        content=filing.content,
        reporter=filing.reporter,
        out=filing.plan.out,
        route_contacts=tuple(step.any_of for step in filing.route.steps),
        assignments=tuple(_assignment(one, at) for one in filing.plan.recipients),
        duties=duties(filing, at),
    )
    urgency = 0 if filing.danger else filing.type.urgency
    notices = tuple(notice_of(case, one, at, urgency, links, naming) for one in case.assignments)
    received = Event(action="received", actor="reporter", who=filing.reporter.name if filing.reporter else None)
    return Changed(case=wound(case, rules), events=(received,), notices=notices)


def notice_of(case: Case, one: Assignment, at: datetime, urgency: int, links: Links, naming: Naming) -> Notice:
    """Return the first notice that a recipient gets."""
    return to_recipient(case, one, "case", urgency, naming, links.token(case.id, one.person.key, one.link, at))


def new_receipt() -> str:
    """Return a code with which a reporter follows up a case: 98 random bits."""
    return in_groups(random_code(_RECEIPT_LENGTH))


def duties(filing: Filing, at: datetime) -> tuple[Duty, ...]:
    """Return what is left to the reporter, what has a time limit first."""
    began = filing.content.get(WHEN if filing.kind == "report" else AWARE)
    found = []
    for number, contacts in filing.plan.duties:
        step = filing.route.steps[number]
        cards = [filing.cards[one] for one in contacts if one in filing.cards]
        if cards:
            ends = due(step.deadline, step.counted_from, filed=at, began=began if isinstance(began, str) else None)
            found.append(Duty(id=contacts[0], text=_sentence(cards), counted_from=step.counted_from, due=ends))
    return (*found, OTHER_WAYS)


def _assignment(one: Recipient, at: datetime) -> Assignment:
    return Assignment(person=one.person, step=one.step, because=one.because, at=at)


def _sentence(cards: list[ContactCard]) -> str:
    first = cards[0]
    names = " or ".join([first.name, *(one.name[0].lower() + one.name[1:] for one in cards[1:])])
    ways = "; ".join(filter(None, (first.phone, first.phone_note, first.email, first.url)))
    return f"{names}{f' ({ways})' if ways else ''}: {purpose(first)}."
