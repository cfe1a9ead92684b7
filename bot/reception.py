"""The office of a service: opened as soon as there is what it needs, and kept up with texts and files."""

from collections.abc import Callable

from bot.changes import Stamp, stamp
from bot.deployment.practice import FilePractice
from bot.office import Office, key_file
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from bot.wiring import Assistant
from knowledge.errors import KnowledgeError
from knowledge.reports import FOLDER

_MISSING = "is missing; without it no report is taken"


class Reception:
    """Knows the office, or why there is none: asking and checking go on without it."""

    def __init__(self, assistant: Assistant, *, opened: Callable[[Assistant], Office] = Office) -> None:
        """Open the office where there is anything to report.

        Args:
            assistant: Has the texts.
            opened: Opens an office.

        Raises:
            SettingsError, StorageUnusable: As `Office`: whoever runs the service means to take reports, and must know.
            KnowledgeError: The case rules are broken or missing. A broken contacts file the assistant refuses itself;
                with broken texts of reports, asking and checking go on.
        """
        FilePractice(assistant.settings.case_rules, assistant.library)
        self._assistant, self._open = assistant, opened
        self._tried = self._given()
        self._office: Office | Exception
        try:
            self._office = self._opened()
        except KnowledgeError as error:
            self._office = error

    def now(self) -> Office | Exception:
        """Return the office, or why there is none as of now."""
        return self._office

    def refresh(self) -> bool:
        """Take up what changed, as `Office.refresh`; an office that there was none of is opened.

        Raises:
            KnowledgeError, SettingsError, StorageUnusable: It cannot be taken up; it is not tried again until something
                changes.
        """
        if isinstance(self._office, Office):
            return self._office.refresh()
        given = self._given()
        if given == self._tried:
            return False
        self._tried = given
        if not self._is_wanted():
            return False
        try:
            self._office = self._opened()
        except (KnowledgeError, SettingsError, StorageUnusable) as error:
            self._office = error
            raise
        return True

    def _given(self) -> tuple[int, Stamp]:
        settings = self._assistant.settings
        return id(self._assistant.library), stamp(settings.contacts, settings.case_rules, key_file(settings))

    def _is_wanted(self) -> bool:
        return (self._assistant.library.folder / FOLDER).exists()

    def _opened(self) -> Office:
        if not self._is_wanted():
            raise KnowledgeError(self._assistant.library.folder / FOLDER, _MISSING)
        return self._open(self._assistant)
