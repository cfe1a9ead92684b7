"""What is sealed, as bytes: a line that says what it is and in which format, then JSON."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.storage.errors import StorageUnusable
from handlers.cases.case import Case
from handlers.cases.events import Notice
from handlers.forms.model import Answers

T = TypeVar("T")

FORMAT = 1
"""Of all that is sealed. Where a field changes its meaning, it goes up, and `Sealed.read` learns to read the former."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """A case as it is kept.

    Attributes:
        version: How often it was written, from 1 on.
        entries: How many entries its history has, so that it shows where one is cut off or an earlier case is put back.
    """

    case: Case
    version: int
    entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """A notice as it is kept; its ids are sealed with it, so that it cannot be put in the place of another."""

    id: str
    case: str
    notice: Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """What an entry of the history says beyond what happened."""

    who: str | None = field(repr=False)
    details: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswers:
    """What somebody has filled in so far; whose it is, is sealed with it."""

    owner: str
    form: str
    answers: Answers = field(repr=False)


class Sealed(Generic[T]):
    """Writes and reads one sort of what is sealed."""

    def __init__(self, name: str, type_: type[T]) -> None:
        """Keep what it is called there, and its type."""
        self._name = name
        self._adapter = TypeAdapter(type_)

    def write(self, value: T) -> bytes:
        """Return a value as bytes."""
        return f"{self._name} {FORMAT}\n".encode() + self._adapter.dump_json(value)

    def read(self, content: bytes) -> T:
        """Return the value of bytes.

        Raises:
            StorageUnusable: It is something else, or of a format that is not known; its words are not quoted.
        """
        head, _, body = content.partition(b"\n")
        name, _, format_ = head.decode("ascii", "replace").partition(" ")
        if name != self._name:
            raise StorageUnusable(f"a {self._name} was expected in the database, and something else was there")
        if format_ != str(FORMAT):
            raise StorageUnusable(f"a later version of the assistant wrote a {self._name}; install that version")
        try:
            return self._adapter.validate_json(body)
        except ValidationError:
            raise StorageUnusable(f"a {self._name} in the database cannot be read; restore a backup") from None


CASE = Sealed("case", KeptCase)
NOTICE = Sealed("notice", KeptNotice)
WORDS = Sealed("entry", KeptWords)
ANSWERS = Sealed("form", KeptAnswers)
