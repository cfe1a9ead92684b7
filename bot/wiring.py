"""The one place that constructs: settings -> library, index, handlers, stores."""

from dataclasses import dataclass
from pathlib import Path

from bot.deployment import FileDeployment
from bot.settings import Settings
from bot.storage.feedback import SqlFeedbackStore
from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from index.live import LiveSearch
from knowledge import library as knowledge_library
from knowledge.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Assistant:
    """Everything that a door needs."""

    settings: Settings
    library: Library
    ask: AskHandler


def assistant(settings: Settings) -> Assistant:
    """Load the texts and the index.

    Raises:
        KnowledgeError: The knowledge folder or the contacts file is broken.
        IndexUnusable: The index is missing, damaged or stale.
    """
    library = knowledge_library.load(settings.knowledge)
    search = LiveSearch(index_folder(settings), library, threads=settings.threads)
    deployment = FileDeployment(settings.contacts, library) if settings.contacts else None
    ask = AskHandler(library, search, Directory(library, deployment), settings.emergency_numbers)
    return Assistant(settings=settings, library=library, ask=ask)


def index_folder(settings: Settings) -> Path:
    """Return where the index is kept."""
    return settings.var / "index"


def encoders_folder(settings: Settings) -> Path:
    """Return where exported encoders are kept."""
    return settings.var / "encoders"


def feedback_store(settings: Settings) -> SqlFeedbackStore:
    """Return where feedback is kept."""
    return SqlFeedbackStore(settings.var / "conduct.sqlite3")
