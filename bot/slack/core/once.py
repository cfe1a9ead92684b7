"""Each event is handled once, whatever Slack sends again, in whichever process, and also where one was killed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.incidents import log_incident
from bot.slack.core.going import Going
from bot.slack.core.incoming import Body
from bot.slack.core.workspaces import Away
from bot.storage.errors import StorageUnusable
from handlers.cases.clocks import Clock

LEASE = timedelta(seconds=90)
"""How long an event is left to whoever works on it, who says from time to time that they still do; after that it is
taken for lost, and taken up again."""
TRIES = 4
_KEPT = timedelta(days=1)
"""How long it is known that an event was handled; Slack sends none again after an hour."""
_AT_ONCE = 20
_IN_TIME = 2.0
"""Seconds within which an event is kept, or Slack is told to send it again; it gives up after three."""
_ID, _AGAIN = "inbox_id", "inbox_again"
"""What the context of a request holds: the id under which its event is kept, and that it is taken up again."""

_log = structlog.get_logger()

Work = Callable[[Body, Any], Awaitable[None]]
Next = Callable[[], Awaitable[BoltResponse]]


class Received(Protocol):
    """An event that was taken, but not handled."""

    @property
    def id(self) -> str:
        """Return the id under which it was kept."""
        ...

    @property
    def text(self) -> str:
        """Return what was kept of it."""
        ...


class Inbox(Protocol):
    """Keeps what came in until it is handled."""

    async def take(self, id_: str, text: str, *, at: datetime, lease: timedelta) -> bool:
        """Keep something that came in; return whether it is new."""
        ...

    async def done(self, id_: str, *, at: datetime) -> None:
        """Note that it is handled."""
        ...

    async def renew(self, ids: Collection[str], *, at: datetime, lease: timedelta) -> None:
        """Leave what was taken to whoever has it, for as long as a lease is from now on."""
        ...

    async def left_over(self, *, at: datetime, lease: timedelta, most: int, tries: int) -> Sequence[Received]:
        """Take what was taken before and not handled in time."""
        ...

    async def expire(self, before: datetime) -> int:
        """Forget what was handled before that."""
        ...


class Once:
    """Stands between Slack and the work."""

    def __init__(self, inbox: Inbox, clock: Clock, going: Going, *, in_time: float = _IN_TIME) -> None:
        """Begin with nothing.

        Args:
            inbox: Where events are kept.
            clock: Tells the time.
            going: Counts the work that is going on.
            in_time: Seconds that Slack waits while an event is kept.
        """
        self._inbox, self._clock, self._going, self._in_time = inbox, clock, going, in_time
        self._at_work = set[str]()
        self._late = set[asyncio.Task[None]]()

    async def middleware(self, body: Body, context: dict[str, Any], next: Next) -> BoltResponse:  # noqa: A002 - Bolt's name
        """Let an event through that is for the app and new; acknowledge any other without more."""
        id_ = body.get("event_id")
        if not isinstance(id_, str):
            return await next()
        if is_ignored(body):
            return BoltResponse(status=200)
        context[_ID] = id_
        if context.get(_AGAIN):
            return await next()
        is_new = await self._is_new(id_, body)
        if is_new is None:
            _log.warning("the database takes too long; Slack is told to send an event again")
            return BoltResponse(status=503)
        return await next() if is_new else BoltResponse(status=200)

    def work(self, work: Work) -> Callable[..., Awaitable[None]]:
        """Return work of which it is noted that it is done; where Slack is away, it is left to be taken up again."""

        async def run(body: Body, context: Mapping[str, Any]) -> None:
            with self._going.one(), self._working(context[_ID]):
                try:
                    await work(body, context["workspace"])
                except Away:
                    _log.warning("Slack could not be reached; an event is tried again")
                    return
                except Exception as error:
                    _log.error("an event could not be handled", incident=log_incident(error))
                await self._done(context[_ID])

        return run

    async def take_up(self, app: AsyncApp) -> int:
        """Have events handled that were left over; return how many. What is worked on here is not among them."""
        await self._inbox.renew(tuple(self._at_work), at=self._clock(), lease=LEASE)
        left = await self._inbox.left_over(at=self._clock(), lease=LEASE, most=_AT_ONCE, tries=TRIES)
        for one in left:
            request = AsyncBoltRequest(mode="socket_mode", body=json.loads(one.text), context={_AGAIN: True})
            await app.async_dispatch(request)
            await asyncio.sleep(0)  # Bolt works in a task of its own, which is to begin before anybody asks for it
        return len(left)

    async def forget(self) -> None:
        """Forget events of which Slack knows by now that they were handled."""
        await self._inbox.expire(self._clock() - _KEPT)

    async def _is_new(self, id_: str, body: Body) -> bool | None:
        """Keep an event; return whether it is new, or None where it is not known in time."""
        taking = asyncio.create_task(self._inbox.take(id_, json.dumps(body), at=self._clock(), lease=LEASE))
        await asyncio.wait([taking], timeout=self._in_time)
        if taking.done():
            return taking.result()
        late = asyncio.create_task(self._left(id_, taking))
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        return None

    async def _left(self, id_: str, taking: asyncio.Task[bool]) -> None:
        """Leave an event over that was kept too late: Slack sends it again, and finds it known by then."""
        with self._going.one():
            try:
                if await taking:
                    await self._inbox.renew([id_], at=self._clock(), lease=timedelta())
            except StorageUnusable as error:
                _log.error("an event could not be kept", incident=log_incident(error))

    @contextmanager
    def _working(self, id_: str) -> Iterator[None]:
        self._at_work.add(id_)
        try:
            yield
        finally:
            self._at_work.discard(id_)

    async def _done(self, id_: str) -> None:
        try:
            await self._inbox.done(id_, at=self._clock())
        except StorageUnusable as error:
            _log.error("could not note that an event is handled", incident=log_incident(error))


def is_ignored(body: Body) -> bool:
    """Tell whether an event is nothing to the app: messages of bots, edited and deleted ones, and what nobody wrote."""
    event = body.get("event") or {}
    if event.get("type") != "message":
        return event.get("type") == "app_mention" and bool(event.get("bot_id") or "edited" in event)
    is_persons = event.get("subtype") in (None, "file_share", "thread_broadcast") and bool(event.get("user"))
    return not is_persons or bool(event.get("bot_id")) or event.get("channel_type") != "im"
