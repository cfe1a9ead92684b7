"""What a door has told: facts as they are, or words in which they are found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from tests.bot.transcript.facts import FIRST, Fact, Facts


class Told(Protocol):
    """What a door has told."""

    def facts(self, reference: Facts, known: Facts) -> Facts:
        """Return what somebody knows by it.

        Args:
            reference: What they should know.
            known: What could be told by mistake: every contact, document, finding or person that there is.
        """
        ...


@dataclass(frozen=True, slots=True)
class Exact:
    """Facts, told as such: nothing has to be found."""

    told: Facts

    def facts(self, reference: Facts, known: Facts) -> Facts:
        """Return them."""
        return self.told


@dataclass(frozen=True, slots=True)
class Prose:
    """Words, as people read them.

    A fact is told where its words stand as they are, under its heading if it has one; white space does not count. What
    is known and should not be told is told where its words stand beside those of all facts that should.

    Attributes:
        screens: What was shown, one after the other: whatever comes first stands first on each.
    """

    screens: Sequence[str]

    def facts(self, reference: Facts, known: Facts) -> Facts:
        """Return what somebody knows who has read it."""
        text = _plain(" ¶ ".join(self.screens))
        parts = {"": text, **dict(_parts(text, {one.under for one in reference} - {""}))}
        found = {one for one in reference if one.about != FIRST and one.words in parts.get(one.under, "")}
        found |= {one for one in reference if one.about == FIRST and self._is_first(one, found)}
        rest = {under: _without(part, _holding(reference, under)) for under, part in parts.items()}
        return frozenset(found | {one for one in known - reference if _stands(one.words, rest.get(one.under, ""))})

    def _is_first(self, first: Fact, others: set[Fact]) -> bool:
        """Tell whether words stand before those of all others, on each screen that has any."""
        screens = [_plain(one) for one in self.screens]
        telling = [(one, [one.find(other.words) for other in others if other.words in one]) for one in screens]
        return all(0 <= screen.find(first.words) <= min(places) for screen, places in telling if places)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _parts(text: str, headings: set[str]) -> Iterator[tuple[str, str]]:
    """Yield what stands under each heading: up to the next one."""
    starts = sorted((text.index(one), one) for one in headings if one in text)
    for (start, heading), (end, _) in pairwise([*starts, (len(text), "")]):
        yield heading, text[start:end]


def _holding(facts: Facts, under: str) -> Facts:
    """Return the facts that hold under a heading, or anywhere where there is none."""
    return frozenset(one for one in facts if not under or one.under in ("", under))


def _without(text: str, facts: Facts) -> str:
    """Return a text without the words of facts: what is left of it tells something else."""
    for words in sorted({one.words for one in facts}, key=len, reverse=True):
        text = text.replace(words, " ¶ ")
    return text


def _stands(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
