"""The app is taken out of a workspace: its token, and what the door kept of its people, are forgotten; cases stay."""

import structlog

from bot.slack.incoming import Body
from bot.slack.parts import Parts
from bot.slack.workspaces import Workspace

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
