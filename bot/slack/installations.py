"""Many workspaces: each is there from when the app is installed in it until it is taken out. Tokens are kept sealed."""

import json
from collections.abc import Collection
from dataclasses import asdict

from bot.slack.kept import Notes
from bot.slack.workspaces import Workspace
from handlers.cases.clocks import Clock

_WORKSPACE = "slack workspace"
"""What the notes are for."""


class ManyWorkspaces:
    """The workspaces in which the app is installed, of those that may have it."""

    def __init__(self, notes: Notes, clock: Clock, allowed: Collection[str]) -> None:
        """Keep what keeps them, and the ids of the workspaces that may have the app; of any other, nothing is taken."""
        self._notes, self._clock, self._allowed = notes, clock, frozenset(allowed)

    def may_install(self, team: str) -> bool:
        """Tell whether a workspace may have the app."""
        return team in self._allowed

    async def find(self, team: str) -> Workspace | None:
        """See `Workspaces.find`."""
        text = await self._notes.get(_WORKSPACE, team, at=self._clock()) if self.may_install(team) else None
        return Workspace(**json.loads(text)["workspace"]) if text else None

    async def only(self) -> Workspace | None:
        """Return the workspace where the app is installed in one; None where in none, or in several."""
        found = [one for team in sorted(self._allowed) if (one := await self.find(team))]
        return found[0] if len(found) == 1 else None

    async def keep(self, workspace: Workspace, *, by: str) -> None:
        """Keep a workspace in which somebody has installed the app, in place of what there was."""
        text = json.dumps({"workspace": asdict(workspace), "by": by})
        await self._notes.put(_WORKSPACE, workspace.team, text)

    async def forget(self, team: str) -> None:
        """See `Workspaces.forget`."""
        await self._notes.drop(_WORKSPACE, team)
