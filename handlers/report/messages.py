"""What somebody reports, and what the assistant understands of it. Nothing is sent or kept by that."""

from dataclasses import dataclass, field

from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard, NextStep
from handlers.request import Role
from knowledge.report_records import Basis, CountedFrom, ReportType


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """What happened, in somebody's own words. Its representation lacks them.

    Attributes:
        text: At most `handlers.forms.report.MAX_WHAT` characters.
        org: Organisation of the reporter.
        unit: Ministry, department or office, or None.
        role: Of the reporter.
        type: Confirmed by the reporter, or None while nobody has.
        variant: Of the confirmed type, or None.
    """

    text: str = field(repr=False)
    org: str
    unit: str | None = None
    role: Role = "employee"
    type: str | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a report may be about.

    Attributes:
        type: With its name and what it covers, for the reporter to confirm.
        variant: The likelier of its variants, where the organisation routes them apart; else None.
        chance: How likely it is, 0 to 1.
    """

    type: ReportType
    variant: str | None
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteStep:
    """One step of the route: any one of its contacts will do.

    Attributes:
        number: Of the step in its route, counted from 0.
        any_of: In the order of the text.
        when: The condition under which it belongs to the route, or None.
        deadline: `immediate`, `PT24H`, `P30D` or None.
        counted_from: What the deadline counts from.
        basis: `text`, `fallback` or `common` (`knowledge.report_records.Step`).
        citation: The passage on which it rests.
        note: What to know of it, or None.
    """

    number: int
    any_of: tuple[ContactCard, ...]
    when: str | None
    deadline: str | None
    counted_from: CountedFrom
    basis: Basis
    citation: Citation
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What the assistant understands of a report. It is alleged, and its type is no finding.

    Attributes:
        guess: What it is most likely about, or what the reporter confirmed.
        alternatives: The next plausible ones, the likeliest first; anything else may be chosen too.
        emergency: Whether someone may be in danger now.
        number: Whom to call then; of the reporter's organisation, and the same on every form.
        route: Whom a report of this type goes to.
        contacts: The route's contacts, laid flat.
        deadline: Of the first step.
        steps: What to do now, the emergency number first.
        citations: What the texts say of it.
        answer: What they say of the matter itself, where that is what helps first; else None.
    """

    guess: Guess
    alternatives: tuple[Guess, ...]
    emergency: bool
    number: str
    route: tuple[RouteStep, ...]
    contacts: tuple[ContactCard, ...]
    deadline: str | None
    steps: tuple[NextStep, ...]
    citations: tuple[Citation, ...]
    answer: AskReply | None

    @property
    def is_told(self) -> bool:
        """Whether the words tell what it is about, or the reporter has; otherwise the guess is none."""
        return self.guess.chance > 0
