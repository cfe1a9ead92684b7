"""How much what was found weighs, and which of two readings of the same words is the better one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from handlers.check.detectors.personal.judging import Judged, Seen, judge
from handlers.check.detectors.personal.mailboxes import Mailboxes
from handlers.check.detectors.personal.rule import Rule
from handlers.check.detectors.personal.surroundings import Place, Surroundings

_FAR = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What something in a text is taken for.

    Attributes:
        certainty: How certain it is that it is this and no other sort of number: 2 for being named, 1 for a check
            digit, 3 for both.
        distance: Of the words that name it, in characters; large where there are none.
    """

    place: Place
    judged: Judged
    certainty: int
    distance: int


class Weighing:
    """Weighs what is found in one text."""

    def __init__(self, text: str, surroundings: Surroundings, mailboxes: Mailboxes, *, official: bool) -> None:
        """Keep what is known of the text and of its writer."""
        self._text, self._around, self._mailboxes, self._official = text, surroundings, mailboxes, official

    def read(self, rule: Rule, place: Place) -> Reading | None:
        """Return what a place is taken for by a rule, or None where it is nothing of the kind."""
        checked = rule.check(self._text[place.start : place.end]) if rule.check else None
        distance = self._around.label(place, _pattern(rule.label), rule.reach) if rule.label else None
        named = distance is not None
        if not _can_be(rule, named=named, checked=checked):
            return None
        if self._around.is_innocent(place, rule.family, named=named):
            return None
        judged = judge(self._seen(rule, place, named=named, checked=checked))
        if judged is None:
            return None
        certainty = 2 * named + (checked is True)
        return Reading(place=place, judged=judged, certainty=certainty, distance=_FAR if distance is None else distance)

    def _seen(self, rule: Rule, place: Place, *, named: bool, checked: bool | None) -> Seen:
        return Seen(
            rule=rule,
            place=place,
            words=self._text[place.start : place.end],
            named=named,
            checked=checked,
            owner=self._around.owner(place, rule.family),
            around=self._around,
            mailboxes=self._mailboxes,
            official=self._official,
        )


def _can_be(rule: Rule, *, named: bool, checked: bool | None) -> bool:
    """Tell whether a rule takes what has no name, or fails the check."""
    if rule.required and not checked:
        return False
    return named or rule.label is None or (rule.alone > 0 and checked is not False)


def apart(readings: Iterable[Reading]) -> list[Reading]:
    """Return readings of which no two overlap: the better named and proven first, then the longer."""
    order = sorted(
        readings, key=lambda one: (-one.certainty, one.distance, one.place.start - one.place.end, -one.judged.score)
    )
    taken: set[int] = set()
    kept = []
    for one in order:
        covered = range(one.place.start, one.place.end)
        if taken.isdisjoint(covered):
            taken.update(covered)
            kept.append(one)
    return kept


@lru_cache(maxsize=128)
def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(label, re.IGNORECASE)
