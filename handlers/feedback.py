"""Feedback on answers: what reaches the maintainers, without names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from handlers.ask.question import readable
from handlers.request import BadRequest

MAX_PASSAGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a person says of an answer. It holds nothing about who says it.

    Attributes:
        day: The day on which it was given; no time, so that it cannot be matched with other records.
        org: Organisation that was asked for, or None.
        helpful: Whether the answer helped; None for a question that stayed unanswered.
        passages: Ids of the passages that were cited.
        question: The question's words, only where the person sent them on purpose.
    """

    day: date
    org: str | None
    helpful: bool | None
    passages: tuple[str, ...] = ()
    question: str | None = None

    def __repr__(self) -> str:
        """Leave the question out: it may reach a log."""
        return f"Feedback(day={self.day}, org={self.org}, helpful={self.helpful}, passages={self.passages})"


class FeedbackStore(Protocol):
    """Keeps feedback for the maintainers."""

    async def add(self, feedback: Feedback) -> None:
        """Keep one."""
        ...

    async def all(self) -> Sequence[Feedback]:
        """Return everything kept, oldest first."""
        ...


def received(
    day: date, *, org: str | None, helpful: bool | None, passages: Sequence[str] = (), question: str | None = None
) -> Feedback:
    """Make feedback of what a door received.

    Raises:
        BadRequest: It says neither whether the answer helped nor which question stayed open, or is too long.
    """
    if helpful is None and not question:
        raise BadRequest("Say whether the answer helped, or which question stayed unanswered.")
    if len(passages) > MAX_PASSAGES or any(len(one) > 100 for one in passages):
        raise BadRequest(f"Feedback names at most {MAX_PASSAGES} passages, by their ids.")
    words = readable(question) if question else None
    return Feedback(day=day, org=org, helpful=helpful, passages=tuple(passages), question=words)
