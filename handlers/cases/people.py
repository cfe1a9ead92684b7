"""Who receives cases: the people behind the roles, and how each is reached."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from handlers.cases.names import folded

INTAKE, ALTERNATE, URGENT = "intake", "alternate_intake", "urgent"
"""Roles of a deployment beside the contacts of the texts: takes what nobody else can be found for; takes it where the
intake must not; is told at once when somebody may be in danger."""

DEPLOYMENT_ROLES = {
    INTAKE: "Intake",
    ALTERNATE: "Independent intake",
    URGENT: "Urgent contact",
}

Detail = Literal["notice", "full"]

WayKind = Literal["mail", "webhook", "slack", "teams", "here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something is brought to somebody.

    Attributes:
        kind: `here`: it stays in the assistant, for whoever runs it.
        address: Mailbox, address of a webhook, id of a channel or person.
        shared: Whether several people read what arrives there.
    """

    kind: WayKind
    address: str
    shared: bool = False

    def __repr__(self) -> str:
        """Leave the address out: it may reach a log."""
        return f"Way(kind={self.kind!r}, shared={self.shared})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who receives cases in a role.

    Attributes:
        name: As people know them; an office may stand for its people.
        role: Id of the contact, or one of the deployment's own roles.
        ways: First choice first.
        detail: What a message to them says: `notice`: the case's number and a link; `full`: also what was reported.
        codes: Where their one-time codes go; None for the first mailbox among the ways.
        deputies: Who stands in for them, first choice first.
        members: Of an office, the people who act for it where several read what arrives, each with ways of their own.
            What the office gets, each of them reads: where one of them must see nothing, the office must not either.
    """

    name: str
    role: str
    ways: tuple[Way, ...]
    detail: Detail = "notice"
    codes: Way | None = None
    deputies: tuple["Person", ...] = ()
    members: tuple["Person", ...] = ()

    @property
    def key(self) -> str:
        """What tells people apart, whatever role they act in: where they alone are reached, or else their name."""
        return next(self.addresses(), folded(self.name))

    def addresses(self) -> Iterator[str]:
        """Yield where they alone are reached: what several people read tells nobody apart."""
        for way in (*self.ways, *([self.codes] if self.codes else [])):
            if not way.shared and way.kind != "here":
                yield folded(way.address)

    @property
    def is_here(self) -> bool:
        """Whether they find what they receive in the assistant alone, and nobody notifies them."""
        return all(way.kind == "here" for way in self.ways)

    def way(self, *, private: bool) -> Way | None:
        """Return how they are told: the first way, or, of what is private, the first that nobody else reads."""
        return next((one for one in self.ways if not (private and one.shared)), None)

    def __repr__(self) -> str:
        """Leave name and addresses out: they may reach a log."""
        return f"Person(role={self.role!r})"


class Staff(Protocol):
    """Knows who fills the roles where the assistant is deployed."""

    def people(self, organisation: str, unit: str | None, role: str) -> tuple[Person, ...]:
        """Return who fills a role in a unit, falling back to the organisation; nobody where nothing is set."""
        ...

    def everybody(self, organisation: str) -> tuple[Person, ...]:
        """Return all who fill a role anywhere in an organisation, deputies included."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """Who is involved in what is reported, as the reporter says: nothing of it goes to them or their deputies.

    Attributes:
        names: Of people.
        roles: Ids of contacts, as seen from the reporter: `supervisor` is the reporter's own.
    """

    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Leave the names out: they may reach a log."""
        return f"Involved(names={len(self.names)}, roles={self.roles})"


def is_same_person(one: Person, other: Person) -> bool:
    """Tell whether two are one person in two roles."""
    return one.key == other.key or not set(one.addresses()).isdisjoint(other.addresses())
