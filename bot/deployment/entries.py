"""Entries of the contacts file: how a contact is reached, and the people who fill it, as they are written there."""

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, ModelWrapValidatorHandler, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from bot.addresses import is_one_line, is_slack, is_slack_channel, is_webhook
from handlers.addresses import is_mailbox
from handlers.cases.names import folded
from handlers.cases.people import Detail, Person, Way, WayKind
from handlers.contacts import Reach
from knowledge.records import STRICT, Id, Text

_MAILBOX = "must be one mail address, such as office@gov.example"
_WEBHOOK = "must be an address that begins with https:// (http:// on this machine alone)"
_ID = "must be the id of a channel or person, without spaces"
_SLACK = "must be the id of a channel or person, such as C0123ABCD or U0123ABCD, or T0123ABCD/U0123ABCD"
_MEMBER = "must be the id of a person, such as U0123ABCD"
_LINE = "must be one line"


def _must(hold: Callable[[str], bool], reason: str) -> AfterValidator:
    def checked(text: str | None) -> str | None:
        if text is not None and not hold(text):
            raise PydanticCustomError("shape", reason)
        return text

    return AfterValidator(checked)


def _is_id(text: str) -> bool:
    return is_one_line(text) and " " not in text


Line = Annotated[Text, _must(is_one_line, _LINE)]
Mailbox = Annotated[Text, _must(is_mailbox, _MAILBOX)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Mail:
    address: Mailbox
    shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Webhook:
    address: Annotated[Text, _must(is_webhook, _WEBHOOK)]
    shared: bool = True


def _is_slack_person(text: str) -> bool:
    return is_slack(text) and not is_slack_channel(text)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Member:
    name: Line
    slack: Annotated[Text, _must(_is_slack_person, _MEMBER)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Slack:
    address: Annotated[Text, _must(is_slack, _SLACK)]
    shared: bool | None = None
    members: tuple[_Member, ...] = ()

    @model_validator(mode="after")
    def _have_a_channel(self) -> Self:
        if self.members and not is_slack_channel(self.address):
            raise PydanticCustomError("no_channel", "has 'members', which only a channel has; take them out")
        ids = [one.slack for one in self.members]
        if len(set(ids)) < len(ids):
            raise PydanticCustomError("same_member", "names one person of Slack twice among its 'members'")
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class _Chat:
    address: Annotated[Text, _must(_is_id, _ID)]
    shared: bool | None = None


def _spelled_out(value: object) -> object:
    """Return an address that stands there as a text alone as one with its fields."""
    return value if value is None or isinstance(value, dict) else {"address": value}


_SpelledOut = BeforeValidator(_spelled_out)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class DeputyEntry:
    """Somebody who stands in for somebody else.

    Attributes:
        name: As people know them.
        mail: Mailbox.
        webhook: Address of a service that takes what is posted to it; shared unless the file says that it is not, for
            nobody sees from it who reads there: it may be a channel's.
        slack: Id of a channel or person there; a channel is shared unless the file says that it is not, and may have
            members: the people of the office who act on cases in it.
        teams: Id of a conversation or person there; as with `slack`.
        detail: What messages say: `notice`: the case's number and a link; `full`: also what was reported.
        codes: Mailbox for their one-time codes.
        written: What the file says of them, in its order; the ways among it are in order of preference.
    """

    name: Line
    mail: Annotated[_Mail | None, _SpelledOut] = None
    webhook: Annotated[_Webhook | None, _SpelledOut] = None
    slack: Annotated[_Slack | None, _SpelledOut] = None
    teams: Annotated[_Chat | None, _SpelledOut] = None
    detail: Detail = "notice"
    codes: Mailbox | None = None
    written: tuple[str, ...] = field(default=(), init=False)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_order(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(value)
        if isinstance(value, dict):
            object.__setattr__(made, "written", tuple(map(str, value)))
        return made

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        ways = self.ways()
        if not ways:
            raise PydanticCustomError("no_way", "cannot be reached; add 'mail', 'webhook', 'slack' or 'teams'")
        if self.code_way(ways) is None:
            reason = "gets no one-time codes, for there is no mailbox of theirs; add 'codes' with a mail address"
            raise PydanticCustomError("no_codes", reason)
        return self

    def ways(self) -> tuple[Way, ...]:
        """Return how they are reached, first choice first."""
        given: dict[WayKind, _Mail | _Webhook | _Slack | _Chat | None] = {
            "mail": self.mail,
            "webhook": self.webhook,
            "slack": self.slack,
            "teams": self.teams,
        }
        found = [_way(kind, one) for kind, one in given.items() if one]
        return tuple(sorted(found, key=lambda way: self.written.index(way.kind) if way.kind in self.written else 0))

    def code_way(self, ways: tuple[Way, ...]) -> Way | None:
        """Return where their one-time codes go: a mailbox or else a chat, of their own where any way is."""
        known = [*self._codes(ways), *ways]
        own = [way for way in known if not way.shared]
        fit = (way for way in own or known if way.kind != "webhook")
        return min(fit, key=lambda way: way.kind != "mail", default=None)

    def _codes(self, ways: tuple[Way, ...]) -> Iterator[Way]:
        """Yield the mailbox for codes: several people read it where they read what else arrives there."""
        if self.codes:
            one = folded(self.codes)
            is_shared = any(way.shared and folded(way.address) == one for way in ways)
            yield Way(kind="mail", address=self.codes, shared=is_shared)

    def person(self, role: str, deputies: tuple[Person, ...] = ()) -> Person:
        """Return who this is in a role."""
        ways = self.ways()
        return Person(
            name=self.name,
            role=role,
            ways=ways,
            detail=self.detail,
            codes=self.code_way(ways),
            deputies=deputies,
            members=tuple(_member(one, role) for one in self.slack.members) if self.slack else (),
        )


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class PersonEntry(DeputyEntry):
    """Somebody who fills a role, and who stands in for them, first choice first."""

    deputies: tuple[DeputyEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Entry:
    """What the file says of one contact, or of one of the deployment's own roles.

    Attributes:
        unit: Of the organisation; None for all that say nothing else.
        contact: Id of the contact or role.
        name, phone, email, address, url: As people are told; None leaves what the texts say.
        verified: When a person last checked this entry.
        people: Who fills it.
    """

    organisation: Id
    unit: Line | None = None
    contact: Id
    name: Text | None = None
    phone: Text | None = None
    email: Text | None = None
    address: Text | None = None
    url: Text | None = None
    verified: date | None = None
    people: tuple[PersonEntry, ...] = ()

    def reach(self) -> Reach | None:
        """Return how the contact is reached; None where the entry is there for its people alone."""
        told = (self.name, self.phone, self.email, self.address, self.url)
        if self.people and not any(told):
            return None
        name, phone, email, address, url = told
        return Reach(name=name, phone=phone, email=email, address=address, url=url, verified=self.verified)

    def filled_by(self) -> tuple[Person, ...]:
        """Return who fills it."""
        return tuple(
            one.person(self.contact, tuple(deputy.person(self.contact) for deputy in one.deputies))
            for one in self.people
        )


def _member(entry: _Member, role: str) -> Person:
    return Person(name=entry.name, role=role, ways=(Way(kind="slack", address=entry.slack),))


def _way(kind: WayKind, entry: _Mail | _Webhook | _Slack | _Chat) -> Way:
    is_shared = _is_channel(kind, entry.address) if entry.shared is None else entry.shared
    return Way(kind=kind, address=entry.address, shared=is_shared)


def _is_channel(kind: WayKind, address: str) -> bool:
    """Tell whether an id is a channel's by its look: rather one too many is taken for read by several."""
    return is_slack_channel(address) if kind == "slack" else "@thread" in address
