"""What the page needs of the assistant."""

from typing import Protocol

from bot.settings import Settings
from handlers.ask.handler import AskHandler
from handlers.check.handler import CheckHandler
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
