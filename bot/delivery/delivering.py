"""One notice on its way: sent, noted, or tried again later.

Whatever is killed whenever, a notice is lost nowhere, and is sent twice only where these gaps are hit:

- Before the service took it: nothing is noted; the claim ends with its lease, and it is sent again.
- After the service took it, before that is noted: it is sent again, with the same id. A service that can tell takes it
  once; a mailbox may get it twice. Within one process it is known here, and only noted again.
- After the case knows of it, before the outbox does: as above; the case notes it once.
- After somebody else was told of a failure, before the outbox knows: another one may be told at the next failure,
  rather one too many than nobody.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from random import Random
from typing import Protocol

import structlog

from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.sender import AWAY, NotTaken, Sender
from bot.incidents import log_incident
from handlers.cases.clocks import Clock
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.links import CODE_LIFETIME
from handlers.cases.people import WayKind
from handlers.cases.store import Gone, Pending

_log = structlog.get_logger()


class Informed(Protocol):
    """Is told what became of notices."""

    async def was_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Note that somebody's service has taken a notice; a second time changes nothing."""
        ...

    async def was_not_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """Tell somebody else of a case whose recipient cannot be reached, where nobody else sees to it."""
        ...

    async def may_be_sent(self, id_: str, notice: Notice) -> bool:
        """Tell whether a notice may still go to whom it is for; where it may not, see that it leaves the outbox."""
        ...


class Delivery:
    """Brings single notices."""

    def __init__(
        self,
        outbox: Outbox,
        senders: Mapping[WayKind, Sender],
        watch: Informed,
        *,
        clock: Clock,
        pace: Pace,
        chance: Random,
    ) -> None:
        """Keep what bringing needs; `Courier` says what it is."""
        self._outbox, self._senders, self._watch = outbox, senders, watch
        self._clock, self._pace, self._chance = clock, pace, chance
        self._taken = dict[str, datetime]()
        """Taken by a service, but not noted: it must not be sent again."""
        self._held_up = dict[WayKind, set[str]]()
        """Not taken because a whole service was away: once it is back, they need not wait any longer."""
        self._hastened = set[str]()
        """Did not wait once already: what is refused for itself must not be tried whenever another one is taken."""
        self._told = set[str]()
        """Somebody else was told, but that is not noted: nobody must be told again."""

    async def bring(self, pending: Pending) -> None:
        """Bring a notice to where it goes, and note what became of it. What goes wrong is logged, and tried again."""
        try:
            await self._bring(pending)
        except Exception as error:
            _log.error("could not note what became of a notice", notice=pending.id, incident=log_incident(error))

    async def _bring(self, pending: Pending) -> None:
        if pending.id not in self._taken:
            if self._is_too_late(pending):
                _log.warning("dropped a code that nobody can use any more", notice=pending.id)
                await self._outbox.delivered(pending.id, self._clock())
                return
            if not await self._watch.may_be_sent(pending.case, pending.notice):  # as late as can be
                _log.info("did not send a notice that its recipient may not have any more", notice=pending.id)
                return
            try:
                await self._send(pending)
            except NotTaken as failure:
                await self._failed(pending, failure)
                return
            self._taken[pending.id] = self._clock()
        await self._note(pending)
        await self._hasten(pending)

    async def _send(self, pending: Pending) -> None:
        sender = self._senders.get(pending.notice.way.kind)
        if sender is None:
            raise NotTaken("no way set up")
        try:
            async with asyncio.timeout(self._pace.limit.total_seconds()):
                await sender.send(pending, self._clock())
        except TimeoutError:
            raise NotTaken("timeout") from None
        except NotTaken:
            raise
        except Exception as error:
            _log.error("a way to deliver broke", notice=pending.id, incident=log_incident(error))
            raise NotTaken("fault") from None

    async def _note(self, pending: Pending) -> None:
        with suppress(Gone):  # the case was disposed of; that its notice was taken must be noted nevertheless
            await self._watch.was_delivered(pending.case, pending.notice.to, pending.notice.kind)
        await self._outbox.delivered(pending.id, self._taken[pending.id])
        del self._taken[pending.id]

    async def _failed(self, pending: Pending, failure: NotTaken) -> None:
        urgency, failures, reason = pending.notice.urgency, pending.failures + 1, failure.reason
        wait = self._pace.wait(urgency, failures, reason, self._chance)
        if failure.retry_after is not None:
            wait = max(wait, failure.retry_after)
        _log.warning("a notice was not taken", notice=pending.id, reason=reason, failures=failures)
        await self._outbox.failed(pending.id, reason=reason, next_at=self._clock() + wait)
        may_be_away = reason in AWAY or pending.id not in self._hastened
        if may_be_away and reason != "no way set up" and failure.retry_after is None:
            self._held_up.setdefault(pending.notice.way.kind, set()).add(pending.id)
        age = self._clock() - pending.created_at
        if not pending.alarmed and self._pace.is_alarming(urgency, failures, reason, age):
            _log.error("a notice cannot be delivered", notice=pending.id, reason=reason, failures=failures)
            await self._alarm(pending)

    async def _hasten(self, taken: Pending) -> None:
        """Try the others again at once, the most urgent first, now that the service has taken one."""
        others = self._held_up.pop(taken.notice.way.kind, set()) - {taken.id}
        self._hastened = (self._hastened | others) - {taken.id}
        if others:
            await self._outbox.hasten(others, self._clock())

    async def _alarm(self, pending: Pending) -> None:
        # Whoever waits for a code has the case already, and asks for another code: nobody else need see it.
        if pending.id not in self._told and pending.notice.kind != "code":
            with suppress(Gone):
                await self._watch.was_not_delivered(pending.case, pending.notice.to, pending.notice.kind)
        self._told.add(pending.id)
        await self._outbox.alarmed(pending.id, self._clock())
        self._told.discard(pending.id)

    def _is_too_late(self, pending: Pending) -> bool:
        return pending.notice.kind == "code" and self._clock() >= pending.created_at + CODE_LIFETIME
