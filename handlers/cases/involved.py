"""Who is involved in a case, as its reporter says: checked alike when it is filed and afterwards."""

from collections.abc import Collection, Iterable, Mapping

from handlers.cases.kept_out import is_out, kept_out
from handlers.cases.names import folded
from handlers.cases.people import Involved, Person
from handlers.forms.model import clean
from handlers.request import BadRequest

MAX_NAME, MOST_INVOLVED = 120, 10
"""Most characters of a name; most people of whom a reporter says that they are involved."""


def checked(given: Involved, roles: Collection[str]) -> Involved:
    """Return who is involved, without what names nobody.

    Args:
        given: As it came in.
        roles: Ids of all roles that somebody may have where the case is.

    Raises:
        BadRequest: There are too many people, too long names, or roles that nobody has: nobody would be kept out by
            them, though the reporter believes so.
    """
    names = tuple(name for one in given.names if (name := clean(one, lines=False)) and folded(name))
    if len(names) > MOST_INVOLVED or any(len(one) > MAX_NAME for one in names):
        raise BadRequest(f"Name at most {MOST_INVOLVED} people who are involved, with {MAX_NAME} characters each.")
    unknown = sorted(set(given.roles) - set(roles))
    if unknown:
        known = ", ".join(sorted(roles))
        raise BadRequest(f"'{unknown[0]}' is nobody's role here; name who is involved, or one of these roles: {known}.")
    return Involved(names=names, roles=given.roles)


def joined(before: Involved, more: Involved) -> Involved:
    """Return all who are involved, each once: those who were said before, and more."""
    names = {folded(name): name for name in reversed((*before.names, *more.names))}
    roles = dict.fromkeys((*before.roles, *more.roles))
    return Involved(names=tuple(reversed(names.values())), roles=tuple(roles))


def unknown(involved: Involved, people: Iterable[Person]) -> tuple[str, ...]:
    """Return the names that nobody known here has; they are kept out all the same, should they turn up."""
    known = list(people)
    return tuple(name for name in involved.names if not _is_somebody(name, known))


def in_words(involved: Involved, roles: Mapping[str, str]) -> tuple[str, ...]:
    """Return who is involved as it is shown: names as they were given, and how their roles are called."""
    return (*involved.names, *(roles.get(one, one.replace("_", " ")) for one in involved.roles))


def _is_somebody(name: str, known: Collection[Person]) -> bool:
    out = kept_out(Involved(names=(name,)), known)
    return any(is_out(one, out) for one in known)
