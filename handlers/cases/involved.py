"""Who is involved in a case, as its reporter says: checked alike when it is filed and afterwards."""

from collections.abc import Collection

from handlers.cases.names import folded
from handlers.cases.people import Involved
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
