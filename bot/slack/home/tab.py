"""Somebody's home tab: what the app can do, their cases, what they prefer."""

from collections.abc import Sequence
from contextlib import suppress

from bot.refusals import NotReady, told
from bot.slack.cases.mine import open_cases
from bot.slack.core.incoming import Somebody
from bot.slack.core.web import Refused
from bot.slack.core.workspaces import Away
from bot.slack.parts import Parts
from bot.slack.rendering.home.tab import MOST_CASES, HomeTab, OwnCase, failed_home, home
from bot.slack.rendering.views import View
from handlers.cases.case import Case
from handlers.cases.views import reporter_view_now


class Home:
    """Shows it."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts

    async def publish(self, who: Somebody) -> None:
        """Show somebody their home tab as it is now.

        Raises:
            Refused, Away: As `Speaker.publish_home`.
        """
        await self._parts.speaker.publish_home(who.workspace, who.id, await self._view(who))

    async def refresh(self, who: Somebody) -> None:
        """Show it anew after somebody did something; what they did stands, whatever becomes of this."""
        with suppress(Refused, Away):
            await self.publish(who)

    async def _view(self, who: Somebody) -> View:
        try:
            return home(await self._shown(who))
        except Exception as error:  # a sentence in place of a tab that stays as it was, or empty
            return failed_home(self._parts.entrance.number(), told(error))

    async def _shown(self, who: Somebody) -> HomeTab:
        parts, library = self._parts, self._parts.assistant.library
        preferred = await parts.kept.preferences(who)
        org, own, reason = await parts.org(who, preferred=preferred), list[Case](), not_taken(parts)
        known = library.organisations.get(org or "")
        if reason is None:
            own = await parts.entrance.desks.reporter.of_reporter(who.identity)
        return HomeTab(
            number=parts.entrance.number(org),
            open_page=parts.open_page,
            zone=library.zone(org or ""),
            org=known.name if known else None,
            capacity=preferred.capacity,
            own=self._own(own[:MOST_CASES]),
            more=len(own) - MOST_CASES,
            received=await open_cases(parts, who) if reason is None else (),
            not_taken=reason,
        )

    def _own(self, cases: Sequence[Case]) -> list[OwnCase]:
        if not cases:
            return []
        desks = self._parts.entrance.desks
        return [
            OwnCase(id=one.id, view=reporter_view_now(one, desks.work, desks.library), zone=desks.library.zone(one.org))
            for one in cases
        ]


def not_taken(parts: Parts) -> str | None:
    """Return why no cases are taken here as of now, for people; None where they are."""
    try:
        _ = parts.entrance.desks
    except NotReady as error:
        return error.sentence
    return None
