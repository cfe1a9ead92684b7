"""What the reporter is shown before anything is sent: who will see it, where it is kept, what it does not do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from handlers.cases.filing import Filing, duties, whom_to_call
from handlers.cases.kept_out import is_named
from handlers.cases.links import Links
from handlers.cases.people import Person
from handlers.cases.privacy import is_full
from handlers.cases.recipients import Choice, Plan, Recipient
from handlers.cases.rules import Collection, Rules
from handlers.report.concerned import Concerned, Somebody, in_line
from knowledge.report_records import Route

RECORD = (
    "What you send becomes a record of your organisation. Access requests, investigations and courts may reach it; "
    "access law may also let a person see what is written about them."
)
ANONYMOUS = (
    "No name, account or address of yours is kept. What could still show who you are: the device and the network that "
    "you are using, if they belong to your employer; what you write that only few people know; and how you write it. "
    "Kept, and shown to those who get it: your organisation, the unit if you chose one, and whether you supervise. If "
    "you choose your own supervisor, they know that it comes from one of their people."
)
ALLEGED = "What you send is kept as alleged: the people named here decide what to make of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody who will see it.

    Attributes:
        name: Theirs.
        role: As it is called.
        because: `route`, `intake` (nobody else can be found, or may) or `urgent`.
        full: Whether the notice that they get holds what was written, or only the number and a link.
        here: Whether they get none: they find it in the assistant, as in a local trial.
    """

    name: str = field(repr=False)
    role: str
    because: str
    full: bool
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Somebody whom the reporter may choose.

    Attributes:
        tag: By which the choice is told; it gives nothing away.
    """

    contact: str
    role: str
    name: str = field(repr=False)
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A choice that is the reporter's own; nobody is preselected, and nobody is a choice too.

    Attributes:
        step: Number of the route's step.
        people: Whom the deployment knows.
        may_name: Contact (id) -> how it is called, where the reporter may name somebody with a work mail address.
    """

    step: int
    people: tuple[Offered, ...]
    may_name: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A step that belongs to the route only if something holds, as the reporter knows."""

    step: int
    when: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the reporter confirms by sending.

    Attributes:
        recipients: Who will see it; nobody where everybody who could is involved, and then it cannot be sent.
        line: Who is told next, one after another, if none of them says that they have it or can be reached.
        choices: What they may choose.
        conditions: What they may tick.
        names, roles: Staff whom the text may speak of, and roles (id -> how it is called).
        concerned: Of whom the form asks whether they are involved.
        kept: Where it is kept.
        record: That it is a record.
        collection: The collection notice, without whom to ask where that is somebody who must see nothing of it; None
            in local use, and where it cannot be sent.
        anonymous: What could still identify them, or None where they give their name.
        remains: What it does not do for them, a sentence each.
        call: Whom to call where it cannot be sent, or None.
    """

    recipients: tuple[Seen, ...]
    line: tuple[Somebody, ...]
    choices: tuple[Asked, ...]
    conditions: tuple[Condition, ...]
    names: tuple[str, ...] = field(repr=False)
    roles: Mapping[str, str]
    concerned: Concerned
    kept: str
    record: str
    collection: Collection | None
    anonymous: str | None
    remains: tuple[str, ...]
    call: str | None


def preview(
    filing: Filing,
    rules: Rules,
    role_names: Mapping[str, str],
    links: Links,
    *,
    line: Iterable[Person],
    concerned: Concerned,
    at: datetime,
) -> Preview:
    """Return what a reporter is shown before a filing is sent.

    Args:
        filing: What would be sent.
        rules: Of its organisation.
        role_names: How roles are called (`handlers.cases.showing.role_names`).
        links: Tell apart whom they may choose.
        line: Who is told next (`handlers.cases.line`).
        concerned: Of whom the form asks whether they are involved.
        at: The time.
    """
    plan = filing.plan
    return Preview(
        recipients=tuple(_seen(one, plan, role_names) for one in plan.recipients),
        line=tuple(in_line(line, (one.person for one in plan.recipients), role_names)),
        choices=tuple(_asked(one, role_names, links) for one in plan.choices),
        conditions=tuple(_conditions(filing.route, role_names)),
        names=tuple(one.name for one in concerned.said),
        roles=concerned.said_roles,
        concerned=concerned,
        kept=rules.kept,
        record=RECORD,
        collection=_collection(rules, plan, role_names),
        anonymous=ANONYMOUS if filing.reporter is None else None,
        remains=tuple(one.text for one in duties(filing, at)),
        call=None if plan.recipients else whom_to_call(filing),
    )


def _seen(one: Recipient, plan: Plan, role_names: Mapping[str, str]) -> Seen:
    name, full = role_names.get(one.person.role, one.person.role), is_full(one.person, private=plan.private)
    return Seen(name=one.person.name, role=name, because=one.because, full=full, here=one.person.is_here)


def _collection(rules: Rules, plan: Plan, role_names: Mapping[str, str]) -> Collection | None:
    """Return the notice on what is collected, which is nothing where nobody is left to receive it."""
    notice = rules.collection if plan.recipients else None
    if notice and is_named(notice.contact, plan.out, role_names):
        return replace(notice, contact="")
    return notice


def _asked(choice: Choice, role_names: Mapping[str, str], links: Links) -> Asked:
    people = tuple(
        Offered(contact=contact, role=role_names.get(contact, contact), name=person.name, tag=links.tag(person.key))
        for contact, known in choice.people.items()
        for person in known
    )
    return Asked(step=choice.step, people=people, may_name={one: role_names.get(one, one) for one in choice.may_name})


def _conditions(route: Route, role_names: Mapping[str, str]) -> Iterator[Condition]:
    for number, step in enumerate(route.steps):
        if step.when:
            names = tuple(role_names.get(one, one) for one in step.any_of)
            yield Condition(step=number, when=step.when, contacts=names)
