"""Whom a recipient can pass a case on to: by a tag that gives nothing away, by name, and by role."""

from dataclasses import dataclass, field

from handlers.cases.case import Case
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.showing import role_names
from handlers.cases.work import Work
from knowledge.library import Library

_NOBODY = "\0"
"""Key of nobody: no name and no address holds this character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody whom a case can be passed on to.

    Attributes:
        tag: By which they are chosen; it gives nothing away.
        role: As it is called to somebody for whom it is not their own.
    """

    tag: str
    name: str = field(repr=False)
    role: str


def colleagues(case: Case, work: Work, library: Library) -> tuple[Colleague, ...]:
    """Return whom a case can be passed on to, by name; it takes a while where the staff is large.

    Args:
        case: The case.
        work: Knows the staff, and who may be told.
        library: Knows how roles are called.
    """
    roles = role_names(library, case.org)
    found = (
        Colleague(tag=work.links.tag(one.key), name=one.name, role=_called(roles.get(one.role, one.role)))
        for one in RecipientDesk(work).colleagues(case)
    )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.role)))


def tagged(work: Work, org: str, wanted: str) -> str:
    """Return the key of whoever of an organisation has a tag, or of nobody.

    Whether a case may be passed on to them is for the desk to say. It takes a while where the staff is large.
    """
    return next((one.key for one in work.staff.everybody(org) if work.links.tag(one.key) == wanted), _NOBODY)


def _called(role: str) -> str:
    """Return how a role is called to somebody for whom it is not their own: `Your manager` is `Manager`."""
    name = role.removeprefix("Your ").replace("_", " ")
    return name[:1].upper() + name[1:]
