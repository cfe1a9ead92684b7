"""The way to the desks where cases are taken and kept, or a sentence where there is none."""

import asyncio

from bot.needs import Assistant, Office, OfficeNow
from bot.office import Desks
from bot.refusals import NotReady
from bot.wiring import emergency
from handlers.report.handler import ReportHandler
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_NOT_TAKEN = (
    "Reports and disclosures are not taken here: what that needs is missing or damaged. Please turn to your supervisor "
    "or to somebody whom you trust; if someone may be in danger now, call {number} first."
)


class Entrance:
    """Leads to the office, which may come while the page is served, and whose desks are made anew."""

    def __init__(self, assistant: Assistant, office: OfficeNow) -> None:
        """Keep both.

        Args:
            assistant: Understands reports.
            office: Returns what takes them, or why nothing does.
        """
        self._assistant = assistant
        self._office = office

    @property
    def office(self) -> Office:
        """What takes and keeps cases.

        Raises:
            NotReady: There is none.
        """
        office = self._office()
        if isinstance(office, Exception):
            raise self.not_ready(office)
        return office

    @property
    def desks(self) -> Desks:
        """The desks as of now.

        Raises:
            NotReady: There are none.
        """
        return self.office.desks

    async def reader(self) -> ReportHandler:
        """Return what understands reports; the first time takes a while.

        Raises:
            NotReady: There is nothing that does.
        """
        try:
            return await asyncio.to_thread(lambda: self._assistant.report)
        except (KnowledgeError, IndexUnusable) as error:
            raise self.not_ready(error) from None

    def number(self, org: str | None = None) -> str:
        """Return whom people of an organisation, by default of this deployment's own, call in danger.

        It is there even where no report can be understood.
        """
        settings, library = self._assistant.settings, self._assistant.library
        return emergency(settings, library).number_of(org or settings.org)

    def not_ready(self, error: Exception) -> NotReady:
        """Return what says that nothing is taken here, and why."""
        return NotReady(_NOT_TAKEN.format(number=self.number()), error)
