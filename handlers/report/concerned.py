"""Whom the form asks about, whether they are involved: whoever may come to see it, and whom the text may speak of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handlers.cases.mentions import Mentioned
from handlers.cases.names import folded
from handlers.cases.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One of the people here.

    Attributes:
        name: Theirs.
        who: Who they are: how their role is called, or for whom they stand in; empty where they have no part in it.
    """

    name: str = field(repr=False)
    who: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Concerned:
    """Whom the form asks about; who of them is involved, the reporter says.

    Attributes:
        said: Staff whom the text may speak of.
        others: Everybody else who may come to see it: by the route, by the reporter's choice, as a deputy, or as the
            next who is told. Nobody is here and among those before.
        said_roles, other_roles: Id -> how it is called: roles that the text may speak of, and other ones of the route.
    """

    said: tuple[Somebody, ...]
    others: tuple[Somebody, ...]
    said_roles: Mapping[str, str] = field(repr=False)
    other_roles: Mapping[str, str] = field(repr=False)


def concerned(
    mentioned: Mentioned, may_come: Iterable[Person], contacts: Iterable[str], role_names: Mapping[str, str]
) -> Concerned:
    """Return whom the form asks about.

    Args:
        mentioned: Whom the text may speak of.
        may_come: Who may come to see it, with their deputies in them, first choice first.
        contacts: Ids of the route's contacts.
        role_names: How roles are called.
    """
    known = _by_name(may_come, role_names)
    said = {folded(name): Somebody(name=name, who="") for name in mentioned.names}
    return Concerned(
        said=tuple(known.get(key, one) for key, one in said.items()),
        others=tuple(one for key, one in known.items() if key not in said),
        said_roles={one: role_names.get(one, one) for one in mentioned.roles},
        other_roles={one: role_names.get(one, one) for one in contacts if one not in mentioned.roles},
    )


def in_line(
    people: Iterable[Person], recipients: Iterable[Person], role_names: Mapping[str, str]
) -> Iterator[Somebody]:
    """Yield who is told next, each with who they are.

    Args:
        people: Who is told next (`handlers.cases.line`).
        recipients: Who is told now.
        role_names: How roles are called.
    """
    following = list(people)
    known = _by_name((*recipients, *following), role_names)
    yield from (known[folded(one.name)] for one in following)


def _by_name(people: Iterable[Person], role_names: Mapping[str, str]) -> dict[str, Somebody]:
    """Return people, their deputies and members, by name: who somebody is, said twice, is as it is said first."""
    found: dict[str, Somebody] = {}
    for one in _somebody(people, role_names):
        found.setdefault(folded(one.name), one)
    return found


def _somebody(people: Iterable[Person], role_names: Mapping[str, str]) -> Iterator[Somebody]:
    for one in people:
        yield Somebody(name=one.name, who=role_names.get(one.role, one.role))
        yield from _members(one)
        yield from _deputies(one)


def _deputies(person: Person) -> Iterator[Somebody]:
    for one in person.deputies:
        yield Somebody(name=one.name, who=f"stands in for {person.name}")
        yield from _members(one)
        yield from _deputies(one)


def _members(person: Person) -> Iterator[Somebody]:
    yield from (Somebody(name=one.name, who=f"acts for {person.name}") for one in person.members)
