"""What somebody prefers: asked in a modal, kept, and from then on followed."""

from typing import get_args

from bot.slack import ids
from bot.slack.core.guard import Answer
from bot.slack.core.incoming import Command, Press, Somebody, Submitted
from bot.slack.home.tab import Home
from bot.slack.parts import Parts
from bot.slack.rendering.home.preferences import CAPACITY, ORG, preferences, preferred
from bot.slack.rendering.views import View
from handlers.request import Capacity


class Preferring:
    """Asks for it, and keeps it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts, self._home = parts, Home(parts)

    async def ask(self, asked: Command | Press) -> None:
        """Ask what somebody prefers, in a modal."""
        await self._parts.modals.over(asked, await self._asking(asked.who))

    async def sent(self, sent: Submitted) -> Answer:
        """Keep what somebody prefers, and say what changes by it."""
        who = sent.who
        self._parts.seals.take(who, ids.PREFERENCES, sent.view.metadata)
        known = self._parts.assistant.library.organisations
        org = sent.view.entered.one_of(ORG, known)
        capacity: Capacity | None = sent.view.entered.one_of(CAPACITY, get_args(Capacity))
        await self._parts.kept.prefer(who, org=org, capacity=capacity)
        view = preferred(known[org].name if org else None, capacity)
        return Answer(action="update", view=view, after=lambda: self._home.refresh(who))

    async def _asking(self, who: Somebody) -> View:
        now = await self._parts.kept.preferences(who)
        metadata = self._parts.seals.put(who, ids.PREFERENCES, {})
        return preferences(now, self._parts.assistant.library.organisations.values(), metadata)
