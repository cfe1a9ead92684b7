"""The one place that constructs: settings -> library, index, handlers, stores."""

import shlex
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from bot.deployment import EmergencyDeployment, FileDeployment
from bot.settings import Settings, SettingsError
from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from handlers.emergency import Emergency
from index import adapter, store
from index.encoder import OnnxEncoder
from index.search import IndexSearch
from knowledge import library as knowledge_library
from knowledge.library import DEFAULT_FOLDER, Library

if TYPE_CHECKING:
    from bot.storage.feedback import SqlFeedbackStore


class Assistant:
    """What every door needs. A new index is taken up while it runs, with the texts that it was built from."""

    def __init__(self, settings: Settings) -> None:
        """Load the texts and the index.

        Raises:
            KnowledgeError: The knowledge folder or the contacts file is broken.
            IndexUnusable: The index is missing, damaged or stale.
            SettingsError: A setting names an organisation that the texts do not know.
        """
        self.settings = settings
        self._index = index_folder(settings)
        self._stamp = self._index_stamp()
        self.library, self.ask = _load(settings)

    def refresh(self) -> bool:
        """Take up a new index where there is one; return whether there was.

        One that is refused leaves in use what was loaded before, and is not tried again until its file changes.

        Raises:
            KnowledgeError, IndexUnusable, SettingsError: As `__init__`.
        """
        stamp = self._index_stamp()
        if stamp == self._stamp:
            return False
        self._stamp = stamp
        self.library, self.ask = _load(self.settings)
        return True

    def _index_stamp(self) -> int:
        path = store.index_file(self._index)
        return path.stat().st_mtime_ns if path.exists() else 0


def index_folder(settings: Settings) -> Path:
    """Return where the index is kept: each knowledge folder has its own."""
    folder = settings.knowledge.resolve()
    name = "default" if folder == DEFAULT_FOLDER.resolve() else f"{folder.name}-{sha256(bytes(folder)).hexdigest()[:8]}"
    return settings.var / "index" / name


def encoders_folder(settings: Settings) -> Path:
    """Return where exported encoders are kept."""
    return settings.var / "encoders"


def index_command(settings: Settings) -> str:
    """Return the command that builds the index of these settings."""
    if settings.knowledge.resolve() == DEFAULT_FOLDER.resolve():
        return "conduct index"
    return f"conduct index --knowledge {shlex.quote(str(settings.knowledge))}"


def feedback_store(settings: Settings) -> "SqlFeedbackStore":
    """Return where feedback is kept."""
    from bot.storage.feedback import SqlFeedbackStore  # slow to import, and asking from the command line needs none

    return SqlFeedbackStore(settings.var / "conduct.sqlite3")


def _load(settings: Settings) -> tuple[Library, AskHandler]:
    library = knowledge_library.load(settings.knowledge)
    _check_organisations(settings, library)
    model, manifest = store.load(
        index_folder(settings),
        knowledge=library.fingerprint,
        model=adapter.signature(settings.model),
        mend=index_command(settings),
    )
    encoder = OnnxEncoder(encoders_folder(settings) / manifest.encoder_folder, threads=settings.threads)
    own = FileDeployment(settings.contacts, library) if settings.contacts else None
    deployment = EmergencyDeployment(settings.emergency_numbers, library, own)
    search = IndexSearch(model, encoder, library)
    directory = Directory(library, deployment)
    return library, AskHandler(library, search, directory, Emergency(library, settings.emergency_numbers))


def _check_organisations(settings: Settings, library: Library) -> None:
    """Check that every organisation that a setting names is one of the texts."""
    named = [] if settings.org is None else [("CONDUCT_ORG", settings.org)]
    named += [("CONDUCT_EMERGENCY_NUMBERS", one) for one in settings.emergency_numbers]
    for variable, organisation in named:
        if organisation not in library.organisations:
            known = ", ".join(sorted(library.organisations))
            raise SettingsError(f"{variable}: '{organisation}' is no organisation here; choose one of: {known}")
