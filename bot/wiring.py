"""The one place that constructs: settings -> library, index, handlers, stores."""

import shlex
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.changes import Stamp, stamp
from bot.deployment.contacts_file import EmergencyDeployment, FileDeployment
from bot.settings import Settings, SettingsError
from handlers.ask.handler import AskHandler
from handlers.check.detectors.meaning import MeaningDetector
from handlers.check.detectors.personal.finder import Finder
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.detectors.words import WordsDetector
from handlers.check.evidence import Detector
from handlers.check.handler import CheckHandler
from handlers.check.screen import Screen
from handlers.contacts import Directory
from handlers.emergency import Emergency
from handlers.report.handler import ReportHandler
from index import store
from index.encoder import OnnxEncoder
from index.errors import IndexUnusable
from index.model import IndexModel
from index.network.calibration import Calibration
from index.network.reader import OnnxNetwork
from index.reports.reader import OnnxReportReader
from index.screening.reader import OnnxDraftReader
from index.search import IndexSearch
from index.signature import signature
from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge import screening as knowledge_screening
from knowledge.errors import KnowledgeError
from knowledge.library import DEFAULT_FOLDER, Library
from knowledge.screening import Screening

if TYPE_CHECKING:
    from bot.storage.database import Database
    from bot.storage.feedback import SqlFeedbackStore


class Assistant:
    """What every door needs. A new index is taken up while it runs, with the texts that it was built from.

    So is a contacts file that was changed: it holds numbers to call.
    """

    def __init__(self, settings: Settings) -> None:
        """Load the texts and the index.

        Raises:
            KnowledgeError: The knowledge folder or the contacts file is broken.
            IndexUnusable: The index is missing, damaged or stale.
            SettingsError: A setting names an organisation that the texts do not know.
        """
        self.settings = settings
        self._index = index_folder(settings)
        self._stamp = self._stamp_now()
        self._preparing = Lock()
        self._check: CheckHandler | None = None
        self._report: ReportHandler | None = None
        self._finder = Finder()  # of personal data; it loads its model when it is first needed, and once
        self._take_up()

    def refresh(self) -> bool:
        """Take up a new index or contacts file where there is one; return whether there was.

        One that is refused leaves in use what was loaded before, and is not tried again until a file changes.

        Raises:
            KnowledgeError, IndexUnusable, SettingsError: As `__init__`.
        """
        now = self._stamp_now()
        if now == self._stamp:
            return False
        self._stamp = now
        self._take_up()
        return True

    @property
    def check(self) -> CheckHandler:
        """What screens drafts; prepared when it is first needed, for it takes time and memory.

        Raises:
            KnowledgeError: The screening data is broken, or there is none.
            IndexUnusable: Nothing was learned for drafts, or the network for them is missing or damaged.
        """
        with self._preparing:
            if self._check is None:
                self._check = _check_handler(self.settings, self.library, self._index_model, self._finder)
            return self._check

    @property
    def report(self) -> ReportHandler:
        """What understands reports; prepared when it is first needed.

        Raises:
            KnowledgeError: The types or routes are broken, or there are none.
            IndexUnusable: Nothing was learned for reports, or the network for them is missing or damaged.
        """
        with self._preparing:
            if self._report is None:
                self._report = _report_handler(self.settings, self.library, self._index_model, self.ask)
            return self._report

    def _take_up(self) -> None:
        loaded = _load(self.settings)
        with self._preparing:
            self.library, self.ask, self._index_model = loaded
            self._check = self._report = None

    def _stamp_now(self) -> Stamp:
        return stamp(store.index_file(self._index), self.settings.contacts)


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


def database(settings: Settings) -> "Database":
    """Return the database; nothing is opened yet.

    Raises:
        StorageUnusable: The setting is no address of one.
    """
    from bot.storage.database import Database, file_url  # slow to import, and asking from the command line needs none

    if settings.database_url:
        return Database(settings.database_url.get_secret_value())
    return Database(file_url(settings.var / "conduct.sqlite3"))


