"""Request and reply of ask."""

from dataclasses import dataclass, field
from typing import Literal

from handlers.reply import Citation, ContactCard, NextStep
from handlers.request import Capacity, Role

MAX_QUESTION = 4000
"""Longest question that is read, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRequest:
    """A question, who asks it and in what role. What was typed stays out of its representation, and so out of logs.

    Attributes:
        question: As typed, at most `MAX_QUESTION` characters.
        org: Id of the asker's organisation, or None: all of them are searched.
        unit: Part of the organisation, or None.
        capacity: Whether it is about official or personal use; None where that is not known.
        history: The earlier questions of the thread, oldest first.
    """

    question: str = field(repr=False)
    org: str | None
    unit: str | None = None
    role: Role = "employee"
    capacity: Capacity | None = None
    history: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReply:
    """What an answer owes the employee.

    Attributes:
        answered: Whether the guidelines answer the question.
        answer: Decisive sentences of the first citation, verbatim; a plain sentence where nothing is answered.
        citations: Best first; none where `answered` is false.
        contacts: Whom to ask or tell, first one first.
        clarify: `capacity` where the answer hangs on whether the use is official or personal.
        emergency: Whether someone may be in danger; then the first next step is the emergency number.
        next_steps: In the order in which to take them.
    """

    answered: bool
    answer: str
    citations: tuple[Citation, ...]
    contacts: tuple[ContactCard, ...]
    clarify: Literal["capacity"] | None
    emergency: bool
    next_steps: tuple[NextStep, ...]
