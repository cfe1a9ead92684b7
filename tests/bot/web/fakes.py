"""Stand-ins for what the page is given: a search whose findings are written down, a feedback store in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event

from bot.settings import Settings
from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from handlers.feedback import Feedback
from index.result import Found, Hit, Query, Search
from knowledge.library import Library

NOTHING = Found(hits=(), answerable=0.1, answered=False, danger=0.0)


@dataclass(slots=True)
class FakeSearch:
    """Finds what is written down for the first key that stands in the question; remembers what it was asked."""

    findings: Mapping[str, Found] = field(default_factory=dict)
    asked: list[Query] = field(default_factory=list)

    def search(self, query: Query) -> Found:
        """Return what is written down."""
        self.asked.append(query)
        return next((found for key, found in self.findings.items() if key in query.text.lower()), NOTHING)


@dataclass(slots=True)
class BrokenSearch:
    """Fails, and quotes the question in its error, as a library might."""

    def search(self, query: Query) -> Found:
        """Fail."""
        raise RuntimeError(f"cannot encode {query.text!r}")


@dataclass(slots=True)
class SlowSearch:
    """Waits until it is let go on, and finds nothing."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)

    def search(self, query: Query) -> Found:
        """Wait, then find nothing."""
        self.begun.set()
        self.go_on.wait(10)
        return NOTHING


@dataclass(slots=True)
class MemoryFeedback:
    """Keeps feedback in a list."""

    kept: list[Feedback] = field(default_factory=list)

    async def add(self, feedback: Feedback) -> None:
        """Keep one."""
        self.kept.append(feedback)

    async def all(self) -> Sequence[Feedback]:
        """Return everything kept."""
        return self.kept


def found(library: Library, *quotes: str, danger: float = 0.0) -> Found:
    """Return findings of the passages that hold these words, best first."""
    passages = [next(one for one in library.passages.values() if words in one.text) for words in quotes]
    hits = (Hit(passage=one.id, score=0.9 - 0.1 * n, sentences=()) for n, one in enumerate(passages))
    return Found(hits=tuple(hits), answerable=0.9, answered=True, danger=danger)


def in_danger(findings: Found) -> Found:
    """Return the same findings, from a question that tells of danger."""
    return replace(findings, danger=0.99)


def settings(**changes: object) -> Settings:
    """Return settings that no environment or file of this machine reaches."""
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


@dataclass(slots=True)
class FakeAssistant:
    """The real handler before a fake search; its texts can be replaced, as a new index replaces them."""

    settings: Settings
    library: Library
    ask: AskHandler


def assistant(library: Library, search: Search, given: Settings | None = None) -> FakeAssistant:
    """Wire the real handler to a fake search."""
    handler = AskHandler(library, search, Directory(library))
    return FakeAssistant(settings=given or settings(var=Path("unused")), library=library, ask=handler)