def feedback_store(settings: Settings) -> "SqlFeedbackStore":
    """Return where feedback is kept.

    Raises:
        StorageUnusable: The setting is no address of a database.
    """
    from bot.storage.feedback import SqlFeedbackStore

    return SqlFeedbackStore(database(settings))


def _load(settings: Settings) -> tuple[Library, AskHandler, IndexModel]:
    library = knowledge_library.load(settings.knowledge)
    _check_organisations(settings, library)
    model, manifest = store.load(
        index_folder(settings),
        knowledge=library.fingerprint,
        model=signature(settings.model),
        mend=index_command(settings),
    )
    encoder = OnnxEncoder(encoders_folder(settings) / manifest.encoder_folder, threads=settings.threads)
    search = IndexSearch(model, encoder, library)
    ask = AskHandler(library, search, directory(settings, library), emergency(settings, library))
    return library, ask, model


def _check_handler(settings: Settings, library: Library, model: IndexModel, finder: Finder) -> CheckHandler:
    screening = knowledge_screening.load(library)
    if screening is None:
        raise KnowledgeError(
            settings.knowledge / "screening", "holds no categories.yaml; without it no draft is checked"
        )
    if model.drafts is None:
        raise IndexUnusable(
            f"nothing was learned for drafts; run 'conduct tune drafts', then '{index_command(settings)}'"
        )
    return CheckHandler(
        library,
        screening,
        Screen(screening, draft_detectors(settings, screening, model.drafts, finder)),
        directory(settings, library),
        emergency(settings, library),
    )


def _report_handler(settings: Settings, library: Library, model: IndexModel, ask: AskHandler) -> ReportHandler:
    reports = knowledge_reports.load(library)
    if reports is None:
        raise KnowledgeError(settings.knowledge / "reports", "holds no types.yaml; without it no report is taken")
    if model.reports is None:
        raise IndexUnusable(
            f"nothing was learned for reports; run 'conduct tune reports', then '{index_command(settings)}'"
        )
    network = OnnxNetwork(encoders_folder(settings) / model.reports.folder, threads=settings.threads)
    reader = OnnxReportReader(network, model.reports.thresholds, reports.types)
    return ReportHandler(library, reports, reader, directory(settings, library), ask, emergency(settings, library))


def draft_detectors(
    settings: Settings, screening: Screening, drafts: Calibration, finder: Finder
) -> tuple[Detector, ...]:
    """Return what reads drafts.

    Raises:
        IndexUnusable: The network for drafts is missing or damaged.
    """
    network = OnnxNetwork(encoders_folder(settings) / drafts.folder, threads=settings.threads)
    work_domains = [word for one in screening.words if one.kind == "email_domain" for word in one.words]
    said_once = {one.id for one in screening.categories.values() if one.absence == "identification"}
    return (
        MeaningDetector(OnnxDraftReader(network, drafts.thresholds, said_once=said_once)),
        WordsDetector(screening),
        PersonalDataDetector(work_domains, finder=finder),
    )


def emergency(settings: Settings, library: Library) -> Emergency:
    """Return what knows whom to call in danger."""
    return Emergency(library, settings.emergency_numbers)


def directory(settings: Settings, library: Library) -> Directory:
    """Return how contacts are reached.

    Raises:
        KnowledgeError: The contacts file is broken.
    """
    own = FileDeployment(settings.contacts, library) if settings.contacts else None
    return Directory(library, EmergencyDeployment(settings.emergency_numbers, library, own))


def _check_organisations(settings: Settings, library: Library) -> None:
    """Check that every organisation that a setting names is one of the texts."""
    named = [] if settings.org is None else [("CONDUCT_ORG", settings.org)]
    named += [("CONDUCT_EMERGENCY_NUMBERS", one) for one in settings.emergency_numbers]
    named += [("CONDUCT_SLACK_ORGANISATIONS", one) for one in settings.slack_organisations.values()]
    for variable, organisation in named:
        if organisation not in library.organisations:
            known = ", ".join(sorted(library.organisations))
            raise SettingsError(f"{variable}: '{organisation}' is no organisation here; choose one of: {known}")
