"""What goes on beside the page: new texts and files are taken up, cases are brought and looked after."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog

from bot.incidents import log_incident
from bot.office import Office
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

Pause = Callable[[float], Awaitable[None]]
"""Lets so many seconds pass."""

_INDEX, _CASES = "a new index or contacts file", "a new setting for cases"

_log = structlog.get_logger()


class Refreshing(Protocol):
    """Takes up what is new."""

    def refresh(self) -> bool:
        """Take it up where there is anything, and return whether there was; it reads files."""
        ...


class Receiving(Refreshing, Protocol):
    """Has the office, once there is one."""

    def now(self) -> Office | Exception:
        """Return it, or why there is none."""
        ...


class Upkeep:
    """Works until it is cancelled; no fault ends it."""

    def __init__(
        self,
        assistant: Refreshing,
        reception: Receiving,
        *,
        look_every: float = 2.0,
        forget_every: float = 600.0,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Keep what is looked after.

        Args:
            assistant: Takes up new indexes.
            reception: Has the office, and takes up what that needs.
            look_every: Seconds between looks for something new.
            forget_every: Seconds between looks for half-filled forms that are older than a day.
            pause: Lets time pass.
        """
        self._assistant, self._reception, self._pause = assistant, reception, pause
        self._look_every, self._forget_every = look_every, forget_every

    async def run(self) -> None:
        """Do all of it; notices that are on their way when this is cancelled may arrive within the courier's grace."""
        async with asyncio.TaskGroup() as group:
            works_for = None
            while True:
                office = self._reception.now()
                if isinstance(office, Office) and office is not works_for:
                    group.create_task(office.courier.run())
                    group.create_task(self._forget(office))
                    works_for = office
                await self._pause(self._look_every)
                wrong = await self._look(_INDEX, self._assistant)
                await self._look(_CASES, self._reception, but=wrong)

    async def _look(self, what: str, looked_after: Refreshing, but: str | None = None) -> str | None:
        """Take up what is new; of what does not fit, what is in use stays so, and why is logged, and returned.

        Args:
            what: It is.
            looked_after: Takes it up.
            but: A reason that is logged already: one file may keep two things from being taken up.
        """
        try:
            if await asyncio.to_thread(looked_after.refresh):
                _log.info(f"took up {what}")
        except (IndexUnusable, KnowledgeError, SettingsError, StorageUnusable) as error:
            if str(error) != but:
                _log.warning(f"did not take up {what}", reason=str(error))
            return str(error)
        except Exception as error:
            _log.error(f"did not take up {what}", incident=log_incident(error))
        return None

    async def _forget(self, office: Office) -> None:
        """Forget half-filled forms that are older than a day."""
        while True:
            try:
                await office.form_drafts.expire(office.clock())
            except Exception as error:
                _log.error("could not forget old forms", incident=log_incident(error))
            await self._pause(self._forget_every)
