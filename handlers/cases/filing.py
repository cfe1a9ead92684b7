"""Filing: what the reporter confirmed -> a case, its first entry in the history, and whom to tell."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from handlers.cases.case import Assignment, Case, Duty, Kind, Reporter
from handlers.cases.clocks import Limit, due, wound
from handlers.cases.events import Event, Notice
from handlers.cases.kept_out import is_out
from handlers.cases.links import Links, in_groups, random_code
from handlers.cases.notices import Naming, stands_in_for, to_recipient
from handlers.cases.people import Involved, Staff
from handlers.cases.privacy import is_private
from handlers.cases.recipients import Left, Plan, Recipient
from handlers.cases.rules import Rules
from handlers.cases.store import Changed
from handlers.forms.disclosure import AWARE
from handlers.forms.model import Answer
from handlers.forms.report import NOTICED, WHEN
from handlers.reply import ContactCard, either, inside, purpose
from handlers.request import Role
from knowledge.records import EMERGENCY
from knowledge.report_records import ReportType, Route, Step

_NUMBER_LENGTH = 8

OTHER_WAYS = Duty(
    id="other_ways",
    text=(
        "This is no grievance, formal complaint, workers' compensation or human rights claim, and no report to the "
        "police or to a privacy commissioner; their time limits go on, and you may do each of them as well. It takes "
        "no post down and tells none of the people affected."
    ),
)
"""What no report does, whatever its type."""

NOBODY_LEFT = "Nobody is left here who could receive this; nothing was sent or kept. {call}"
"""Why something is not taken; `whom_to_call` says what to do instead."""

_CALL = "call"
"""Id of the duty to call where somebody may be in danger."""


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
        involved: Who is involved, as they say.
        danger: Whether somebody may be in danger.
        number: Whom to call then.
        zone: Of the organisation, in which days begin and end.
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
    involved: Involved = field(default_factory=Involved)
    danger: bool
    number: str
    zone: tzinfo


def filed(filing: Filing, *, at: datetime, rules: Rules, links: Links, naming: Naming, staff: Staff) -> Changed:
    """Return the case that a filing makes.

    Args:
        filing: What was confirmed.
        at: The time.
        rules: Of its organisation.
        links: Makes the recipients' links.
        naming: How types are called in notices.
        staff: Knows for whom deputies stand in.

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
        at_once=filing.route.steps[0].deadline == "immediate",
        content=filing.content,
        reporter=filing.reporter,
        out=filing.plan.out,
        involved=filing.involved,
        private=is_private(filing.type, anonymous=filing.reporter is None, out=filing.plan.out),
        route_contacts=tuple(step.any_of for step in filing.route.steps),
        assignments=tuple(_assignment(one, at) for one in filing.plan.recipients),
        duties=duties(filing, at),
    )
    urgency = 0 if case.danger else filing.type.urgency
    notices = [_notice(case, one, urgency, links, naming, staff) for one in case.assignments]
    if None in notices or any(is_out(one.person, case.out) for one in case.assignments):
        raise ValueError("the plan names somebody who cannot be told of this case")
    received = Event(action="received", actor="reporter", who=filing.reporter.name if filing.reporter else None)
    return Changed(case=wound(case, rules), events=(received,), notices=tuple(filter(None, notices)))


def whom_to_call(filing: Filing) -> str:
    """Return what to do where nobody is left who could receive a report, in a sentence or two."""
    asked = dict.fromkeys(contact for left in filing.plan.duties for contact in left.contacts)
    cards = [filing.cards[one] for one in asked if one in filing.cards]
    reached = [f"{card.name} ({ways})" for card in cards if (ways := _ways(card))]
    if reached:
        return f"Please turn to them yourself: {'; '.join(reached)}."
    return "Please call somebody whom you trust instead."


def duties(filing: Filing, at: datetime) -> tuple[Duty, ...]:
    """Return what is left to the reporter: a call in danger, then what is late or due at once, then by time limit.

    What was due before it was reported is late from the beginning: nobody needs to be told once more.
    """
    began = _began(filing)
    found: dict[str, tuple[tuple[bool, datetime], Duty]] = {}
    for left in filing.plan.duties:
        step, text = filing.route.steps[left.step], _sentence(filing, left)
        if text:
            ends = due(step.deadline, step.counted_from, filed=at, began=began, zone=filing.zone)
            id_ = left.contacts[0] if left.contacts[0] not in found else f"{left.contacts[0]}-{left.step}"
            duty = _duty(id_, text, step, ends, at)
            found[id_] = ((ends is None and step.deadline != "immediate", ends.by if ends else at), duty)
    first = [_call(filing.number)] if filing.danger else []
    return (*first, *(duty for _, duty in sorted(found.values(), key=lambda one: one[0])), OTHER_WAYS)


def _assignment(one: Recipient, at: datetime) -> Assignment:
    return Assignment(person=one.person, step=one.step, because=one.because, at=at)


def _notice(case: Case, one: Assignment, urgency: int, links: Links, naming: Naming, staff: Staff) -> Notice | None:
    """Return the first notice that a recipient gets; None where no way of theirs may bring it."""
    link = links.token(case.id, one.person.key, one.link, case.filed_at)
    return to_recipient(case, one, "case", urgency, naming, link, stands_in_for=stands_in_for(case, one, staff))


def _began(filing: Filing) -> str | None:
    """Return when it began, as the reporter says; of an incident that nobody saw happen, when it was noticed."""
    names = (WHEN, NOTICED) if filing.kind == "report" else (AWARE,)
    given = (filing.content.get(one) for one in names)
    return next((one for one in given if one and isinstance(one, str)), None)


def _duty(id_: str, text: str, step: Step, ends: Limit | None, at: datetime) -> Duty:
    if ends is None:
        return Duty(id=id_, text=text, counted_from=step.counted_from)
    late = at if ends.late_from <= at else None
    return Duty(id=id_, text=text, counted_from=step.counted_from, due=ends.by, late_from=ends.late_from, late_at=late)


def _call(number: str) -> Duty:
    said = f"Nobody has called {number} for you, and nobody reads this at once."
    return Duty(id=_CALL, text=f"{said} If somebody may be in danger, call now.")


def _sentence(filing: Filing, left: Left) -> str:
    """Return what a step leaves to the reporter; nothing where none of its contacts is known any more."""
    cards = [filing.cards[one] for one in left.contacts if one in filing.cards]
    if not cards:
        return ""
    first = cards[0]
    if first.id == EMERGENCY:
        return f"Call {filing.number} now, if you have not."
    ways = f" ({said})" if (said := _ways(first)) else ""
    if any(one.kind == "referral" for one in cards):
        return f"{either(cards, ways)}: {purpose(first)}."
    if left.told:
        their = filing.cards.get(left.told[0].role, first)
        return f"{_get([one.name for one in left.told])} what you wrote. Speak with them too: {purpose(their)}."
    return f"Nobody has told {inside(either(cards, ways))} of this: {purpose(first)}."


def _get(names: list[str]) -> str:
    return f"{' and '.join(names)} {'gets' if len(names) == 1 else 'get'}"


def _ways(card: ContactCard) -> str:
    return "; ".join(filter(None, (card.phone, card.phone_note, card.email, card.url)))
