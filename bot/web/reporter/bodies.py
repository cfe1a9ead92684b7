"""What the interface for reports is sent, checked. No representation holds what somebody wrote."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bot.web.bodies import Limit, Token
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.case import Kind, Reporter
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.people import Involved
from handlers.forms.report import MAX_WHAT
from handlers.report.dialog import Named, Submission
from handlers.report.messages import ReportRequest
from handlers.request import Role

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
_BYTES = 12
"""A character beyond the first 65,536 may be sent as two escapes of six bytes."""
_REST = 4096
_MOST_FIELDS, _MOST_LINES, _MOST_STEPS = 60, 50, 50

TEXT_LIMIT = Limit(
    most=MAX_WHAT * _BYTES + _REST,
    sentence=f"This is too long: at most {MAX_WHAT:,} characters are taken. Send the rest afterwards.",
)
FORM_LIMIT = Limit(
    most=2 * MAX_WHAT * _BYTES,
    sentence="This is too long: shorten what you wrote, and send the rest afterwards, as an addition to the case.",
)
MESSAGE_LIMIT = Limit(
    most=MAX_MESSAGE * _BYTES + _REST,
    sentence=f"This is too long: a message may have {MAX_MESSAGE:,} characters. Send it in parts.",
)

Name = Annotated[str, StringConstraints(max_length=64)]
"""An id, of whatever the data knows."""
Value = str | Annotated[list[str], Field(max_length=_MOST_LINES)]
Values = Annotated[dict[Name, Value], Field(max_length=_MOST_FIELDS)]


class UnderstandBody(BaseModel):
    """What happened, in somebody's own words; with `type`, what they say it is about."""

    model_config = _STRICT

    text: str = Field(repr=False)
    org: Name
    unit: str | None = Field(None, max_length=MAX_NAME)
    role: Role = "employee"
    type: Name | None = None
    variant: Name | None = None

    def request(self) -> ReportRequest:
        """Return it as handlers know it."""
        return ReportRequest(
            text=self.text, org=self.org, unit=self.unit, role=self.role, type=self.type, variant=self.variant
        )


class InvolvedBody(BaseModel):
    """Who is involved, as the reporter says."""

    model_config = _STRICT

    # One more than is taken: what is wrong with it is said in a better sentence further on.
    names: list[str] = Field([], max_length=MOST_INVOLVED + 1, repr=False)
    roles: list[Name] = Field([], max_length=_MOST_LINES)

    def involved(self) -> Involved:
        """Return it as handlers know it."""
        return Involved(names=tuple(self.names), roles=tuple(self.roles))


class ChosenBody(BaseModel):
    """Whom the reporter chose for a step: by tag, or by name and work mail address."""

    model_config = _STRICT

    step: int
    contact: Name
    tag: Name | None = None
    name: str = Field("", repr=False)
    mail: str = Field("", repr=False)

    def named(self) -> Named:
        """Return it as handlers know it."""
        return Named(contact=self.contact, tag=self.tag, name=self.name, mail=self.mail)


class AnonymousBody(BaseModel):
    """A report as far as it is filled in. It has no place for whose it is.

    Attributes:
        danger: Whether it was understood that somebody may be in danger.
    """

    model_config = _STRICT

    org: Name
    unit: str | None = Field(None, max_length=MAX_NAME)
    role: Role = "employee"
    type: Name | None = None
    variant: Name | None = None
    answers: Values = Field(repr=False)
    involved: InvolvedBody = Field(default_factory=InvolvedBody, repr=False)
    chosen: list[ChosenBody] = Field([], max_length=_MOST_STEPS, repr=False)
    applies: list[int] = Field([], max_length=_MOST_STEPS)
    danger: bool = False


class NamedBody(AnonymousBody):
    """A report or a disclosure under somebody's name, as far as it is filled in."""

    kind: Literal["report", "disclosure"] = "report"
    name: str = Field("", repr=False)
    reach: str = Field("", repr=False)


class Pressed(BaseModel):
    """What comes with the press of the button.

    Attributes:
        submission: Made once for one form, and the same however often it is sent.
        seen: Seal of who will see it, as it was shown last.
    """

    model_config = _STRICT

    submission: Token = Field(repr=False)
    seen: Token


class FileAnonymousBody(AnonymousBody, Pressed):
    """An anonymous report that is sent."""


class FileNamedBody(NamedBody, Pressed):
    """A report or a disclosure that is sent under somebody's name."""


class DraftBody(BaseModel):
    """A form that is half filled in; what is in it is not looked at."""

    model_config = _STRICT

    form: Literal["report", "disclosure"]
    answers: Values = Field(repr=False)


class DutyBody(BaseModel):
    """What the reporter did of what was left to them."""

    model_config = _STRICT

    duty: Annotated[str, StringConstraints(max_length=100)]


class MessageBody(BaseModel):
    """What the reporter adds; of the same press of the button, once."""

    model_config = _STRICT

    text: str = Field(repr=False)
    submission: Token = Field(repr=False)


class ReceiptBody(BaseModel):
    """A receipt code, however it was typed."""

    model_config = _STRICT

    receipt: Annotated[str, StringConstraints(max_length=100)] = Field(repr=False)


class ReceiptDutyBody(ReceiptBody, DutyBody):
    """What the holder of a receipt code did."""


class ReceiptInvolvedBody(ReceiptBody, InvolvedBody):
    """Who is involved, as the holder of a receipt code says after it was sent."""


class ReceiptMessageBody(ReceiptBody, MessageBody):
    """What the holder of a receipt code adds."""


def submission_of(body: AnonymousBody, *, kind: Kind = "report", reporter: Reporter | None = None) -> Submission:
    """Return what was sent as handlers know it; without a reporter it is anonymous."""
    return Submission(
        kind=kind,
        org=body.org,
        unit=body.unit,
        role=body.role,
        type=body.type,
        variant=body.variant,
        answers=body.answers,
        involved=body.involved.involved(),
        chosen={one.step: one.named() for one in body.chosen},
        applies=frozenset(body.applies),
        reporter=reporter,
        danger=body.danger,
    )
