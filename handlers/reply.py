"""The parts that every reply is made of, whatever platform renders it. They carry meaning, never markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage of a guideline text, quoted.

    Attributes:
        document: Id of the document.
        title: Title of the document.
        section: The headings above the passage, outermost first; empty before the first heading.
        anchor: Id of the section in the rendered document.
        passage_id: Id of the passage.
        quote: Its visible text, verbatim, at most 1,500 characters; list items on lines of their own.
        lead_in: The sentence or question that introduces it, where it is not part of the quote.
        organisation: Id of the organisation whose rule it is.
        organisation_name: Its name.
        foreign: Whether that is another organisation than the asker's own.
        capacity: Whether it speaks of official use, personal use or both.
        date: Of the document, as the text gives it; None where it bears none.
        status: `current`, `dated`, `undated` or `superseded`.
        status_note: What the reader must know of its age, or None.
        not_included: Names of the documents that it refers to and that are not among the texts.
        score: How sure the search is that it answers, 0 to 1.
    """

    document: str
    title: str
    section: tuple[str, ...]
    anchor: str
    passage_id: str
    quote: str
    lead_in: str | None
    organisation: str
    organisation_name: str
    foreign: bool
    capacity: Literal["official", "personal", "both"]
    date: str | None
    status: str
    status_note: str | None
    not_included: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Whom to talk to, and how. `why` and `deadline` come from the passage that names the contact, or a route's step.

    Attributes:
        kind: `recipient` (can be sent something) or `referral` (a number, an office, a page).
        deadline: `immediate`, `PT24H`, `P30D` or None.
        verified: The day on which a person last checked how it is reached (ISO 8601), or None where nobody said.
        text_date: Where a guideline text alone says how it is reached, and nobody checked that since: the date of that
            text, empty where it bears none. None where it is said elsewhere, or not at all.
    """

    id: str
    name: str
    kind: Literal["recipient", "referral"]
    phone: str | None
    phone_note: str | None
    email: str | None
    address: str | None
    url: str | None
    deadline: str | None
    why: str
    verified: str | None
    text_date: str | None


_DEADLINES = {"immediate": "immediately", "PT24H": "within 24 hours", "P30D": "within 30 days"}


def purpose(contact: ContactCard) -> str:
    """Return by when to talk to a contact, and what for, as a phrase to stand after its name and a colon."""
    return f"{_DEADLINES[contact.deadline]}, {contact.why}" if contact.deadline else contact.why


def either(contacts: Sequence[ContactCard], ways: str = "") -> str:
    """Return the names of contacts of whom one is enough, as they begin a sentence; `ways` comes after the first.

    Args:
        contacts: At least one.
        ways: How the first is reached, or nothing.
    """
    return " or ".join([f"{contacts[0].name}{ways}", *(inside(one.name) for one in contacts[1:])])


def inside(name: str) -> str:
    """Return the name of a contact as it stands inside a sentence."""
    return f"y{name[1:]}" if name.startswith("Your ") else name


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Something the employee can do now.

    Attributes:
        kind: `emergency` (call), `contact` (talk to one), `capacity` (say whether it is official or personal),
            `elsewhere` (read what another organisation says, or know that the answer is another organisation's) or
            `reference` (a document that is not included here).
        text: What to do, in a plain sentence.
        target: Number to call, id of the contact, capacity, or id of the organisation; None where there is none.
    """

    kind: Literal["emergency", "contact", "capacity", "elsewhere", "reference"]
    text: str
    target: str | None = None
