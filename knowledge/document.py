"""The records of the ground: document, section, passage."""

from dataclasses import dataclass
from typing import Literal

Capacity = Literal["official", "personal", "both"]
Role = Literal["all", "supervisor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What gets quoted: a piece of a guideline text that is complete in itself.

    Attributes:
        id: `document#` and the first 12 hex digits of the SHA-256 of its collapsed text (`-2`, ... for repeats).
        document: Id of its document.
        section: The headings above it, outermost first.
        text: Its visible text, verbatim and contiguous, at most 1,500 characters; list items on lines of their own.
        lead_in: The sentence or question that introduces it, where a length limit parted the two; not in `text`.
        capacity: Whether it speaks of official use, personal use or both.
        role: Whether it speaks to everybody or to supervisors.
        anchor: Id of its section in the rendered document.
    """

    id: str
    document: str
    section: tuple[str, ...]
    text: str
    lead_in: str | None
    capacity: Capacity
    role: Role
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A place where the document's letters differ from the original's, with the reason."""

    original: str
    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the words come from: the original file's name and the SHA-256 of its bytes (hex)."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A guideline text with its front matter.

    Attributes:
        date: As the text gives it (`2010`, `2019-07-05`), or None where it bears none.
        status: `current`, `dated`, `undated` or `superseded`.
        status_note: What a reader must know about its age, or None.
        markdown: The body, without front matter.
        passages: In the order of the text.
    """

    id: str
    title: str
    publisher: str
    organisation: str
    capacity: Capacity
    date: str | None
    status: str
    status_note: str | None
    rights: str
    provenance: Provenance | None
    differences: tuple[Difference, ...]
    markdown: str
    passages: tuple[Passage, ...]
