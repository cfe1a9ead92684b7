"""The records that people maintain beside the texts. Each is validated when it is loaded."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Text = Annotated[str, StringConstraints(min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # a folder of zones, such as `America`, cannot be read as one
        raise PydanticCustomError("time_zone", "must be a time zone, such as America/Vancouver") from None
    return name


TimeZone = Annotated[Text, AfterValidator(_known_zone)]
"""Name of a zone in the IANA database."""

EMERGENCY = "emergency_911"
"""Id of the contact for emergencies; an organisation whose texts name none has one by its emergency number."""

Deadline = Literal["immediate", "PT24H", "P30D"]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Source:
    """Where something is said: a document and a quote that stands in exactly one of its passages."""

    document: Id
    quote: Text


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Organisation:
    """Whose rules a document holds.

    Attributes:
        name: As a person would write it out.
        aliases: Other ways to name it or its people in a question, such as `Nova Scotia`.
        emergency_number: Whom to call when somebody is in danger.
        time_zone: In which its people count days and read times.
        ask: Contacts (ids) for a question that its texts leave open, first choice first.
        sources: What the texts say of these contacts.
        examples: Questions that its people are offered where they may not know what to ask, the best first.
    """

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    emergency_number: Text = "911"
    time_zone: TimeZone = "UTC"
    ask: tuple[Id, ...] = ()
    sources: tuple[Source, ...] = ()
    examples: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Mention:
    """A place in the texts that sends the reader to a contact.

    Attributes:
        why: What the contact is for there, in a short phrase that completes "contact them ...".
        deadline: By when, as the text gives it, or None.
    """

    document: Id
    quote: Text
    why: Text
    deadline: Deadline | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Contact:
    """An office or role that the texts name, for one organisation.

    Attributes:
        id: From the project's vocabulary of contacts; unique within an organisation.
        kind: `recipient` (can be sent something) or `referral` (a number, an office, a page).
        phone, email, address, url: As the texts give them; None where they give none.
        phone_note: What to do on the line, such as "select Option 3".
        personal: Whether it is somebody else for each employee, such as their own supervisor.
        verified: When a person last compared this entry with the texts.
        mentions: The passages that name it.
    """

    id: Id
    organisation: Id
    name: Text
    kind: Literal["recipient", "referral"]
    aliases: tuple[Text, ...] = ()
    phone: Text | None = None
    phone_note: Text | None = None
    email: Text | None = None
    address: Text | None = None
    url: Text | None = None
    personal: bool = False
    verified: date
    mentions: Annotated[tuple[Mention, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Reference:
    """A document that the texts refer to and that is not among them.

    Attributes:
        name: As the texts name it.
        aliases: Other wordings that name it in the texts.
        note: What a reader can do about it, or None.
        mentions: Where the texts refer to it.
    """

    id: Id
    organisation: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    mentions: Annotated[tuple[Source, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Term:
    """A word that employees type and the words that the texts use for it.

    Attributes:
        term: As typed, in any case: `fb`, `MISO`.
        means: What it stands for, in the words of the texts.
        kind: `spelling` for another way to write the same word, which is read as that word everywhere; `synonym` for
            another word, which is only searched for as well.
        organisation: Whose word it is, or None for everybody's.
    """

    term: Text
    means: Text
    kind: Literal["spelling", "synonym"] = "synonym"
    organisation: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TypicalQuestions:
    """Questions, situations and search phrases that one passage answers, as employees type them."""

    source: Source
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Thread:
    """A follow-up question that is understood only with the questions before it, and the passage that answers it."""

    source: Source
    history: Annotated[tuple[Text, ...], Field(min_length=1)]
    question: Text


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Unanswered:
    """Questions on one subject that the texts of these organisations do not answer.

    Attributes:
        subject: What the questions are about, and, for a near miss, what the texts say nearby.
        organisations: Where they go unanswered; empty for everywhere.
    """

    subject: Text
    organisations: tuple[Id, ...] = ()
    questions: Annotated[tuple[Text, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Danger:
    """Messages that teach when somebody may be in danger now: those that say so, and those that only sound so."""

    danger: Annotated[tuple[Text, ...], Field(min_length=1)]
    no_danger: Annotated[tuple[Text, ...], Field(min_length=1)]
