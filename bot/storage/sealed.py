"""What is sealed, as bytes: a line that says what it is and in which format, then JSON."""

from dataclasses import dataclass, field
from datetime import datetime
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
        receipt_hash, submission_hash: What it is found by beside what it says itself: else whoever writes to the
            database could have somebody's receipt open another's case.
        urgency: Of its first notices.
        notices: How many were ever put on their way because of it, so that it shows where one is removed.

    None stands where an earlier version sealed it, which did not know these.
    """

    case: Case
    version: int
    entries: int
    receipt_hash: str | None = None
    submission_hash: str | None = None
    urgency: int | None = None
    notices: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """A notice as it is kept; its ids are sealed with it, so that it cannot be put in the place of another.

    Attributes:
        at: When it was kept; None where an earlier version did, and the row alone says so.
    """

    id: str
    case: str
    notice: Notice
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """What an entry of the history says beyond what happened.

    Attributes:
        at: When it happened, where the row says the hour alone.
        left: Of the record of a disposal: digest of what is left of the case (`case_rows.digest_of_rest`).
    """

    who: str | None = field(repr=False)
    details: str | None = field(repr=False)
    at: datetime | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswers:
    """What somebody has filled in so far; whose it is, is sealed with it."""

    owner: str
    form: str
    answers: Answers = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNote:
    """A text kept for a purpose; what it is found by is sealed with it, so that none is put in the place of another."""

    kind: str
    key: str = field(repr=False)
    owner: str | None = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReceived:
    """What came in from a chat platform; its id is sealed with it."""

    id: str
    text: str = field(repr=False)


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
NOTE = Sealed("note", KeptNote)
RECEIVED = Sealed("message", KeptReceived)
