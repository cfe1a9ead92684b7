"""What somebody prefers: asked in a modal, kept, and from then on followed."""

from collections.abc import Mapping

from bot.slack import ids
from bot.slack.guard import Answer
from bot.slack.home import Home
from bot.slack.incoming import Press, Somebody, Submitted
from bot.slack.inputs import said_of, text_of
from bot.slack.parts import Parts
from bot.slack.rendering.preferences import CAPACITY, ORG, preferences, preferred
from bot.slack.speaking import View
from handlers.request import Capacity

_CAPACITIES: Mapping[str, Capacity] = {"official": "official", "personal": "personal"}


class Preferring:
    """Asks for it, and keeps it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._home = parts, Home(parts)

    async def pressed(self, pressed: Press) -> None:
        """Ask what somebody prefers, in a modal of its own or on top of the one that is open."""
        if pressed.view is not None and pressed.view.is_modal:
            view = await self._asking(pressed.who)
            await self._parts.speaker.push_view(pressed.who.workspace, pressed.trigger, view)
        else:
            await self.ask(pressed.who, pressed.trigger)

    async def ask(self, who: Somebody, trigger: str) -> None:
        """Ask what somebody prefers, in a modal."""
        await self._parts.speaker.open_view(who.workspace, trigger, await self._asking(who))

    async def sent(self, sent: Submitted) -> Answer:
        """Keep what somebody prefers, and say what changes by it."""
        who = sent.who
        self._parts.seals.take(who, ids.PREFERENCES, sent.view.metadata)
        known = self._parts.assistant.library.organisations
        org, capacity = said_of(sent.view, ORG, known), _CAPACITIES.get(text_of(sent.view, CAPACITY))
        await self._parts.kept.prefer(who, org=org, capacity=capacity)
        view = preferred(known[org].name if org else None, capacity)
        return Answer(action="update", view=view, after=lambda: self._home.refresh(who))

    async def _asking(self, who: Somebody) -> View:
        now = await self._parts.kept.preferences(who)
        metadata = self._parts.seals.put(who, ids.PREFERENCES, {})
        return preferences(now, self._parts.assistant.library.organisations.values(), metadata)
