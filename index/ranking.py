"""The features of a passage -> its score as the answer."""

import numpy as np
from numpy.typing import NDArray

from index.linear import Linear

_UNTAUGHT = np.array([4.0, 6.0, 10.0, 12.0, 4.0, 0.0, 0.0, 0.4, 0.4, 0.0], np.float32)
"""Weights of `index.shelf.FEATURES` where there are no typical questions to learn them from."""

Array = NDArray[np.float32]


def rank(ranking: Linear | None, features: Array) -> Array:
    """Return a score for each passage; differences of scores are log-odds.

    Args:
        ranking: As learned, or None.
        features: Shape (passages, features).
    """
    if ranking is None:
        untaught: Array = features @ _UNTAUGHT
        return untaught
    return ranking(features)[:, 0]
