"""From which logit on a text carries a label: learned at every build, from examples that the network has not seen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.network.reader import OnnxNetwork
from index.network.told import Told, reading_key

_FEWEST = 12
"""With fewer unseen texts that carry a label, or do not, its threshold stays where the network's own is."""

_MISSED = 2.0
"""Of what must not be missed, what is missed counts so often."""

_CANDIDATES = np.linspace(-3.0, 3.0, 61)
_SMOOTH = np.array([1, 2, 3, 4, 3, 2, 1]) / 16
"""Neighbouring thresholds speak for each other: the best of few drafts is chance."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What a build learns of a network.

    Attributes:
        network: Id of the exported network.
        folder: Name of its folder among the exported ones.
        lesson: Digest of what was learned from.
        thresholds: Logit of each of its labels from which on a text carries it.
    """

    network: str
    folder: str
    lesson: str
    thresholds: Array


def readings(
    network: OnnxNetwork, unseen: Told, known: Mapping[str, Array], *, progress: Callable[[int, int], None]
) -> dict[str, Array]:
    """Return what a network says of texts: by `reading_key`, the logits of its labels.

    Args:
        network: Reads what is not known yet.
        unseen: It has not learned from them.
        known: What it has read before.
        progress: Called with how many are read and how many there are.
    """
    found: dict[str, Array] = {}
    for done, (text, before) in enumerate(zip(unseen.texts, unseen.befores, strict=True), 1):
        key = reading_key(text, before)
        found[key] = known[key] if key in known else network.say(text, before).labels.max(axis=0)
        progress(done, len(unseen.texts))
    return found


def thresholds(
    network: Sequence[str], read: Mapping[str, Array], unseen: Told, *, not_to_miss: Collection[str] = ()
) -> Array:
    """Return for each label of a network the threshold that tells texts best (F1; F2 for what must not be missed).

    Args:
        network: Its labels; they may be others than those that are told: what nobody tells of stays as it is.
        read: What it says of the texts.
        unseen: The texts, and what is told of them.
        not_to_miss: Labels that must not be missed: one too many harms nobody.
    """
    keys = map(reading_key, unseen.texts, unseen.befores)
    logits = np.array([read[key] for key in keys], np.float32).reshape(-1, len(network))
    found = np.zeros(len(network), np.float32)
    for column, name in enumerate(network):
        if name in unseen.labels:
            told = unseen.labels.index(name)
            counted = unseen.counts[:, told] > 0
            weight = _MISSED if name in not_to_miss else 1.0
            found[column] = _threshold(logits[counted, column], unseen.said[counted, told] > 0, weight)
    return found


def _threshold(logits: Array, yes: NDArray[np.bool_], missed: float) -> float:
    """Return the threshold of the best F-measure, in which recall counts `missed` times as much as precision."""
    if min(yes.sum(), (~yes).sum()) < _FEWEST:
        return 0.0
    shown = logits[:, None] >= _CANDIDATES
    right = (shown & yes[:, None]).sum(axis=0)
    score = (1 + missed**2) * right / np.maximum(1, shown.sum(axis=0) + missed**2 * yes.sum())
    edge = len(_SMOOTH) // 2
    smoothed = np.convolve(np.pad(score, edge, mode="edge"), _SMOOTH, "valid")
    return float(_CANDIDATES[int(np.argmax(smoothed))])
