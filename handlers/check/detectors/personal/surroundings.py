"""What stands around a number or an address: the words that name it, whose it is, or that it is nothing of the kind."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from handlers.check.detectors.personal import cues
from handlers.check.detectors.personal.rule import Family

Owner = Literal["own", "third", "person", "work"]

_BEFORE, _AFTER, _LABEL_AFTER, _WIDE = 160, 60, 40, 300
"""How far is read, in characters; nothing here depends on the length of the draft."""

_FEWEST_WORDS = 3
"""A sentence of no more words than these before a place is read together with the one before it."""

_REACHED: tuple[Family, ...] = ("phone", "email", "place")
"""What somebody is reached by, and a workplace can have as well."""

_SENTENCE_END = re.compile(
    r"(?:(?<=\w{3})(?<!\bMrs)(?<!\bApt)(?<!\bAve)(?<!\bTel)(?<!\bExt)(?<!\bSgt)(?<!\bCst)\.|[!?…])[\"”’')\]]{0,2}\s"
    r"|\n\s{0,20}\n"
)
_URL = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a text: from `start` up to `end`."""

    start: int
    end: int


class Surroundings:
    """Reads around places of one text."""

    def __init__(self, text: str, people: Sequence[Place], *, official: bool) -> None:
        """Keep the text.

        Args:
            text: The draft.
            people: Where persons are named, in order.
            official: Whether it is posted for the organisation, so that `we` is an office.
        """
        self._text, self._people, self._official = text, people, official
        self._starts = [one.start for one in people]
        self._urls = [Place(*found.span()) for found in _URL.finditer(text)]
        self._url_starts = [one.start for one in self._urls]

    def label(self, place: Place, label: re.Pattern[str], reach: int) -> int | None:
        """Return how far away the nearest words that name a place are, in characters; None where there are none."""
        first, last = max(0, place.start - reach), min(place.end + min(reach, _LABEL_AFTER), self._stop(place))
        distances = [place.start - found.end() for found in label.finditer(self._text, first, place.start)]
        # What ends where the reading does may be cut.
        after = (found for found in label.finditer(self._text, place.end, last) if found.end() < last)
        distances += [found.start() - place.end for found in after]
        return min(distances, default=None)

    def is_innocent(self, place: Place, family: Family, *, named: bool) -> bool:
        """Tell whether a place is part of a link or, if a number, a price, an order number or a count of something."""
        if self._in_url(place) or family in ("place", "email"):
            return self._in_url(place)
        if not named and cues.HASH.search(self._text, max(0, place.start - 2), place.start):
            return True
        is_labelled = cues.NOT_A_PERSONS.search(self._text, max(0, place.start - 40), place.start)
        return bool(is_labelled or cues.COUNTED.match(self._text, place.end, place.end + 20))

    def is_home(self, place: Place) -> bool:
        """Tell whether somebody is said to live there."""
        first = max(self._start(place), place.start - 80)
        before = cues.HOME.search(self._text, first, place.start)
        return bool(before or cues.HOME_AFTER.match(self._text, place.end, self._stop(place)))

    def is_beside(self, place: Place) -> bool:
        """Tell whether somebody is said to be at a place or from there, or is named right before it."""
        at = bisect_left(self._starts, place.start)
        if at > 0 and place.start - 3 <= self._people[at - 1].end <= place.start:
            return True
        words = [*cues.OWNERS.finditer(self._text, self._start(place), place.start)]
        is_told = bool(words) and words[-1].lastgroup == "third" and words[-1].end() >= place.start - 3
        return is_told or bool(cues.AT.search(self._text, max(0, place.start - 8), place.start))

    def is_scam(self, place: Place) -> bool:
        """Tell whether the number is said to be a nuisance caller's, of whom nothing is known."""
        return bool(cues.SCAM.search(self._text, max(0, place.start - _BEFORE), place.end + _BEFORE))

    def is_offer(self, place: Place) -> bool:
        """Tell whether the writer sells, seeks or invites: then the contact is the writer's own."""
        return bool(cues.OFFER.search(self._text, max(0, place.start - _WIDE), place.end + _WIDE))

    def owner(self, place: Place, family: Family) -> Owner | None:
        """Return whose it is by the nearest word that says so, in the sentence; None where none does."""
        nearest = min(self._owners(place, family, self._stop(place)), default=None, key=lambda found: found[0])
        return nearest[1] if nearest else None

    def owner_before(self, place: Place, family: Family) -> Owner | None:
        """Return the same by the words before it alone."""
        nearest = min(self._owners(place, family, place.end), default=None, key=lambda found: found[0])
        return nearest[1] if nearest else None

    def _owners(self, place: Place, family: Family, stop: int) -> Iterator[tuple[int, Owner]]:
        start = self._start(place)
        for distance, group in self._groups(place, start, stop):
            owner = self._meant(group, family)
            if owner:
                yield distance, owner
        if family in _REACHED and cues.OFFICE_AFTER.match(self._text, place.end, stop):
            yield cues.PENALTY_AFTER // 4, "work"
        yield from self._people_near(place, start, stop)

    def _groups(self, place: Place, start: int, stop: int) -> Iterator[tuple[int, str]]:
        """Yield how far away the words that tell an owner are, and of which group they are."""
        for found in cues.OWNERS.finditer(self._text, start, place.start):
            group = found.lastgroup or ""
            yield place.start - found.end() + cues.PENALTY.get(group, 0), group
        for found in cues.OWNERS.finditer(self._text, place.end, stop):
            group = found.lastgroup or ""
            if group not in ("me", "we"):
                yield found.start() - place.end + cues.PENALTY.get(group, 0) + cues.PENALTY_AFTER, group

    def _meant(self, group: str, family: Family) -> Owner | None:
        if group == "third":
            return "third"
        if group == "neutral" or (family not in _REACHED and group != "own"):
            return None
        if group in ("own", "me", "we"):
            # What an office gives as its own is the office's.
            return "work" if self._official and family in _REACHED else "own"
        return "work"

    def _people_near(self, place: Place, start: int, stop: int) -> Iterator[tuple[int, Owner]]:
        following = bisect_left(self._starts, place.start)
        if following and self._people[following - 1].start >= start:
            distance = max(0, place.start - self._people[following - 1].end)
            yield distance + cues.PENALTY["person"], "person"
        if following < len(self._people) and self._people[following].start < stop:
            distance = max(0, self._people[following].start - place.end)
            yield distance + cues.PENALTY_AFTER + cues.PENALTY["person"], "person"

    def _start(self, place: Place) -> int:
        """Return where the sentence begins, or an earlier one where it hardly has ("Her number? Sure. 250-...")."""
        first = max(0, place.start - _BEFORE)
        ends = [found.end() for found in _SENTENCE_END.finditer(self._text, first, place.start)]
        starts = (start for start in reversed(ends) if len(self._text[start : place.start].split()) > _FEWEST_WORDS)
        return next(starts, first)

    def _stop(self, place: Place) -> int:
        last = min(len(self._text), place.end + _AFTER)
        found = _SENTENCE_END.search(self._text, place.end, last)
        return found.start() if found else last

    def _in_url(self, place: Place) -> bool:
        at = bisect_left(self._url_starts, place.start + 1) - 1
        return at >= 0 and place.start < self._urls[at].end
