"""The workspaces in which the app is installed, and the token for each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import PREFIX, SettingsError

_UNKNOWN = "Slack does not know this token; copy the bot token of the app once more"
_TAKEN_OUT = "the app was taken out of the workspace; install it again, and copy its new bot token"
_PLAIN = {
    "invalid_auth": _UNKNOWN,
    "not_authed": _UNKNOWN,
    "account_inactive": _TAKEN_OUT,
    "token_revoked": _TAKEN_OUT,
    "token_expired": "this token has expired; turn off token rotation for the app, and copy its new bot token",
}

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace.

    Attributes:
        team: Its id.
        token: With which the app acts there.
        user: Id of the app's own user.
        bot: Id of the app as a bot.
        since: When it was installed there, in seconds since 1970; 0 where that is unknown.
    """

    team: str
    token: str = field(repr=False)
    user: str
    bot: str
    since: float = 0.0


class Workspaces(Protocol):
    """Knows where the app is installed."""

    async def find(self, team: str) -> Workspace | None:
        """Return a workspace by its id; None where the app is not installed there.

        Raises:
            Away: It is not known yet, for Slack could not be asked.
        """
        ...

    async def only(self) -> Workspace | None:
        """Return the one workspace that there is; None where there is none, or several.

        Raises:
            SettingsError: Slack does not accept its token.
            Away: Slack has to be asked, and cannot be.
        """
        ...

    async def forget(self, team: str) -> None:
        """Forget a workspace from which the app was taken out."""
        ...


class Away(Exception):
    """Slack cannot be reached, or does not answer as it should; it is to be tried again later."""


class OneWorkspace:
    """The workspace of one token, which Slack is asked for once."""

    def __init__(self, token: str, client: Callable[[], AsyncWebClient]) -> None:
        """Know none yet.

        Args:
            token: Of the app as a bot.
            client: Returns what asks Slack.
        """
        self._token, self._client = token, client
        self._known: Workspace | None = None
        self._is_gone = False

    def __repr__(self) -> str:
        """Leave the token out: it may reach a log."""
        return "OneWorkspace()"

    async def find(self, team: str) -> Workspace | None:
        """See `Workspaces.find`; Slack is not asked, for whoever asks this waits."""
        if self._is_gone:
            return None
        if self._known is None:
            raise Away
        return self._known if self._known.team == team else None

    async def only(self) -> Workspace | None:
        """Return the workspace; None where the app was taken out of it.

        Raises:
            SettingsError: Slack does not accept the token.
            Away: Slack cannot be asked now.
        """
        if self._is_gone:
            return None
        self._known = self._known or await self._asked()
        return self._known

    async def forget(self, team: str) -> None:
        """Take nothing from it any more; whoever installs the app again has another token to set."""
        if await self.find(team):
            self._is_gone = True
            _log.error("the app is in no workspace any more", reason=f"{PREFIX}SLACK_BOT_TOKEN: {_TAKEN_OUT}")

    async def _asked(self) -> Workspace:
        try:
            known = await self._client().auth_test(token=self._token)
        except SlackApiError as error:
            raise _unknown(error) from None
        except (OSError, TimeoutError):  # errors of connections are OSErrors
            raise Away from None
        return Workspace(team=known["team_id"], token=self._token, user=known["user_id"], bot=known.get("bot_id") or "")


def _unknown(error: SlackApiError) -> Exception:
    """Return why Slack does not say to which workspace a token belongs."""
    data = getattr(error.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if code in ("", "internal_error", "fatal_error", "service_unavailable", "ratelimited"):
        return Away()
    return SettingsError(f"{PREFIX}SLACK_BOT_TOKEN: {_PLAIN.get(code, f'Slack refuses it ({code})')}")
