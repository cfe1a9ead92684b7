"""What doors need of the assistant and of the office."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.office import Desks
from bot.settings import Settings
from handlers.ask.handler import AskHandler
from handlers.cases.clocks import Clock
from handlers.check.handler import CheckHandler
from handlers.forms.model import Answers
from handlers.report.handler import ReportHandler
from knowledge.library import Library


class Assistant(Protocol):
    """Answers, from texts that may be replaced while it runs: ask it for them each time."""

    @property
    def settings(self) -> Settings:
        """Return the settings of the deployment."""
        ...

    @property
    def library(self) -> Library:
        """Return the texts as of now."""
        ...

    @property
    def ask(self) -> AskHandler:
        """Return what answers from them."""
        ...

    @property
    def check(self) -> CheckHandler:
        """Return what screens drafts; the first time takes seconds, and is for a thread of its own.

        Raises:
            KnowledgeError: The screening data is broken, or there is none.
            IndexUnusable: Nothing was learned for drafts, or what was is missing or damaged.
        """
        ...

    @property
    def report(self) -> ReportHandler:
        """Return what understands reports; the first time takes a while, and is for a thread of its own.

        Raises:
            KnowledgeError: The types or routes are broken, or there are none.
            IndexUnusable: Nothing was learned for reports, or what was is missing or damaged.
        """
        ...


class Keys(Protocol):
    """Has keys for every purpose."""

    def subkey(self, purpose: str) -> bytes:
        """Return 32 bytes for a purpose of its own, which stay the same."""
        ...

    def signing(self, purpose: str) -> Sequence[bytes]:
        """Return 32 bytes each for a purpose of its own, the newest first, which change as keys rotate."""
        ...


class Courier(Protocol):
    """Brings notices."""

    def wake(self) -> None:
        """Say that there may be something to bring."""
        ...


class FormDrafts(Protocol):
    """Keeps forms that somebody has begun to fill in, each for a day after it was last changed."""

    async def put(self, owner: str, form: str, answers: Answers, *, at: datetime) -> None:
        """Keep what somebody has filled in, in place of what there was."""
        ...

    async def get(self, owner: str, form: str, *, at: datetime) -> Answers | None:
        """Return what somebody has filled in so far, or None."""
        ...

    async def drop(self, owner: str, form: str) -> None:
        """Forget what somebody has filled in."""
        ...


class Office(Protocol):
    """Takes and keeps cases; what it works with is replaced while it runs: ask it for it each time."""

    @property
    def desks(self) -> Desks:
        """Return what is done with cases, as of now."""
        ...

    @property
    def courier(self) -> Courier:
        """Return what brings notices."""
        ...

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""
        ...

    @property
    def form_drafts(self) -> FormDrafts:
        """Return what keeps forms that are half filled in."""
        ...

    @property
    def keyring(self) -> Keys:
        """Return the keys."""
        ...


OfficeNow = Callable[[], Office | Exception]
"""Returns what takes and keeps cases, or why there is nothing that does as of now."""
