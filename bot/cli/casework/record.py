"""A case as a record: all that whoever holds the keys sees of it, in parts that a screen and a page show alike."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from handlers.cases.case import Assignment, Case
from handlers.cases.involved import in_words
from handlers.cases.notices import contents
from handlers.cases.rules import Schedule
from handlers.cases.standing import standing
from handlers.cases.store import HistoryEntry, Summary
from handlers.cases.wording import STANDING, TO_RECIPIENT

ALLEGED = "What stands here is alleged, as it was sent: it is no finding. What was decided is people's decision."
NAMELESS = "(anonymous)"

_NONE = "–"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Part:
    """A part of a record.

    Attributes:
        heads: Of its columns; none where the first column says what the second is.
        rows: Each as long as the heads, or of two texts.
    """

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Record:
    """A record of a case.

    Attributes:
        case: The case, or None where it was disposed of.
        summary: What is known of one that was disposed of, or None.
        alleged: What sort of case it is, and never as a finding.
        roles: How roles are called, by id.
        schedule: Under which it may be disposed of, or None.
        history: The oldest first.
        at, who: When the record was made, and by whom.
    """

    case: Case | None = None
    summary: Summary | None = None
    alleged: str = ""
    roles: Mapping[str, str] = field(default_factory=dict)
    schedule: Schedule | None = None
    history: tuple[HistoryEntry, ...]
    at: datetime
    who: str

    @property
    def name(self) -> str:
        """What the case is called: its number, or what is left of it."""
        return f"Case {self.case.number}" if self.case else f"Case {self.summary.id if self.summary else ''}"

    @property
    def disposal(self) -> str | None:
        """The record of the disposal, or None where it was not disposed of."""
        return next((one.details for one in self.history if one.action == "disposed"), None)

    def may_be_disposed_of(self) -> datetime | None:
        """Return from when on the schedule lets it go, or None where that is not known."""
        ended = self.case.ended_at if self.case else None
        return ended + self.schedule.after if ended and self.schedule else None

    def parts(self) -> Iterator[Part]:
        """Yield its parts, in the order in which they are shown."""
        if self.case:
            yield from _of_case(self, self.case)
        elif self.summary:
            yield _of_summary(self.summary)
        yield Part(title="How it is kept", rows=tuple(_keeping(self)))
        yield Part(title="History", heads=("No.", "At", "What", "By", "Who", "Details"), rows=tuple(_history(self)))
        yield Part(title="This record", rows=(("Made at", moment(self.at)), ("Made by", self.who)))


def moment(at: datetime | None) -> str:
    """Return a time as records have it; one that an answer gave may be in any zone."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else _NONE


def _of_case(record: Record, case: Case) -> Iterator[Part]:
    yield Part(title="The case", rows=tuple(_facts(record, case)))
    yield Part(title="What was sent", rows=tuple(contents(case)))
    heads = ("Name", "Role", "Because of", "Stands", "Since", "Delivered", "Has it", "Told somebody else")
    rows = tuple(_assignment(record, case, one) for one in case.assignments)
    yield Part(title="Whom it went to", heads=heads, rows=rows)
    duties = tuple((one.text, moment(one.due), moment(one.done_at)) for one in case.duties)
    yield Part(title="What was left to the reporter", heads=("What", "Due", "Done"), rows=duties)
    messages = tuple((moment(one.at), one.author, one.name or _NONE, one.text) for one in case.messages)
    yield Part(title="Messages", heads=("At", "From", "Name", "Text"), rows=messages)


def _facts(record: Record, case: Case) -> Iterator[tuple[str, str]]:
    yield "Number", case.number
    yield "Sort", case.kind
    yield "About", record.alleged
    yield "Organisation", " / ".join(filter(None, (case.org, case.unit)))
    yield "Reporter", case.reporter.name if case.reporter else NAMELESS
    yield "Reporter's role", case.role
    yield "To be reached", (case.reporter.reach if case.reporter else None) or _NONE
    yield "Involved, and kept out", "; ".join(in_words(case.excluded, record.roles)) or _NONE
    yield "Filed", moment(case.filed_at)
    yield "State", TO_RECIPIENT[case.state]
    yield "Outcome", case.outcome or _NONE
    yield "Ended", moment(case.ended_at)
    yield "Due for review", moment(case.review_at)


def _of_summary(one: Summary) -> Part:
    rows = (
        ("Id", one.id),
        ("Sort", one.kind),
        ("Type", one.type),
        ("Organisation", one.org),
        ("Filed", moment(one.filed_at)),
        ("Disposed of", moment(one.disposed_at)),
    )
    return Part(title="The case", rows=rows)


def _keeping(record: Record) -> Iterator[tuple[str, str]]:
    case, schedule = record.case, record.schedule
    if case:
        yield "Legal hold", "yes" if case.on_hold else "no"
        yield "Filed as a record", case.filed_as or "not yet"
        yield "Schedule", f"{schedule.name}, by the authority of {schedule.authority}" if schedule else "none is set"
        yield "May be disposed of from", moment(record.may_be_disposed_of())
    yield "Disposal", record.disposal or "It was not disposed of."


def _assignment(record: Record, case: Case, one: Assignment) -> tuple[str, ...]:
    return (
        one.person.name,
        record.roles.get(one.person.role, one.person.role),
        one.because.replace("_", " "),
        STANDING[standing(case, one)],
        moment(one.at),
        moment(one.delivered_at),
        moment(one.acknowledged_at),
        moment(one.escalated_at),
    )


def _history(record: Record) -> Iterator[tuple[str, ...]]:
    for one in record.history:
        action = one.action.replace("_", " ")
        yield str(one.number), moment(one.at), action, one.actor, one.who or _NONE, one.details or _NONE
