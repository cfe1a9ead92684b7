"""To whom a case went, and how far it has come with each, as its reporter and its recipients see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.cases.case import Assignment, Case
from handlers.cases.standing import Standing, reached, since, standing


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Receiver:
    """Somebody to whom the case went.

    Attributes:
        role: As it is called; a deputy acts in the role for which they stand in.
        since: Since when it is for them.
        has_it: Whether they said that they have it.
        standing: How far it has come with them.
        at: Since when that stands, where it is told, or None.
    """

    name: str
    role: str
    since: datetime
    has_it: bool
    standing: Standing
    at: datetime | None


def receivers(case: Case, roles: Mapping[str, str]) -> tuple[Receiver, ...]:
    """Return to whom a case went, as its reporter knows it; `roles` says how roles are called, by id."""
    return tuple(_receiver(one, _role(one, roles), standing(case, one)) for one in case.assignments)


def others(case: Case, one: Assignment, roles: Mapping[str, str]) -> tuple[Receiver, ...]:
    """Return who else has a case, as a recipient may know it: who is kept out is told to nobody."""
    return tuple(_others(case, one, roles))


def _others(case: Case, one: Assignment, roles: Mapping[str, str]) -> Iterator[Receiver]:
    for other in case.assignments:
        how = reached(case, other)
        if other.person.key != one.person.key and (case.may_see(other) or how in ("reached", "has_it")):
            yield _receiver(other, _in_third_person(_role(other, roles)), how)


def _receiver(one: Assignment, role: str, how: Standing) -> Receiver:
    has_it = one.acknowledged_at is not None
    return Receiver(name=one.person.name, role=role, since=one.at, has_it=has_it, standing=how, at=since(one, how))


def _role(one: Assignment, roles: Mapping[str, str]) -> str:
    return roles.get(one.person.role) or one.person.role.replace("_", " ")


def _in_third_person(role: str) -> str:
    return f"The reporter's {role.removeprefix('Your ')}" if role.startswith("Your ") else role
