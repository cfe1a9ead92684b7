"""The app is taken out of a workspace: its token, threads and preferences are forgotten at once; cases stay.

What is half filled in is forgotten within its day, as ever, and where cards stand with their case.
"""

import structlog

from bot.slack.core.incoming import Body
from bot.slack.core.workspaces import Workspace
from bot.slack.parts import Parts

_log = structlog.get_logger()


class TakenOut:
    """Forgets a workspace."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts

    async def uninstalled(self, body: Body, workspace: Workspace) -> None:
        """Forget the workspace, unless the app has been installed anew since: Slack may send this again late."""
        if float(body.get("event_time") or workspace.since) < workspace.since:
            return
        await self._parts.kept.forget(workspace.team)
        await self._parts.workspaces.forget(workspace.team)  # last: without it, nothing of this is taken up again
        _log.warning("the app was taken out of a workspace", team=workspace.team)

    async def revoked(self, body: Body, workspace: Workspace) -> None:
        """Forget the workspace where the app's own token is worth nothing any more."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self.uninstalled(body, workspace)
