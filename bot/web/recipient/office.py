"""What the recipients' side of the page needs of the office."""

import asyncio
from typing import Protocol

from bot.settings import SettingsError
from bot.web.faults import NotReady
from bot.web.office import Courier, Keys
from handlers.cases.clocks import Clock
from handlers.cases.work import Work
from knowledge.errors import KnowledgeError
from knowledge.library import Library

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
    """Keeps cases; its desks are made anew as texts are replaced: ask it for them each time."""

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


async def desks_of(office: CaseOffice) -> CaseDesks:
    """Return the desks as of now.

    Raises:
        NotReady: The texts or the deployment's files were replaced by ones that cannot be used.
    """
    try:
        return await asyncio.to_thread(lambda: office.desks)  # new texts are read there
    except (KnowledgeError, SettingsError) as error:
        raise not_opened(error) from None


def not_opened(error: KnowledgeError | SettingsError) -> NotReady:
    """Return what recipients are told where cases cannot be opened for now."""
    return NotReady(_NOT_OPENED, error)
