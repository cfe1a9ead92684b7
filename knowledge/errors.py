"""What goes wrong with data that people maintain, said so that they can mend it."""

import re
from pathlib import Path

_PLACE = re.compile(r"\.(\d+)(?=\.)\.")
"""A place in a list, counted from 0, in a dotted path that ends with a dot."""


class KnowledgeError(Exception):
    """A file of the knowledge folder cannot be used as it is.

    Attributes:
        path: The file or folder at fault.
        line: Its line, counted from 1, where one is known.
        field: The field at fault, as a dotted path that counts from 0, where one is known; the message counts from 1.
        reason: What is wrong and what to do, in a sentence for the maintainer.
    """

    def __init__(self, path: Path, reason: str, *, line: int | None = None, field: str | None = None) -> None:
        """Keep the place and the reason apart, so that a caller can show either."""
        self.path, self.reason, self.line, self.field = path, reason, line, field
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {_counted(field)}: {reason}" if field else f"{place}: {reason}")


def _counted(field: str) -> str:
    """Return a dotted path as people count: `0.people.1.mail.address` is `entry 1, people 2, mail.address`."""
    said = _PLACE.sub(
        lambda found: f" {int(found[1]) + 1}, ", f"entry.{field}." if field[:1].isdecimal() else f"{field}."
    )
    return said.rstrip(", .")
