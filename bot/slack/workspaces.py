"""The workspaces in which the app is installed, and the token for each."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import PREFIX, SettingsError

_AWAY = (OSError, asyncio.TimeoutError)  # aiohttp's errors of connections are OSErrors
_PLAIN = {
    "invalid_auth": "Slack does not know this token; copy the bot token of the app once more",
    "not_authed": "Slack does not know this token; copy the bot token of the app once more",
    "account_inactive": "the app was taken out of the workspace; install it again, and copy its new bot token",
    "token_revoked": "the app was taken out of the workspace; install it again, and copy its new bot token",
    "token_expired": "this token has expired; turn off token rotation for the app, and copy its new bot token",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace.

    Attributes:
        team: Its id.
        token: With which the app acts there.
        user: Id of the app's own user.
        bot: Id of the app as a bot.
    """

    team: str
    token: str = field(repr=False)
    user: str
    bot: str


class Workspaces(Protocol):
    """Knows where the app is installed."""

    async def find(self, team: str) -> Workspace | None:
        """Return a workspace by its id; None where the app is not installed there."""
        ...

    async def only(self) -> Workspace | None:
        """Return the one workspace that there is; None where there is none, or several."""
        ...


class Away(Exception):
    """Slack cannot be reached, or does not answer as it should; it is to be tried again later."""


async def workspace_of(token: str, web: AsyncWebClient) -> Workspace:
    """Ask Slack to which workspace a bot token belongs.

    Raises:
        SettingsError: Slack does not accept the token.
        Away: Slack cannot be asked now.
    """
    try:
        known = await web.auth_test(token=token)
    except SlackApiError as error:
        code = str(error.response.get("error", "")) if isinstance(error.response.data, dict) else ""
        if error.response.status_code != 200 or code in ("", "internal_error", "fatal_error", "service_unavailable"):
            raise Away from None
        raise SettingsError(f"{PREFIX}SLACK_BOT_TOKEN: {_PLAIN.get(code, f'Slack refuses it ({code})')}") from None
    except _AWAY:
        raise Away from None
    return Workspace(team=known["team_id"], token=token, user=known["user_id"], bot=known.get("bot_id") or "")


class OneWorkspace:
    """The workspace of one token, known once Slack has been asked."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: Workspace | None = None

    def know(self, workspace: Workspace) -> None:
        """Take up what Slack said."""
        self._known = workspace

    async def find(self, team: str) -> Workspace | None:
        """See `Workspaces.find`."""
        return self._known if self._known and self._known.team == team else None

    async def only(self) -> Workspace | None:
        """See `Workspaces.only`."""
        return self._known
