"""Socket Mode: a connection that the app opens, on which Slack hands over what it would post elsewhere."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from bot import logs
from bot.settings import PREFIX
from bot.slack.core.web import Refused, Web, done
from bot.slack.core.workspaces import Away

_IN_TIME = 10.0
"""Seconds in which a connection is there, or another address is asked for."""
_AGAIN, _REFUSED_AGAIN = 30.0, 300.0

_log = structlog.get_logger()

Pause = Callable[[float], Awaitable[None]]


class Link:
    """Keeps one open.

    Slack's own client opens another where it ends, but tries for ever at an address that serves once and not for long.
    A connection that is not there when it is looked after is given up for one at an address of its own.
    """

    def __init__(self, app: AsyncApp, calls: Web, token: str, pause: Pause = asyncio.sleep) -> None:
        """Open nothing yet.

        Args:
            app: Handles what is handed over.
            calls: Calls Slack.
            token: Of the app, for this alone (xapp-).
            pause: Lets time pass.
        """
        self._app, self._calls, self._token, self._pause = app, calls, token, pause
        self._handler: AsyncSocketModeHandler | None = None

    async def keep(self) -> None:
        """Return once a connection is there, which may take as long as Slack is away."""
        while not await self._is_there():
            await self.close()
            try:
                self._handler = await self._opened()
            except Refused as error:
                _log.error("Slack refuses the app", reason=_why(error))
                await self._pause(_REFUSED_AGAIN)
            except (Away, TimeoutError):
                _log.warning("cannot connect to Slack; trying again")
                await self._pause(_AGAIN)

    async def close(self) -> None:
        """Close it."""
        if self._handler is not None:
            await self._handler.client.close()  # type: ignore[no-untyped-call]

    async def _is_there(self) -> bool:
        return self._handler is not None and await self._handler.client.is_connected()

    async def _opened(self) -> AsyncSocketModeHandler:
        client = self._calls.client()
        answer = await done(client.apps_connections_open(app_token=self._token))
        handler = AsyncSocketModeHandler(
            self._app, app_token=self._token, logger=logs.wordless("slack"), web_client=client
        )
        handler.client.wss_uri = answer["url"]
        try:
            async with asyncio.timeout(_IN_TIME):
                await handler.client.connect()  # type: ignore[no-untyped-call]
        except BaseException:
            await handler.client.close()  # type: ignore[no-untyped-call]
            raise
        return handler


def _why(refused: Refused) -> str:
    return f"{PREFIX}SLACK_APP_TOKEN: Slack refuses it ({refused.code}); copy the app-level token (xapp-) once more"
