"""A case: a report or a disclosure, from the moment it is sent until it is disposed of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from handlers.cases.kept_out import is_out, said_of
from handlers.cases.people import Involved, Person, Way
from handlers.request import Role
from knowledge.report_records import CountedFrom

Kind = Literal["report", "disclosure"]

State = Literal[
    "received", "delivered", "acknowledged", "in_progress", "closed",
    "disclosed", "decided", "acknowledged_by_employee", "due_for_review", "retired",
]  # fmt: skip
"""Of a report: received (kept), delivered (a recipient's service took it), acknowledged, in progress, closed. Of a
disclosure: disclosed, decided, acknowledged by the employee, due for review again, retired."""

ENDED: frozenset[State] = frozenset({"closed", "retired"})

Author = Literal["reporter", "recipient"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something that reporter and recipients say to each other.

    Attributes:
        submission: Given by the door once for one press of the button, or None where it gives none.
    """

    at: datetime
    author: Author
    name: str | None = field(repr=False)
    text: str = field(repr=False)
    submission: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCode:
    """A code that was sent to a recipient; only its digest is kept.

    Attributes:
        tries: How often a wrong one was given since.
        taken: Whether it is noted that their service has taken it.
    """

    digest: str
    expires_at: datetime
    tries: int = 0
    taken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Somebody who received a case.

    Attributes:
        person: Who.
        step: Number of the route's step that they are a contact of, counted from 0; None for anybody else.
        because: `route`, `intake`, `urgent`, `escalated` or `passed_on`.
        passed_on_by: Key of the recipient who passed it on to them; None where nobody did, or an operator gave it to
            them again, or that is not known.
        at: When they became a recipient.
        delivered_at: When a service of theirs took the first message.
        acknowledged_at: When they said that they have it.
        asked_at: When they were asked anew, because whoever else had said so may see the case no more; or None.
        reminded_at: When they were reminded to.
        escalated_at: When somebody else was told because they did not.
        link: Number of their link; a higher one makes earlier links void.
        revoked: Whether their links were made void, and they get nothing until somebody gives them the case again.
        renewed_at: When they asked last for a link in place of one that had expired.
        code: The one-time code that was sent to them last, until it is used.
    """

    person: Person
    step: int | None
    because: Literal["route", "intake", "urgent", "escalated", "passed_on"]
    at: datetime
    passed_on_by: str | None = field(default=None, repr=False)
    delivered_at: datetime | None = None
    acknowledged_at: datetime | None = None
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    escalated_at: datetime | None = None
    link: int = 0
    revoked: bool = False
    renewed_at: datetime | None = None
    code: OneTimeCode | None = field(default=None, repr=False)

    @property
    def waited_for_since(self) -> datetime:
        """From when on the time runs in which they say that they have it."""
        return self.asked_at or self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the reporter still has to do, for the report does not do it.

    Attributes:
        id: Unique in the case; of a contact's duty, the contact's id.
        text: A plain sentence.
        counted_from: What the deadline counts from, where there is one.
        due: By when, or None.
        late_from: From when on it is late, or None: later than `due` where the reporter gave the day alone from which
            that counts, and not the hour.
        reminded_at: When the reporter was reminded.
        late_at: When the recipients were told that it was not ticked off in time.
        done_at: When the reporter ticked it off.
    """

    id: str
    text: str
    counted_from: CountedFrom | None = None
    due: datetime | None = None
    late_from: datetime | None = None
    reminded_at: datetime | None = None
    late_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def ends(self) -> datetime | None:
        """From when on it is late; None where it has no time limit."""
        return self.late_from or self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporter:
    """Who reported under their name; an anonymous case has none.

    Attributes:
        name: As they gave it.
        reach: How they want to be reached, in their words, or None.
        identity: Who is signed in, as the door knows them (`slack:T1/U2`), or None.
        way: How they are told that there is something new; None where they look for themselves.
    """

    name: str
    reach: str | None = None
    identity: str | None = None
    way: Way | None = None

    def __repr__(self) -> str:
        """Leave everything out: it may reach a log."""
        return "Reporter()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case. What a person wrote in it, and every name, stays out of its representation.

    Attributes:
        id: Random; what the store knows it by.
        number: What people know it by, such as `C-7QK4-M2XD`.
        org, unit, role: Whose case it is.
        type, variant: What the reporter confirmed; no finding.
        filed_at: When it was kept.
        danger: Whether somebody may be in danger, as the reporter said or their words sound: it is urgent.
        at_once: Whether the first step of its route is to be told at once.
        content: Id of a field of the form -> what was answered.
        reporter: Who reported, or None where it is anonymous.
        out: Marks of the people who must not see it (`people.kept_out`).
        involved: Who that is, as the reporter said; None of cases from before that was kept (`excluded`).
        private: Whether nothing of it goes where several people read (`privacy.is_private`), as it was when it was
            filed or somebody was kept out; None of cases from before that was kept.
        route_contacts: For each step of its route, the contacts (ids) that will do.
        assignments: Who received it, in order, also those who may see it no more.
        moved_by: Key of the recipient who brought it into its state; None where nobody did, or that is not known.
        duties: What is left to the reporter.
        messages: Oldest first.
        outcome: What a recipient decided, in a word of the deployment's settings, or None.
        ended_at: When it was closed or retired.
        review_at: When a disclosure is due for review, or None.
        nobody_left: Whether nobody has said that they have it, and nobody else may be told any more.
        on_hold: Whether a legal hold keeps it from being disposed of.
        filed_as: Reference under which it was filed in the recordkeeping system, or None.
        next_at: When something is to be done about it next, or None (`handlers.cases.clocks`).
    """

    id: str
    number: str
    kind: Kind
    org: str
    unit: str | None
    role: Role
    type: str
    variant: str | None
    state: State
    filed_at: datetime
    danger: bool = False
    at_once: bool = False
    content: Mapping[str, str | tuple[str, ...]] = field(repr=False)
    reporter: Reporter | None
    out: frozenset[str] = field(default=frozenset(), repr=False)
    involved: Involved | None = field(default=None, repr=False)
    private: bool | None = None
    route_contacts: tuple[tuple[str, ...], ...] = ()
    assignments: tuple[Assignment, ...] = field(default=(), repr=False)
    moved_by: str | None = field(default=None, repr=False)
    duties: tuple[Duty, ...] = field(default=(), repr=False)
    messages: tuple[Message, ...] = field(default=(), repr=False)
    outcome: str | None = field(default=None, repr=False)
    ended_at: datetime | None = None
    review_at: datetime | None = None
    nobody_left: bool = False
    on_hold: bool = False
    filed_as: str | None = field(default=None, repr=False)
    next_at: datetime | None = None

    @property
    def anonymous(self) -> bool:
        """Whether nobody is named as the reporter."""
        return self.reporter is None

    @property
    def excluded(self) -> Involved:
        """Who must not see it, as the reporter said; of cases from before that was kept, as their marks have it."""
        return said_of(self.out) if self.involved is None else self.involved

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.state not in ENDED

    @property
    def recipients(self) -> tuple[Assignment, ...]:
        """The assignments of those who may see it still, in order."""
        return tuple(one for one in self.assignments if self.may_see(one))

    def may_see(self, one: Assignment) -> bool:
        """Tell whether somebody who received it may see it still."""
        return not one.revoked and not is_out(one.person, self.out)

    def has_said(self, submission: str | None) -> bool:
        """Tell whether a message is in it already that this press of a button sent."""
        return submission is not None and any(one.submission == submission for one in self.messages)

    def assignment(self, key: str) -> Assignment | None:
        """Return the assignment of somebody, by their key, or None."""
        return next((one for one in self.assignments if one.person.key == key), None)
