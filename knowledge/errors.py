"""What goes wrong with data that people maintain, said so that they can mend it."""

from pathlib import Path


class KnowledgeError(Exception):
    """A file of the knowledge folder cannot be used as it is.

    Attributes:
        path: The file or folder at fault.
        line: Its line, counted from 1, where one is known.
        field: The field at fault, as a dotted path, where one is known.
        reason: What is wrong and what to do, in a sentence for the maintainer.
    """

    def __init__(self, path: Path, reason: str, *, line: int | None = None, field: str | None = None) -> None:
        """Keep the place and the reason apart, so that a caller can show either."""
        self.path, self.reason, self.line, self.field = path, reason, line, field
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {field}: {reason}" if field else f"{place}: {reason}")
