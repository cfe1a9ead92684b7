"""Cards that show their case as it is by now: after each act at once, and after what happened elsewhere soon."""

import asyncio
from dataclasses import dataclass

import structlog

from bot.incidents import log_incident
from bot.office import Desks
from bot.refusals import NotReady
from bot.slack.cases.book import Book, Posted
from bot.slack.cases.facts import card_now, names_of, stamp
from bot.slack.core.speaking import Place
from bot.slack.core.web import LOGIN, Refused
from bot.slack.core.workspaces import Away
from bot.slack.parts import Parts
from bot.slack.rendering.cases.card import card
from handlers.cases.case import Case
from handlers.cases.store import Gone

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    """A case as it is by now; None where it was disposed of."""

    case: Case | None
    desks: Desks
    names: dict[str, str]


class Cards:
    """Edits them."""

    def __init__(self, parts: Parts) -> None:
        """Keep what it works with."""
        self._parts = parts
        self._book = Book(parts.notes, parts.clock)

    async def refresh(self) -> int:
        """Edit the cards of all cases that changed since; return of how many. One that cannot be read holds up none.

        Raises:
            Away: Slack cannot be reached; the rest is left for the next time.
            StorageUnusable: The database or the keys cannot be used.
        """
        watched = await self._book.watched()
        if not watched:
            return 0
        try:
            versions = await self._parts.entrance.desks.work.store.versions(watched)
        except NotReady:
            return 0
        changed = [one for one, seen in watched.items() if str(versions.get(one, "")) != seen or not seen]
        for one in changed:
            try:
                await self.show(one)
            except Away:
                raise
            except Exception as error:
                _log.error("could not edit the cards of a case", incident=log_incident(error))
        return len(changed)

    async def show(self, id_: str) -> None:
        """Edit the cards of a case that say something else than it is by now. Raises as `refresh`, and NotReady."""
        desks = self._parts.entrance.desks
        version = (await desks.work.store.versions([id_])).get(id_)
        now = await _now(id_, desks)
        shown = [await self._show(one, now) for one in await self._book.of_case(id_)]
        if not all(shown):
            return
        if now.case is None or not now.case.is_open:
            await self._book.forget(id_)
        else:
            await self._book.saw(id_, str(version or ""))

    async def _show(self, posted: Posted, now: _Now) -> bool:
        """Edit a card where it says something else by now; return whether nothing is left to do about it."""
        # In a thread: whoever is kept out is found by comparing every name of the staff.
        said = await asyncio.to_thread(card_now, now.case, posted, now.desks, self._parts.settings.page, now.names)
        if stamp(said) == posted.shown:
            return True
        workspace = await self._parts.workspaces.find(posted.team)
        if workspace is None:  # the app was taken out of it, and what it said there is not its own any more
            await self._book.drop(posted)
            return True
        place = Place(workspace=workspace, channel=posted.channel)
        try:
            await self._parts.speaker.edit(place, posted.stamp, card(said))
        except Refused as error:
            _log.warning("a card could not be edited", reason=error.code)
            if error.code in LOGIN:
                return False
            await self._book.drop(posted)
            return True
        await self._book.change(posted, shown=stamp(said))
        return True


async def _now(id_: str, desks: Desks) -> _Now:
    try:
        case = await desks.work.store.get(id_)
    except Gone:
        return _Now(case=None, desks=desks, names={})
    return _Now(case=case, desks=desks, names=dict(await names_of(case, desks)))
