"""What a reporter has given so far, by options or in the dialog, until it is filed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from handlers.cases.case import Kind, Reporter
from handlers.cases.involved import checked
from handlers.cases.people import Involved
from handlers.cases.showing import role_names
from handlers.forms.report import DANGER, WHAT
from handlers.report.dialog import Named, Submission
from handlers.report.messages import ReportRequest
from handlers.request import Role
from knowledge.library import Library

NOBODY = "none"
"""What stands for nobody: it has to be said, for nothing is taken for granted."""


@dataclass(slots=True, kw_only=True, repr=False)
class Given:
    """What is known so far. It has no representation: it holds somebody's words.

    Attributes:
        answers: Id of a field of the form -> what came in.
        involved: None until the reporter has said who is involved, or that nobody is.
        to: Whom they choose, as options say it (`bot.cli.reporting.choosing`).
        conditions: Numbers of the steps whose condition holds, as options say.
        chosen: Number of a step -> whom they chose; None for nobody.
        applies: Number of a step under a condition -> whether that holds.
        danger: Whether it reads as if somebody may be in danger.
    """

    kind: Kind
    org: str
    unit: str | None
    role: Role
    type: str | None = None
    variant: str | None = None
    answers: dict[str, object] = field(default_factory=dict)
    involved: Involved | None = None
    to: tuple[str, ...] = ()
    conditions: frozenset[int] = frozenset()
    chosen: dict[int, Named | None] = field(default_factory=dict)
    applies: dict[int, bool] = field(default_factory=dict)
    name: str = ""
    reach: str | None = None
    danger: bool = False

    def in_danger(self) -> bool:
        """Tell whether the reporter says that somebody is, or may be."""
        return self.answers.get(DANGER) in ("yes", "unsure")

    def request(self) -> ReportRequest:
        """Return it as it is read, before anything else is asked about it."""
        return ReportRequest(
            text=str(self.answers.get(WHAT, "")),
            org=self.org,
            unit=self.unit,
            role=self.role,
            type=self.type,
            variant=self.variant,
        )

    def submission(self) -> Submission:
        """Return it as the dialog takes it."""
        return Submission(
            kind=self.kind,
            org=self.org,
            unit=self.unit,
            role=self.role,
            type=self.type,
            variant=self.variant,
            answers=self.answers,
            involved=self.involved or Involved(),
            chosen={step: named for step, named in self.chosen.items() if named},
            applies=frozenset(step for step, holds in self.applies.items() if holds),
            reporter=Reporter(name=self.name, reach=self.reach),
            danger=self.danger,
        )


def involved(names: Iterable[str], roles: Iterable[str], library: Library, org: str) -> Involved | None:
    """Return who is involved as options say it; None where they say nothing.

    Raises:
        BadRequest: As `handlers.cases.involved.checked`.
    """
    named, in_role = [one for one in names if one.strip()], list(roles)
    if not named and not in_role:
        return None
    given = Involved(
        names=tuple(one for one in named if one.strip().casefold() != NOBODY),
        roles=tuple(one for one in in_role if one != NOBODY),
    )
    return checked(given, role_names(library, org))
