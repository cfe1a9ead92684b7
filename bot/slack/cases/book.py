"""Where cards were posted, so that they can be edited: kept sealed, and nothing of what was reported with it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from bot.slack.core.notes import Notes
from handlers.cases.clocks import Clock
from handlers.cases.events import NoticeKind

_CARD, _CASE_OF, _WATCHED = "slack card", "slack case of", "slack watched"
"""What a note is for: a card; a case of somebody's; a case that has cards, with its version that they show."""
_ALL = "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A card.

    Attributes:
        id: Of the notice that it brought.
        case: Id of the case.
        team, to: Workspace, and the person or channel that it is for.
        channel, stamp: The conversation that it stands in, and its time stamp.
        thread: Time stamp of the first card of its thread, or None.
        person: Key of the recipient whom it is for.
        kind: Of the notice.
        shared: Whether several people read it.
        shown: Stamp of what it says.
        words: Subject and text of a notice that quotes nothing of what was reported; None of the one that may, which
            is made anew each time.
    """

    id: str
    case: str
    team: str
    to: str = field(repr=False)
    channel: str
    stamp: str
    thread: str | None = None
    person: str = field(repr=False)
    kind: NoticeKind
    shared: bool
    shown: str
    words: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Whom it is for, with their workspace."""
        return f"{self.team}/{self.to}"


class Book:
    """Knows every card that may have to be edited."""

    def __init__(self, notes: Notes, clock: Clock) -> None:
        """Keep what keeps it, and what tells the time."""
        self._notes, self._clock = notes, clock

    async def add(self, card: Posted) -> None:
        """Note a card that was posted."""
        of = json.dumps([card.case, card.person])
        await self._notes.put(_CASE_OF, f"{card.address} {of}", of, owner=card.address)
        await self._notes.put(_WATCHED, card.case, "", owner=_ALL)  # what happened while it was posted is not shown yet
        await self.change(card)

    async def change(self, card: Posted, *, shown: str | None = None) -> None:
        """Note what a card says now."""
        kept = card if shown is None else replace(card, shown=shown)
        await self._notes.put(_CARD, card.id, json.dumps(asdict(kept)), owner=card.case)

    async def card(self, id_: str) -> Posted | None:
        """Return the card that brought a notice, or None."""
        text = await self._notes.get(_CARD, id_, at=self._clock())
        return _read(text) if text else None

    async def of_case(self, case: str) -> list[Posted]:
        """Return all cards of a case, the oldest first."""
        found = await self._notes.of_owner(_CARD, case, at=self._clock())
        return sorted((_read(one.text) for one in found), key=lambda one: one.stamp)

    async def cases_of(self, address: str) -> list[tuple[str, str]]:
        """Return the cases of which somebody has cards: id of the case, and key of the recipient."""
        found = await self._notes.of_owner(_CASE_OF, address, at=self._clock())
        return [(case, person) for case, person in (json.loads(one.text) for one in found)]

    async def watched(self) -> Mapping[str, str]:
        """Return all cases that have cards, each with its version that they show; empty where they do not yet."""
        return {one.key: one.text for one in await self._notes.of_owner(_WATCHED, _ALL, at=self._clock())}

    async def saw(self, case: str, version: str) -> None:
        """Note that all cards of a case show it in a version."""
        await self._notes.put(_WATCHED, case, version, owner=_ALL)

    async def drop(self, card: Posted) -> None:
        """Forget a card."""
        await self._notes.drop(_CARD, card.id)

    async def forget(self, case: str) -> None:
        """Forget all cards of a case."""
        for card in await self.of_case(case):
            await self._notes.drop(_CASE_OF, f"{card.address} {json.dumps([card.case, card.person])}")
        await self._notes.drop_of_owner(_CARD, case)
        await self._notes.drop(_WATCHED, case)


def _read(text: str) -> Posted:
    found = json.loads(text)
    words = found.pop("words")
    return Posted(**found, words=words and (words[0], words[1]))
