"""What a reporter has given so far, by options or in the dialog, until it is filed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from handlers.cases.case import Kind, Reporter
from handlers.cases.involved import checked
from handlers.cases.names import folded
from handlers.cases.people import Involved
from handlers.cases.showing import role_names
from handlers.forms.report import DANGER, WHAT
from handlers.report.dialog import Named, Submission
from handlers.report.messages import ReportRequest
from handlers.request import BadRequest, Role
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
        asked_reach: Whether nothing more is to be asked of how they want to be reached.
        wanted: Whether it is to be filed, now that they know whom it goes to; None until that was told.
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
    asked_reach: bool = False
    wanted: bool | None = None
    danger: bool = False

    def copy(self) -> "Given":
        """Return the same, which stays as it is when this changes."""
        return replace(self, answers=dict(self.answers), chosen=dict(self.chosen), applies=dict(self.applies))

    def take(self, other: "Given") -> None:
        """Become what another one is."""
        for one in fields(other):
            setattr(self, one.name, getattr(other, one.name))

    def forget_answer(self, field: str) -> None:
        """Take out the answer to a field of the form."""
        self.answers.pop(field, None)

    def forget_name(self) -> None:
        """Take out the name."""
        self.name = ""

    def forget_reach(self) -> None:
        """Take out how they want to be reached."""
        self.reach, self.asked_reach = None, False

    def forget_type(self) -> None:
        """Take out what it is about, and all that hangs on it."""
        self.type = self.variant = self.wanted = None
        self.chosen, self.applies = {}, {}

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
        BadRequest: One is empty, or as `handlers.cases.involved.checked`.
    """
    named, in_role = list(names), list(roles)
    if not all(map(folded, named)):
        raise BadRequest(f"--involved: this is no name; say who is involved, or {NOBODY}")
    if not named and not in_role:
        return None
    given = Involved(
        names=tuple(one for one in named if one.strip().casefold() != NOBODY),
        roles=tuple(one for one in in_role if one != NOBODY),
    )
    return checked(given, role_names(library, org))
