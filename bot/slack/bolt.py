"""The app as Bolt has it: who calls is checked, and each request finds the workspace that it comes from."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse

from bot import logs
from bot.slack.incoming import Body
from bot.slack.once import Once
from bot.slack.web import Web
from bot.slack.workspaces import Away, Workspace, Workspaces

_NAME = "conduct"
_UNSIGNED = "socket mode only"
"""In place of a signing secret where every request comes on a connection that the app itself opened."""

_ENDING = ("app_uninstalled", "tokens_revoked")
"""Events that tell that the app was taken out of a workspace; Slack sends both."""

_log = structlog.get_logger()

Next = Callable[[], Awaitable[BoltResponse]]


def bolt_app(workspaces: Workspaces, once: Once, web: Web, *, signing_secret: str | None) -> AsyncApp:
    """Return the app, which listens to nothing yet.

    Args:
        workspaces: Where it is installed.
        once: Has each event handled once.
        web: Calls Slack.
        signing_secret: With which Slack signs what it posts; None where nothing is posted.
    """
    app = AsyncApp(
        name=_NAME,
        logger=logs.wordless("slack"),
        signing_secret=signing_secret or _UNSIGNED,
        client=web.client(),
        before_authorize=_Strangers(workspaces).refused,
        authorize=_authorized,
    )
    app.use(once.middleware)
    return app


class _Strangers:
    """Refuses what comes from where the app is not installed, or from people of elsewhere."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def refused(self, body: Body, context: dict[str, Any], next: Next) -> BoltResponse:  # noqa: A002 - Bolt's name
        """Let a request on that is one of a workspace's own people; keep the workspace with it."""
        if body.get("type") in ("url_verification", "app_rate_limited") or body.get("ssl_check"):
            return await next()
        try:
            workspace = await self._workspaces.find(str(context.get("team_id") or ""))
        except Away:
            return BoltResponse(status=503)  # Slack sends it again
        if workspace is None:
            if (body.get("event") or {}).get("type") in _ENDING:
                return BoltResponse(status=200)  # of the two events that tell of it, the other was handled
            _log.warning("refused a request of a workspace in which the app is not installed")
            return BoltResponse(status=403)
        if any(team != workspace.team for team in _teams(body)):
            _log.warning("refused a request of somebody from another workspace")
            return BoltResponse(status=200)
        context["workspace"] = workspace
        return await next()


def _teams(body: Body) -> Iterator[str]:
    """Yield the workspaces that whoever caused a request is said to belong to."""
    event, user = body.get("event") or {}, body.get("user")
    named = [event.get("user_team"), event.get("source_team"), user.get("team_id") if isinstance(user, dict) else None]
    yield from (one for one in named if isinstance(one, str) and one.startswith("T"))


async def _authorized(context: AsyncBoltContext, team_id: str | None, user_id: str | None) -> AuthorizeResult:
    workspace: Workspace = context["workspace"]
    return AuthorizeResult(
        enterprise_id=None,
        team_id=team_id,
        user_id=user_id,
        bot_user_id=workspace.user,
        bot_id=workspace.bot,
        bot_token=workspace.token,
    )
