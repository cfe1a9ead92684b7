"""Who receives cases: the people behind the roles, how each is reached, and who must not be."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from rapidfuzz import fuzz

INTAKE, ALTERNATE, URGENT = "intake", "alternate_intake", "urgent"
"""Roles of a deployment beside the contacts of the texts: takes what nobody else can be found for; takes it where the
intake must not; is told at once when somebody may be in danger."""

DEPLOYMENT_ROLES = {
    INTAKE: "Intake",
    ALTERNATE: "Independent intake",
    URGENT: "Urgent contact",
}

_SAME_NAME = 90
"""Likeness of two names, 0 to 100, from which on they are taken for one person's: rather one too many is kept out."""

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
    """

    name: str
    role: str
    ways: tuple[Way, ...]
    detail: Detail = "notice"
    codes: Way | None = None
    deputies: tuple["Person", ...] = ()

    @property
    def key(self) -> str:
        """What tells people apart, whatever role they act in."""
        return folded(self.ways[0].address if self.ways and self.ways[0].kind != "here" else self.name)

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


def folded(text: str) -> str:
    """Return a name or address as it is compared: without case, marks and needless spaces."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w@.+-]", " ", plain).casefold().split())


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: order, marks, initials' dots and a typing error aside."""
    first, second = (folded(name).replace(".", " ") for name in (one, other))
    if not first or not second:
        return False
    if fuzz.token_sort_ratio(first, second) >= _SAME_NAME:
        return True
    shorter, longer = sorted((first.split(), second.split()), key=len)
    return len(shorter) > 1 and all(any(fuzz.ratio(part, whole) >= _SAME_NAME for whole in longer) for part in shorter)


def kept_out(involved: Involved, everybody: Iterable[Person], own: Iterable[Person] = ()) -> frozenset[str]:
    """Return the keys of all who must see nothing of a case.

    Args:
        involved: Whom the reporter names.
        everybody: All who fill a role in the organisation.
        own: Who fills the reporter's own roles: those of their unit, and those whom they named themselves.
    """
    found = set[str]()
    known, mine = list(everybody), list(own)
    for person in known + mine:
        named = any(is_same_name(person.name, name) for name in involved.names)
        if named or (person in mine and person.role in involved.roles):
            found.add(person.key)
            found.update(deputy.key for deputy in person.deputies)
    deputies = [deputy for person in known + mine if person.key in found for deputy in person.deputies]
    return frozenset(found | {one.key for one in deputies})


def allowed(people: Iterable[Person], out: Collection[str]) -> tuple[Person, ...]:
    """Return those who may see a case, each once."""
    found: dict[str, Person] = {}
    for one in people:
        if one.key not in out:
            found.setdefault(one.key, one)
    return tuple(found.values())
