"""Stand-ins for what the page is given: searches and detectors whose findings are written down, feedback in memory."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import Any

from bot.settings import Settings
from handlers.ask.handler import AskHandler
from handlers.check.evidence import Detector, Draft, Evidence
from handlers.check.handler import CheckHandler
from handlers.check.screen import Screen
from handlers.contacts import Directory
from handlers.feedback import Feedback
from handlers.report.handler import ReportHandler
from index.errors import IndexUnusable
from index.reports.reading import ReportReader
from index.result import Found, Hit, Query, Search
from knowledge.library import Library
from knowledge.reports import Reports
from knowledge.screening import Screening

NOTHING = Found(hits=(), answerable=0.1, answered=False, danger=0.0)
NOT_READ = IndexUnusable("nothing was learned for reports; run 'conduct tune reports', then 'conduct index'")
NOT_LEARNED = IndexUnusable("nothing was learned for drafts; run 'conduct tune drafts', then 'conduct index'")


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


WHOLE = "*"
"""Key of what a `WordDetector` sees in a draft as a whole."""

SEEN: Mapping[str, Sequence[str]] = {
    "alex moss": ["personal_information"],
    "moss case 77": ["personal_information", "before_the_courts"],
    "we will win in court": ["before_the_courts"],
    "damn": ["unprofessional_tone"],
    "my office": ["work_tie"],
    "vote for the blues": ["partisan_politics"],
    "the plan is a mess": ["policy_criticism"],
    "views are mine alone": ["disclaimer"],
    "i think": ["missing_disclaimer" + WHOLE],
}
"""What the drafts of these tests hold."""


@dataclass(slots=True)
class WordDetector:
    """Sees what is written down for each word, wherever it stands; remembers in which capacities it was asked.

    Attributes:
        seen: Word, lower-cased -> kinds of evidence; one that ends in `WHOLE` is about the whole draft.
        asked: Organisation and capacity of each draft that was read.
    """

    seen: Mapping[str, Sequence[str]] = field(default_factory=lambda: SEEN)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return what is written down."""
        self.asked.append((draft.organisation, draft.capacity))
        return [one for word, kinds in self.seen.items() for kind in kinds for one in _evidence(draft.text, word, kind)]


def _evidence(text: str, word: str, kind: str) -> list[Evidence]:
    places = [found.span() for found in re.finditer(re.escape(word), text, re.IGNORECASE)]
    if kind.endswith(WHOLE):
        places = [(0, len(text))] if places else []
    name = kind.removesuffix(WHOLE)
    return [Evidence(kind=name, start=start, end=end, score=0.9, source="test") for start, end in places]


@dataclass(slots=True)
class BrokenDetector:
    """Fails, and quotes the draft in its error, as a library might."""

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Fail."""
        raise RuntimeError(f"cannot read {draft.text!r}")


@dataclass(slots=True)
class SlowDetector:
    """Waits until it is let go on, and sees nothing."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Wait, then see nothing."""
        self.begun.set()
        self.go_on.wait(10)
        return []


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


PROXY: dict[str, Any] = {
    "host": "0.0.0.0",
    "proxy_header": "X-Person",
    "trusted_proxies": "127.0.0.0/8",
    "base_url": "https://conduct.example",
}
"""Settings of a page behind a proxy that signs people in."""


def settings(**changes: object) -> Settings:
    """Return settings that no environment or file of this machine reaches."""
    return Settings(_env_file=None, **changes)  # type: ignore[arg-type]


@dataclass(slots=True)
class FakeAssistant:
    """The real handlers before fakes; its texts can be replaced, as a new index replaces them.

    Attributes:
        checks: What screens drafts, or why it cannot be prepared.
        reader: What understands reports, or why it cannot be prepared.
    """

    settings: Settings
    library: Library
    ask: AskHandler
    checks: CheckHandler | Exception
    reader: ReportHandler | Exception

    @property
    def check(self) -> CheckHandler:
        """Return what screens drafts, or fail as preparing it does."""
        if isinstance(self.checks, Exception):
            raise self.checks
        return self.checks

    @property
    def report(self) -> ReportHandler:
        """Return what understands reports, or fail as preparing it does."""
        if isinstance(self.reader, Exception):
            raise self.reader
        return self.reader


def assistant(
    library: Library,
    search: Search,
    given: Settings | None = None,
    checks: CheckHandler | Exception = NOT_LEARNED,
    reports: tuple[Reports, ReportReader] | Exception = NOT_READ,
) -> FakeAssistant:
    """Wire the real handlers to fakes."""
    directory = Directory(library)
    handler = AskHandler(library, search, directory)
    reader = reports if isinstance(reports, Exception) else ReportHandler(library, *reports, directory, handler)
    chosen = given or settings(var=Path("unused"))
    return FakeAssistant(settings=chosen, library=library, ask=handler, checks=checks, reader=reader)


def checker(library: Library, screening: Screening, *detectors: Detector) -> CheckHandler:
    """Wire the real handler, over the product's knowledge, to fake detectors; a knife is danger."""
    screen = Screen(screening, [*detectors, WordDetector({"knife": ["danger"]})])
    return CheckHandler(library, screening, screen, Directory(library))


@dataclass(slots=True)
class FakeCourier:
    """Counts how often it was woken."""

    woken: int = 0

    def wake(self) -> None:
        """Count."""
        self.woken += 1


class FakeKeys:
    """Makes keys of nothing but their purpose."""

    def subkey(self, purpose: str) -> bytes:
        """Return 32 bytes."""
        return sha256(purpose.encode()).digest()

    def signing(self, purpose: str) -> tuple[bytes, ...]:
        """Return 32 bytes."""
        return (self.subkey(purpose),)
