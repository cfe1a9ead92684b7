"""Slack's side of the service: what Slack posts, or hands over on a connection that is opened to it."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.incidents import log_incident
from bot.settings import SettingsError
from bot.slack.cases.cards import Cards
from bot.slack.core.bolt import bolt_app
from bot.slack.core.going import Going
from bot.slack.core.guard import Guard
from bot.slack.core.link import Link
from bot.slack.core.listening import Listeners
from bot.slack.core.once import Inbox, Once
from bot.slack.core.web import Web
from bot.slack.core.workspaces import Away
from bot.slack.installing.oauth import Installing
from bot.slack.listeners import actions, commands, events, shortcuts, views
from bot.slack.parts import Parts
from bot.slack.paths import EVENTS
from bot.storage.errors import StorageUnusable
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

_MOST = 2 * 1024 * 1024
"""Bytes of one request: a message of 40,000 characters takes a few of them several times."""
_LOOK_EVERY, _REFUSED_EVERY, _FORGET_EVERY = 30.0, 300.0, 600.0
_GRACE = 10.0
"""Seconds that work which is going on has to end when the service stops; an event that does not is taken up again."""

_log = structlog.get_logger()

Pause = Callable[[float], Awaitable[None]]


class SlackDoor:
    """Takes what Slack sends, over HTTP or Socket Mode."""

    def __init__(
        self,
        parts: Parts,
        inbox: Inbox,
        calls: Web,
        *,
        installing: Installing | None = None,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Make the app, with everything that listens; nothing is connected yet.

        Args:
            parts: What the listeners work with.
            inbox: Where events are kept until they are handled.
            calls: Calls Slack.
            installing: The pages by which workspaces install the app; None where it is in one by a token.
            pause: Lets time pass.
        """
        self.going = Going()
        once = Once(inbox, parts.clock, self.going)
        self._parts, self._once, self._calls, self._pause = parts, once, calls, pause
        self._cards = Cards(parts)
        self._installing, self._warm_for = installing, object()
        secret = parts.settings.slack_signing_secret
        self._app = bolt_app(
            parts.workspaces, once, calls, signing_secret=secret.get_secret_value() if secret else None
        )
        listeners = Listeners(self._app, Guard(parts.speaker, self.going), once)
        for kind in (events, commands, actions, shortcuts, views):
            kind.register(listeners, parts)

    def routes(self) -> list[web.RouteDef]:
        """Return where Slack posts, which is nowhere in Socket Mode, and where workspaces install the app."""
        if self._parts.settings.slack_app_token:
            return []
        return [web.post(EVENTS, self.post), *(self._installing.routes() if self._installing else ())]

    async def post(self, request: web.Request) -> web.Response:
        """Answer something that Slack posted."""
        try:
            body = await request.clone(client_max_size=_MOST).text()
        except (UnicodeDecodeError, LookupError):
            raise web.HTTPBadRequest from None
        asked = AsyncBoltRequest(body=body, query=request.query_string, headers=dict(request.headers))
        answer = await self._app.async_dispatch(asked)
        if answer.status == 401:
            _log.warning("refused a request that is not signed as Slack signs, or is old")
        return await to_aiohttp_response(answer)

    async def run(self) -> None:
        """Get to know the workspace, connect, and take up events that were left over, until this is cancelled.

        What has expired is forgotten beside that, whether Slack is there or not.
        """
        link, forgetting = None, asyncio.create_task(self._forgetting())
        try:
            await self._know()
            link = self._link()
            while True:
                if link is not None:
                    await link.keep()
                await self._look_after()
                await self._pause(_LOOK_EVERY)
        finally:
            forgetting.cancel()
            if link is not None:
                await link.close()
            await self.going.settled(_GRACE)
            await self.close()

    async def close(self) -> None:
        """Close what is connected; it opens itself again when it is needed."""
        await self._calls.close()
        await self._parts.notes.close()

    def _link(self) -> Link | None:
        token = self._parts.settings.slack_app_token
        return Link(self._app, self._calls, token.get_secret_value(), self._pause) if token else None

    async def _know(self) -> None:
        """Get to know the workspace of a token; until Slack answers, nothing of it can be taken."""
        while True:
            try:
                await self._parts.workspaces.only()
            except Away:
                _log.warning("Slack cannot be reached; trying again")
                await self._pause(_LOOK_EVERY)
            except SettingsError as error:
                _log.error("Slack refuses the app", reason=str(error))
                await self._pause(_REFUSED_EVERY)
            except StorageUnusable as error:
                _log.error("could not look for workspaces", incident=log_incident(error))
                await self._pause(_LOOK_EVERY)
            else:
                return

    async def look(self) -> int:
        """Have events handled that were left over; return how many."""
        return await self._once.take_up(self._app)

    async def refresh(self) -> int:
        """Have the cards of cases show them as they are by now; return of how many cases that was."""
        return await self._cards.refresh()

    async def forget(self) -> None:
        """Forget events of which Slack knows by now that they were handled, and what was kept for a while only."""
        await self._once.forget()
        await self._parts.notes.expire(self._parts.clock())

    async def _forgetting(self) -> None:
        while True:
            try:
                await self.forget()
            except Exception as error:
                _log.error("could not forget what is older than a day", incident=log_incident(error))
            await self._pause(_FORGET_EVERY)

    async def _look_after(self) -> None:
        try:
            if await self.look():
                _log.info("took up events of Slack that were left over")
            await self._warm()
        except Exception as error:
            _log.error("could not look for events that were left over", incident=log_incident(error))
        try:
            await self.refresh()
        except Away:
            _log.warning("Slack cannot be reached; cards of cases are edited later")
        except Exception as error:
            _log.error("could not edit the cards of cases", incident=log_incident(error))

    async def _warm(self) -> None:
        """Load what reads reports and drafts, of new texts again: whoever opens the first modal waits for nothing."""
        assistant = self._parts.assistant
        if self._warm_for is assistant.library:
            return
        self._warm_for = assistant.library
        for load in (lambda: assistant.report, lambda: assistant.check):
            with suppress(KnowledgeError, IndexUnusable):  # told to whoever needs what is missing
                await asyncio.to_thread(load)
        _settle()


def _settle() -> None:
    """Take what is loaded out of what the collector looks through: each look would stop everything for a while."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
