"""Modals, opened and filled by what was pressed: above the one that is open, or in its place, or alone."""

from bot.slack.core.incoming import Command, Press, Shown, Somebody
from bot.slack.core.seals import Tampered
from bot.slack.core.speaking import Speaker
from bot.slack.core.web import Refused
from bot.slack.rendering.views import View

_CLOSED, _TOO_MANY = "not_found", "push_limit_reached"
"""What Slack says of a modal that was closed, and where there are as many above each other as it takes."""


class Modals:
    """Shows them. Every method raises as those of `Speaker`."""

    def __init__(self, speaker: Speaker) -> None:
        """Keep what says things in Slack."""
        self._speaker = speaker

    async def over(self, asked: Command | Press, view: View) -> str:
        """Show a modal above the one in which something was pressed, or alone; return its id.

        Where Slack takes no more above each other, it stands in place of that one.
        """
        below, workspace = _open(asked), asked.who.workspace
        if below is None:
            return await self._speaker.open_view(workspace, asked.trigger, view)
        try:
            return await self._speaker.push_view(workspace, asked.trigger, view)
        except Refused as error:
            if error.code != _TOO_MANY:
                raise
            await self.fill(asked.who, below.id, view)
            return below.id

    async def instead(self, asked: Command | Press, view: View) -> None:
        """Show a modal in place of the one in which something was pressed, or alone."""
        before = _open(asked)
        if before is None:
            await self._speaker.open_view(asked.who.workspace, asked.trigger, view)
        else:
            await self.fill(asked.who, before.id, view)

    async def fill(self, who: Somebody, id_: str, view: View, *, seen: str | None = None) -> None:
        """Show something else in a modal, unless it was closed meanwhile; `seen` is as of `Speaker.update_view`."""
        try:
            await self._speaker.update_view(who.workspace, id_, view, seen=seen)
        except Refused as error:
            if error.code != _CLOSED:
                raise


def modal_of(pressed: Press) -> Shown:
    """Return the modal in which something was pressed.

    Raises:
        Tampered: What stands in modals alone was pressed elsewhere.
    """
    if pressed.view is None:
        raise Tampered
    return pressed.view


def _open(asked: Command | Press) -> Shown | None:
    view = asked.view if isinstance(asked, Press) else None
    return view if view is not None and view.is_modal else None
