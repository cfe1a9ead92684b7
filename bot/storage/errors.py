"""What goes wrong with what is stored."""

from pathlib import Path
from typing import Literal

Cause = Literal["full", "busy", "keys", "other"]
"""No room is left; somebody else writes for too long; the keys do not fit; anything else."""


class StorageUnusable(Exception):
    """What is stored cannot be opened, read or written; the message says where, why, and what to do.

    No message holds a statement, a value or a key.

    Attributes:
        cause: What sort of fault it is, for those who tell people.
    """

    def __init__(self, message: str, cause: Cause = "other") -> None:
        """Keep the message and the cause."""
        super().__init__(message)
        self.cause = cause


class KeysUnusable(StorageUnusable):
    """The keys cannot be used."""

    def __init__(self, path: Path, reason: str, mend: str) -> None:
        """Say which file, why, and what to do; never what is in it."""
        super().__init__(f"cannot use the keys in {path}: {reason}; {mend}", "keys")


class NotOpened(KeysUnusable):
    """A value was sealed with a key that is not in the file, or was tampered with."""
