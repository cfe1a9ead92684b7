"""Typed stand-ins for what handlers and doors are given, and short ways to say what a search found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.contacts import Reach
from handlers.reply import Citation, ContactCard
from index.result import Found, Hit, Query
from knowledge.document import Passage
from knowledge.library import Library
from knowledge.text import sentences

NOTHING = Found(hits=(), answerable=0.1, answered=False, danger=0.0)
"""What a search finds where the texts say nothing."""


@dataclass(slots=True)
class FakeSearch:
    """Finds what it is told to find, whatever the question; remembers what it was asked."""

    found: Found = NOTHING
    asked: list[Query] = field(default_factory=list)

    def search(self, query: Query) -> Found:
        """Return what it is told to find."""
        self.asked.append(query)
        return self.found


@dataclass(frozen=True, slots=True)
class FakeDeployment:
    """A deployment whose ways to reach contacts are written down, by organisation, unit and contact."""

    entries: Mapping[tuple[str, str | None, str], Reach]

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return what is written down for the unit, or else for the organisation."""
        return self.entries.get((organisation, unit, contact)) or self.entries.get((organisation, None, contact))


def passage(library: Library, words: str) -> Passage:
    """Return the one passage that holds these words."""
    (only,) = (one for one in library.passages.values() if words in one.text)
    return only


def hit(library: Library, words: str, score: float = 0.9, *, best: str | None = None) -> Hit:
    """Return a hit on the passage with these words; `best` stands in the sentence that is most like the question."""
    one = passage(library, words)
    likeness = tuple(0.9 if best and best in sentence else 0.1 for sentence in sentences(one.text))
    return Hit(passage=one.id, score=score, sentences=likeness)


def found(*hits: Hit, danger: float = 0.0) -> Found:
    """Return these hits as an answer."""
    return Found(hits=hits, answerable=0.9, answered=True, danger=danger)


def citation(**changes: object) -> Citation:
    """Return a citation of which only what a test is about need be named."""
    plain: dict[str, object] = {
        "document": "alder-creek-social-media",
        "title": "Social Media Rules",
        "section": ("Personal accounts",),
        "anchor": "personal-accounts",
        "passage_id": "alder-creek-social-media#0123456789ab",
        "quote": "You may name the Town as your employer.",
        "lead_in": None,
        "organisation": "alder-creek",
        "organisation_name": "Town of Alder Creek",
        "foreign": False,
        "capacity": "personal",
        "date": "2024-05-01",
        "status": "current",
        "status_note": None,
        "not_included": (),
        "score": 0.87654321,
    }
    return Citation(**{**plain, **changes})  # type: ignore[arg-type]


def card(**changes: object) -> ContactCard:
    """Return a contact of which only what a test is about need be named."""
    plain: dict[str, object] = dict.fromkeys(
        ("phone", "phone_note", "email", "address", "url", "deadline", "verified", "text_date")
    )
    plain |= {"id": "town_clerk", "name": "Town Clerk", "kind": "recipient", "why": "to ask about records"}
    return ContactCard(**{**plain, **changes})  # type: ignore[arg-type]
