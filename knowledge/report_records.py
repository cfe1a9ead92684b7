"""The records of what people report: types, routes, examples."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records import STRICT, Deadline, Id, Source, Text

Role = Literal["employee", "supervisor"]
Basis = Literal["text", "fallback", "common"]
CountedFrom = Literal["filing", "incident", "awareness"]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Variant:
    """A sort of a type whose route is another one."""

    id: Id
    name: Text
    covers: Text


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportType:
    """A sort of thing that people report.

    Attributes:
        name: As a person reads it.
        covers: What belongs to it, in a plain sentence to whoever confirms it.
        handling: `emergency`: the emergency number comes first; `case`: it is filed; `answer`: what the texts say and
            whom to ask come first, and filing is offered; `disclosure`: it opens the disclosure.
        urgency: In which order reports are delivered, the lowest first.
        role: Only people of this role report it; None for everybody.
        about_a_person: Whether it speaks of how a person behaves: notices of it never say what it says, and never go to
            a channel that several people read.
        variants: Sorts of it that some organisation routes in another way.
    """

    id: Id
    name: Text
    covers: Text
    handling: Literal["emergency", "case", "answer", "disclosure"]
    urgency: Annotated[int, Field(ge=0, le=9)]
    role: Role | None = None
    about_a_person: bool = False
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Step:
    """One step of a route: any one of its contacts will do.

    Attributes:
        any_of: Contacts (ids) of the organisation, in the order of the text.
        when: The condition under which the step belongs to the route, in a phrase that begins with `if`, or None.
        deadline: By when, as the text gives it, or None.
        counted_from: What the deadline counts from.
        basis: `text`: the text gives this step; `fallback`: the text gives none for the type, and the contact that it
            names for doubts or reports in general is used; `common`: the text is silent and safety comes first.
        source: The passage on which it rests.
        why: What to reach its contacts for, in a phrase that begins with `to` or `for`, or None: then the passage says
            it. A step that rests on a passage about something else needs one.
        note: What a person should know of it, or None.
    """

    any_of: Annotated[tuple[Id, ...], Field(min_length=1)]
    when: Text | None = None
    deadline: Deadline | None = None
    counted_from: CountedFrom = "filing"
    basis: Basis = "text"
    source: Source
    why: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Route:
    """Whom a report of a type goes to, in order.

    Attributes:
        role: Of the people whose reports it is for; None for everybody's.
        variant: Of the type, or None for all of them.
        also: Further passages that speak of it.
    """

    organisation: Id
    type: Id
    role: Role | None = None
    variant: Id | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    also: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportExample:
    """A report to learn from: what somebody wrote, who wrote it, and what it is."""

    text: Text
    organisation: Id
    role: Role = "employee"
    type: Id
    variant: Id | None = None
