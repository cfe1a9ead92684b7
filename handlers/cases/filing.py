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
from handlers.cases.people import is_out
from handlers.cases.privacy import is_private
from handlers.cases.recipients import Plan, Recipient
from handlers.cases.rules import Rules
from handlers.cases.store import Changed
from handlers.forms.disclosure import AWARE
from handlers.forms.model import Answer
from handlers.forms.report import WHEN
from handlers.reply import ContactCard, purpose
from handlers.request import Role
from knowledge.report_records import ReportType, Route

_NUMBER_LENGTH = 8

OTHER_WAYS = Duty(
    id="other_ways",
    text=(
        "If you also want to file a grievance or a formal complaint, do that separately: this is neither, and their "
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
        naming: How types are called in notices.

    Raises:
        ValueError: The plan names somebody who cannot be told of such a case; it was made for another one.
    """
    case = Case(
        id=secrets.token_hex(16),
        number=f"C-{in_groups(random_code(_NUMBER_LENGTH))}",
        kind=filing.kind,
        org=filing.org,
        unit=filing.unit,
        role=filing.role,
        type=filing.type.id,
        variant=filing.variant,
        state="received" if filing.kind == "report" else "disclosed",
        filed_at=at,
        danger=filing.danger,
        content=filing.content,
        reporter=filing.reporter,
        out=filing.plan.out,
        private=is_private(filing.type, anonymous=filing.reporter is None, out=filing.plan.out),
        route_contacts=tuple(step.any_of for step in filing.route.steps),
        assignments=tuple(_assignment(one, at) for one in filing.plan.recipients),
        duties=duties(filing, at),
    )
    urgency = 0 if case.danger else filing.type.urgency
    notices = [notice_of(case, one, at, urgency, links, naming) for one in case.assignments]
    if None in notices or any(is_out(one.person, case.out) for one in case.assignments):
        raise ValueError("the plan names somebody who cannot be told of this case")
    received = Event(action="received", actor="reporter", who=filing.reporter.name if filing.reporter else None)
    return Changed(case=wound(case, rules), events=(received,), notices=tuple(filter(None, notices)))


def notice_of(case: Case, one: Assignment, at: datetime, urgency: int, links: Links, naming: Naming) -> Notice | None:
    """Return the first notice that a recipient gets; None where no way of theirs may bring it."""
    return to_recipient(case, one, "case", urgency, naming, links.token(case.id, one.person.key, one.link, at))


def whom_to_call(filing: Filing) -> str:
    """Return what to do where nobody is left who could receive a report, in a sentence or two."""
    asked = dict.fromkeys(contact for _, contacts in filing.plan.duties for contact in contacts)
    cards = [filing.cards[one] for one in asked if one in filing.cards]
    reached = [f"{card.name} ({ways})" for card in cards if (ways := _ways(card))]
    if reached:
        return f"Please turn to them yourself: {'; '.join(reached)}."
    return "Please call somebody whom you trust instead."


def duties(filing: Filing, at: datetime) -> tuple[Duty, ...]:
    """Return what is left to the reporter: what is late or due at once first, then by time limit, then the rest.

    What was due before it was reported is late from the beginning: nobody needs to be told once more.
    """
    began = filing.content.get(WHEN if filing.kind == "report" else AWARE)
    found: dict[str, tuple[tuple[bool, datetime], Duty]] = {}
    for number, contacts in filing.plan.duties:
        step = filing.route.steps[number]
        cards = [filing.cards[one] for one in contacts if one in filing.cards]
        if cards:
            ends = due(step.deadline, step.counted_from, filed=at, began=began if isinstance(began, str) else None)
            late = at if ends and ends <= at else None
            id_ = contacts[0] if contacts[0] not in found else f"{contacts[0]}-{number}"
            duty = Duty(id=id_, text=_sentence(cards), counted_from=step.counted_from, due=ends, late_at=late)
            found[id_] = ((ends is None and step.deadline != "immediate", ends or at), duty)
    return (*(duty for _, duty in sorted(found.values(), key=lambda one: one[0])), OTHER_WAYS)


def _assignment(one: Recipient, at: datetime) -> Assignment:
    return Assignment(person=one.person, step=one.step, because=one.because, at=at)


def _sentence(cards: list[ContactCard]) -> str:
    first = cards[0]
    names = " or ".join([first.name, *(_inside(one.name) for one in cards[1:])])
    ways = _ways(first)
    return f"{names}{f' ({ways})' if ways else ''}: {purpose(first)}."


def _ways(card: ContactCard) -> str:
    return "; ".join(filter(None, (card.phone, card.phone_note, card.email, card.url)))


def _inside(name: str) -> str:
    """Return the name of a contact as it stands inside a sentence."""
    return f"y{name[1:]}" if name.startswith("Your ") else name
