"""Reads drafts at run time: what the network for them says, as chances and places."""

from collections.abc import Collection, Iterator
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from index.linear import sigmoid
from index.network.reader import OnnxNetwork, Raw
from index.screening.reading import Place, Reading
from knowledge.screening_records import Capacity

_SURE_OF_WORDS, _SURE_BESIDE = 0.5, 0.7
"""From these chances on, words carry a label: the likeliest ones, and others beside them."""
_CARRIES = 0.5
"""From this chance on, a draft or a window of it carries a label."""

Array = NDArray[np.float32]


class OnnxDraftReader:
    """Reads drafts with a network and the thresholds that were learned for it."""

    def __init__(self, network: OnnxNetwork, thresholds: Array, *, said_once: Collection[str] = ()) -> None:
        """Put both together.

        Args:
            network: Says what is in a draft.
            thresholds: For each of its labels, the logit from which on the draft carries it.
            said_once: Labels of something missing that is there if any part of a draft has it, such as who is speaking.
        """
        self._network = network
        self._thresholds = thresholds
        self._said_once = np.array([name in said_once for name in network.labels])

    def read(self, text: str, capacity: Capacity) -> Reading:
        """Return what a draft says that would be posted in a capacity."""
        raw = self._network.say(text, capacity)
        by_window = sigmoid(raw.labels - self._thresholds)
        chances = np.where(self._said_once, by_window.min(axis=0), by_window.max(axis=0))
        words = sigmoid(raw.words)
        places = {
            label: tuple(self._places(label, by_window, words[:, column], raw, text))
            for column, label in enumerate(self._network.placed)
        }
        return Reading(chances=dict(zip(self._network.labels, map(float, chances), strict=True)), places=places)

    def _places(self, label: str, by_window: Array, words: Array, raw: Raw, text: str) -> Iterator[Place]:
        """Yield where words carry a label: in each window that does, the likeliest window first."""
        column = self._network.labels.index(label)
        if self._said_once[column]:
            yield from _places(words, raw.offsets, text, float(by_window[:, column].min()), _SURE_OF_WORDS)
            return
        for number in np.argsort(-by_window[:, column], kind="stable"):
            chance, own = float(by_window[number, column]), raw.windows == number
            if chance >= _CARRIES or chance == by_window[:, column].max():
                yield from _places(words[own], raw.offsets[own], text, chance)


def _places(chances: Array, offsets: NDArray[np.int64], text: str, score: float, least: float = 0.0) -> list[Place]:
    """Return where words carry a label, the likeliest first: it has the label's score, others what they say of it.

    Where no word says so, the likeliest one and its surroundings stand for it, unless it falls below `least`. A single
    word beside them is chance.
    """
    best = float(chances.max(initial=0.0))
    if not len(chances) or best < least:
        return []
    runs = groupby(range(len(chances)), key=lambda token: bool(chances[token] >= min(_SURE_OF_WORDS, 0.5 * best)))
    found = [list(run) for says_so, run in runs if says_so]
    first, *others = sorted(found, key=lambda run: -float(chances[run].max()))
    start, end = _whole_words(text, int(offsets[first[0], 0]), int(offsets[first[-1], 1]))
    places = [Place(start=start, end=end, score=score)]
    for run in others:
        start, end = _whole_words(text, int(offsets[run[0], 0]), int(offsets[run[-1], 1]))
        said, apart = float(chances[run].max()), all(end <= one.start or one.end <= start for one in places)
        if said >= _SURE_BESIDE and apart and len(text[start:end].split()) > 1:
            places.append(Place(start=start, end=end, score=min(score, said)))
    return places


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without half words at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
