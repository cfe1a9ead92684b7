"""What the search is asked and what it finds."""

from dataclasses import dataclass, field
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question with what is known of its asker. Its repr leaves the words out: it may reach a log.

    Attributes:
        text: The question, as typed.
        organisation: Id of the asker's organisation, or None to search all of them.
        role: `supervisor` prefers passages that speak to supervisors.
        capacity: `official` or `personal` prefers passages of that use; None prefers neither.
        history: Earlier questions of the thread, oldest first.
    """

    text: str = field(repr=False)
    organisation: str | None
    role: Literal["employee", "supervisor"] = "employee"
    capacity: Literal["official", "personal"] | None = None
    history: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that may answer.

    Attributes:
        passage: Its id.
        score: Probability that it is the passage that answers, given that one does; 0 to 1.
        sentences: For each sentence of the passage, its likeness to the question; -1 to 1.
    """

    passage: str
    score: float
    sentences: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the search found.

    Attributes:
        hits: Best first; where a question holds two, the best of each come first.
        answerable: Calibrated probability that the texts answer the question; 0 to 1.
        answered: Whether that is enough.
        danger: Probability that someone may be in danger now; 0 to 1.
        named: Id of another organisation that the question names and that was searched instead, or None.
        elsewhere: Id of another organisation whose texts would answer what this one's leave open, or None.
    """

    hits: tuple[Hit, ...]
    answerable: float
    answered: bool
    danger: float
    named: str | None = None
    elsewhere: str | None = None


class Search(Protocol):
    """Finds the passages that answer a question."""

    def search(self, query: Query) -> Found:
        """Return what answers the query."""
        ...
