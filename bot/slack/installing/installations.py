"""Many workspaces: each is there from when the app is installed in it until it is taken out. Tokens are kept sealed."""

import asyncio
import json
from collections.abc import Collection
from dataclasses import asdict

from bot.slack.core.notes import Notes
from bot.slack.core.workspaces import Away, Workspace
from bot.storage.errors import StorageUnusable
from handlers.cases.clocks import Clock

_WORKSPACE = "slack workspace"
"""What the notes are for."""
_IN_TIME = 0.5
"""Seconds for which it is waited for the database: Slack waits meanwhile, and for what comes after."""


class ManyWorkspaces:
    """The workspaces in which the app is installed, of those that may have it."""

    def __init__(self, notes: Notes, clock: Clock, allowed: Collection[str], *, in_time: float = _IN_TIME) -> None:
        """Know none yet.

        Args:
            notes: Keep them.
            clock: Tells the time.
            allowed: Ids of the workspaces that may have the app; of any other, nothing is taken.
            in_time: Seconds for which it is waited for the notes.
        """
        self._notes, self._clock, self._allowed, self._in_time = notes, clock, frozenset(allowed), in_time
        self._last = dict[str, Workspace]()

    def may_install(self, team: str) -> bool:
        """Tell whether a workspace may have the app."""
        return team in self._allowed

    async def find(self, team: str) -> Workspace | None:
        """See `Workspaces.find`. Where the database cannot say in time, it is as it was last known to be.

        Raises:
            Away: It was never known here.
            StorageUnusable: The same, and the database or the keys cannot be used.
        """
        if not self.may_install(team):
            return None
        reading = asyncio.create_task(self._read(team))
        await asyncio.wait([reading], timeout=self._in_time)
        if not reading.done():
            reading.add_done_callback(lambda late: late.cancelled() or late.exception())  # what it says comes too late
            return self._as_last(team, Away())
        try:
            return reading.result()
        except StorageUnusable as error:
            return self._as_last(team, error)

    async def only(self) -> Workspace | None:
        """Return the workspace where the app is installed in one; None where in none, or in several."""
        found = [one for team in sorted(self._allowed) if (one := await self.find(team))]
        return found[0] if len(found) == 1 else None

    async def keep(self, workspace: Workspace, *, by: str) -> None:
        """Keep a workspace in which somebody has installed the app, in place of what there was."""
        text = json.dumps({"workspace": asdict(workspace), "by": by})
        await self._notes.put(_WORKSPACE, workspace.team, text)
        self._last[workspace.team] = workspace

    async def forget(self, team: str) -> None:
        """See `Workspaces.forget`."""
        await self._notes.drop(_WORKSPACE, team)
        self._last.pop(team, None)

    async def _read(self, team: str) -> Workspace | None:
        text = await self._notes.get(_WORKSPACE, team, at=self._clock())
        if text is None:
            self._last.pop(team, None)
            return None
        self._last[team] = Workspace(**json.loads(text)["workspace"])
        return self._last[team]

    def _as_last(self, team: str, error: Exception) -> Workspace:
        """Return a workspace as it was last known; where it was not, raise."""
        if team not in self._last:
            raise error
        return self._last[team]
