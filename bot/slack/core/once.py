"""Each event is handled once, whatever Slack sends again, in whichever process, and also where one was killed."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
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
"""How long an event may take; after that it is taken for lost, and taken up again."""
TRIES = 4
_KEPT = timedelta(days=1)
"""How long it is known that an event was handled; Slack sends none again after an hour."""
_AT_ONCE = 20
_ID, _AGAIN = "inbox_id", "inbox_again"
"""What the context of a request holds: the id under which its event is kept, and that it is taken up again."""

_log = structlog.get_logger()

Work = Callable[[Body, Any], Awaitable[None]]
Next = Callable[[], Awaitable[BoltResponse]]


class Received(Protocol):
    """An event that was taken, but not handled."""

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

    async def left_over(self, *, at: datetime, lease: timedelta, most: int, tries: int) -> Sequence[Received]:
        """Take what was taken before and not handled in time."""
        ...

    async def expire(self, before: datetime) -> int:
        """Forget what was handled before that."""
        ...


class Once:
    """Stands between Slack and the work."""

    def __init__(self, inbox: Inbox, clock: Clock, going: Going) -> None:
        """Keep where events are kept, what tells the time, and what counts the work that is going on."""
        self._inbox, self._clock, self._going = inbox, clock, going

    async def middleware(self, body: Body, context: dict[str, Any], next: Next) -> BoltResponse:  # noqa: A002 - Bolt's name
        """Let an event through that is for the app and new; acknowledge any other without more."""
        id_ = body.get("event_id")
        if not isinstance(id_, str):
            return await next()
        if is_ignored(body):
            return BoltResponse(status=200)
        context[_ID] = id_
        if not context.get(_AGAIN) and not await self._is_new(id_, body):
            return BoltResponse(status=200)
        return await next()

    def work(self, work: Work) -> Callable[..., Awaitable[None]]:
        """Return work of which it is noted that it is done; where Slack is away, it is left to be taken up again."""

        async def run(body: Body, context: Mapping[str, Any]) -> None:
            with self._going.one():
                try:
                    await work(body, context["workspace"])
                except Away:
                    _log.warning("Slack could not be reached; an event is tried again")
                    return
                except Exception as error:
                    _log.error("an event could not be handled", incident=log_incident(error))
                await self._done(context.get(_ID))

        return run

    async def take_up(self, app: AsyncApp) -> int:
        """Have events handled that were left over; return how many."""
        left = await self._inbox.left_over(at=self._clock(), lease=LEASE, most=_AT_ONCE, tries=TRIES)
        for one in left:
            request = AsyncBoltRequest(mode="socket_mode", body=json.loads(one.text), context={_AGAIN: True})
            await app.async_dispatch(request)
            await asyncio.sleep(0)  # Bolt works in a task of its own, which is to begin before anybody asks for it
        return len(left)

    async def forget(self) -> None:
        """Forget events of which Slack knows by now that they were handled."""
        await self._inbox.expire(self._clock() - _KEPT)

    async def _is_new(self, id_: str, body: Body) -> bool:
        return await self._inbox.take(id_, json.dumps(body), at=self._clock(), lease=LEASE)

    async def _done(self, id_: str | None) -> None:
        if id_ is None:
            return
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
