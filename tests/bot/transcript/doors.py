"""What is on both sides of the doors: what they lead to, and what each can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.settings import Settings
from handlers.cases.case import Case
from handlers.check.handler import CheckHandler
from handlers.forms.model import Answer
from index.result import Query
from knowledge.library import Library
from knowledge.reports import Reports
from knowledge.screening import Screening
from tests.bot.slack.running import PAGE
from tests.bot.transcript.steps import ORG, Step
from tests.bot.transcript.told import Told
from tests.bot.web.fakes import PROXY, FakeAssistant, FakeSearch, assistant, settings
from tests.bot.web.reporting import DOMAINS, FakeOffice, WordReader


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of what somebody sent, as far as it does not hang on the door.

    Attributes:
        reporter: Their name, and how they want to be reached; None of whoever gave no name.
        recipients, kept_out: By name.
    """

    kind: str
    type: str
    content: Mapping[str, Answer]
    reporter: tuple[str, str | None] | None
    recipients: tuple[str, ...]
    kept_out: tuple[str, ...]
    danger: bool


def kept(case: Case) -> Kept:
    """Return what is kept of a case."""
    return Kept(
        kind=case.kind,
        type=case.type,
        content=case.content,
        reporter=(case.reporter.name, case.reporter.reach) if case.reporter else None,
        recipients=tuple(one.person.name for one in case.assignments),
        kept_out=case.excluded.names,
        danger=case.danger,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What comes of a step behind the door: what the texts were searched for last, and what is kept."""

    asked: Query | None
    kept: Kept | None


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What all doors lead to: the same handlers over the same fakes.

    Attributes:
        folder: With a database and keys.
    """

    library: Library
    reports: Reports
    search: FakeSearch
    screening: Screening
    checks: CheckHandler
    reader: WordReader
    office: FakeOffice
    folder: Path

    def assistant(self, given: Settings | None = None) -> FakeAssistant:
        """Return what answers, in a deployment of these settings, or in one where people sign in to the page."""
        chosen = given or settings(**{**PROXY, "org": ORG, "base_url": PAGE, "staff_domains": DOMAINS})
        return assistant(self.library, self.search, chosen, self.checks, (self.reports, self.reader))

    def behind(self) -> Behind:
        """Return what came through a door: what was asked last, and the case that is kept."""
        asked, cases = self.search.asked, list(self.office.store._cases.values())
        return Behind(asked=asked[-1] if asked else None, kept=kept(cases[0]) if cases else None)


class Door(Protocol):
    """A way for people to the assistant. Another one is one more class, and a line where all of them are listed."""

    async def play(self, step: Step) -> Told:
        """Do what a person does in a step, and return what they are told."""
        ...
