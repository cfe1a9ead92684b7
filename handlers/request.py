"""What every request says of its asker, and how one is refused."""

from typing import Literal

from knowledge.library import Library

Capacity = Literal["official", "personal"]
Role = Literal["employee", "supervisor"]


class BadRequest(ValueError):
    """The request cannot be handled; the message tells the person what to do."""


def check_organisation(org: str | None, library: Library) -> None:
    """Refuse an organisation that the texts do not know; None stands for all of them.

    Raises:
        BadRequest: It is unknown; the message names the known ones.
    """
    if org is not None and org not in library.organisations:
        known = ", ".join(sorted(library.organisations))
        raise BadRequest(f"'{org}' is no organisation here; choose one of: {known}.")
