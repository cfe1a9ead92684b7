"""What the recipients' side of the page needs of the office."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from bot.needs import Courier, Keys
from bot.refusals import NotReady
from bot.settings import Settings
from bot.web.recipient.sessions import Sessions
from handlers.cases.clocks import Clock
from handlers.cases.work import Work
from knowledge.library import Library

_PURPOSE = "recipient session"
_NOT_OPENED = "Cases cannot be opened here at the moment: what that needs is missing or damaged."


class CaseDesks(Protocol):
    """What is done with cases, by the texts and the deployment of one moment."""

    @property
    def library(self) -> Library:
        """Return the texts."""
        ...

    @property
    def work(self) -> Work:
        """Return what desks share."""
        ...


class CaseOffice(Protocol):
    """Keeps cases; its desks are made anew while it runs: ask it for them each time."""

    @property
    def desks(self) -> CaseDesks:
        """Return what is done with cases, as of now."""
        ...

    @property
    def keyring(self) -> Keys:
        """Return the keys."""
        ...

    @property
    def courier(self) -> Courier:
        """Return what brings notices."""
        ...

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""
        ...


CaseOfficeNow = Callable[[], CaseOffice | Exception]
"""Returns what keeps cases, or why there is nothing that does as of now."""


class Door:
    """Leads recipients to the office, which may come while the page is served."""

    def __init__(self, office: CaseOfficeNow, settings: Settings) -> None:
        """Keep what returns it, and what knows how people reach the page."""
        self._office = office
        self._settings = settings

    @property
    def office(self) -> CaseOffice:
        """What keeps cases.

        Raises:
            NotReady: There is nothing that does.
        """
        office = self._office()
        if isinstance(office, Exception):
            raise NotReady(_NOT_OPENED, office)
        return office

    @property
    def desks(self) -> CaseDesks:
        """The desks as of now. Raises as `office`."""
        return self.office.desks

    @property
    def sessions(self) -> Sessions:
        """Who has which case open. Raises as `office`."""
        keys = self.office.keyring
        return Sessions(keys.subkey(_PURPOSE), partial(keys.signing, _PURPOSE), self._settings)
