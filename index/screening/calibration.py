"""From which logit on a draft carries a label: learned at every build, from examples that the network has not seen."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.screening.labels import Labels
from index.screening.reader import OnnxNetwork
from index.screening.told import Told

_FEWEST = 12
"""With fewer unseen drafts that carry a label, or do not, its threshold stays where the network's own is."""

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
        thresholds: Logit of each of its labels from which on a draft carries it.
    """

    network: str
    folder: str
    lesson: str
    thresholds: Array


def thresholds(network: OnnxNetwork, unseen: Told, labels: Labels, *, progress: Callable[[int, int], None]) -> Array:
    """Return for each label of a network the threshold that tells these texts best (F1).

    Args:
        network: Its labels may be others than those that are told: what nobody tells of stays as it is.
        unseen: The network has not learned from them.
        labels: What is told of them.
        progress: Called with how many are read and how many there are.
    """
    logits = np.zeros((len(unseen.texts), len(network.labels)), np.float32)
    for row, (text, capacity) in enumerate(zip(unseen.texts, unseen.capacities, strict=True)):
        logits[row] = network.say(text, capacity).labels.max(axis=0)
        progress(row + 1, len(unseen.texts))
    found = np.zeros(len(network.labels), np.float32)
    for column, name in enumerate(network.labels):
        if name in labels.names:
            told = labels.names.index(name)
            counted = unseen.counts[:, told] > 0
            found[column] = _threshold(logits[counted, column], unseen.said[counted, told] > 0)
    return found


def _threshold(logits: Array, yes: NDArray[np.bool_]) -> float:
    if min(yes.sum(), (~yes).sum()) < _FEWEST:
        return 0.0
    shown = logits[:, None] >= _CANDIDATES
    right = (shown & yes[:, None]).sum(axis=0)
    f1 = 2 * right / np.maximum(1, shown.sum(axis=0) + yes.sum())
    edge = len(_SMOOTH) // 2
    smoothed = np.convolve(np.pad(f1, edge, mode="edge"), _SMOOTH, "valid")
    return float(_CANDIDATES[int(np.argmax(smoothed))])
