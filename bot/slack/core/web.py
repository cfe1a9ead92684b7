"""Calls to Slack: tried again where that helps, one message a second in a channel; a failure is of one of two sorts."""

from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any, TypeVar

import aiohttp
from aiolimiter import AsyncLimiter
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.slack.core.workspaces import Away, Workspace

T = TypeVar("T")

_TIMEOUT = 10
"""Seconds in which Slack has to answer a call."""
_CHANNELS = 10_000
"""Channels of which it is remembered when the last message went there."""
_AWAY_CODES = frozenset(
    {"", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited"}
)


LOGIN = frozenset(
    {
        "access_denied", "account_inactive", "invalid_auth", "missing_scope", "no_permission", "not_allowed_token_type",
        "not_authed", "org_login_required", "team_access_not_granted", "token_expired", "token_revoked",
    }
)  # fmt: skip
"""Codes that say that Slack does not accept the app, or not for this: to be mended where the app is set up."""


class Refused(Exception):
    """Slack does not do what it was asked; the message is its code, such as `channel_not_found`, and nothing else."""

    @property
    def code(self) -> str:
        """The code."""
        return str(self)


class Throttled(Away):
    """Slack takes no more for a while.

    Attributes:
        seconds: For how long.
    """

    def __init__(self, seconds: float) -> None:
        """Keep how long."""
        super().__init__()
        self.seconds = seconds


class Web:
    """Makes clients for workspaces, on one session, and waits where a channel has just had a message."""

    def __init__(self, api: str, *, a_second: float = 1.0, patient: bool = True) -> None:
        """Keep where Slack is; nothing is opened yet.

        Args:
            api: Address of the Web API.
            a_second: Messages that a channel takes in a second.
            patient: Whether to wait as long as Slack asks, and to try again where a connection breaks off; otherwise
                `Throttled` or `Away` says so at once.
        """
        self._api, self._a_second, self._patient = api, a_second, patient
        self._session: aiohttp.ClientSession | None = None
        self._pace = OrderedDict[str, AsyncLimiter]()

    def client(self, workspace: Workspace | None = None) -> AsyncWebClient:
        """Return what calls Slack for a workspace; for none, without a token."""
        return AsyncWebClient(
            token=workspace.token if workspace else None,
            base_url=self._api,
            timeout=_TIMEOUT,
            session=self.session,
            logger=logs.wordless("slack"),
            retry_handlers=self.retries,
        )

    @property
    def retries(self) -> list[AsyncRetryHandler]:
        """What a client waits for, and tries again after."""
        if not self._patient:
            return []
        return [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=2)]

    @property
    def session(self) -> aiohttp.ClientSession:
        """The session that every call shares; to be asked for inside the loop that uses it."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_TIMEOUT))
        return self._session

    async def turn(self, channel: str) -> None:
        """Wait until a channel takes another message."""
        limiter = self._pace.setdefault(channel, AsyncLimiter(1, 1 / self._a_second))
        self._pace.move_to_end(channel)
        while len(self._pace) > _CHANNELS:
            self._pace.popitem(last=False)
        await limiter.acquire()

    async def close(self) -> None:
        """Close the session; it opens itself again when it is needed."""
        if self._session is not None:
            await self._session.close()


async def done(call: Awaitable[T]) -> T:
    """Return what Slack answers.

    Raises:
        Refused: Slack does not do it; trying again does not help.
        Throttled: Slack takes no more for a while.
        Away: Slack cannot be reached, or is broken; the call may have been done, or not.
    """
    try:
        return await call
    except SlackApiError as error:
        raise _failure(error) from None  # its words quote what was sent
    except (TimeoutError, aiohttp.ClientError, OSError):
        raise Away from None


def _failure(error: SlackApiError) -> Exception:
    response: Any = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    if status == 429:
        headers = {str(name).lower(): value for name, value in dict(response.headers).items()}
        return Throttled(_seconds(headers.get("retry-after")))
    data = getattr(response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    return Away() if status != 200 or code in _AWAY_CODES else Refused(code)


def _seconds(given: object) -> float:
    try:
        return max(float(str(given if not isinstance(given, list) else given[0])), 1.0)
    except (ValueError, IndexError):
        return 1.0
