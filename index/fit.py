"""Whether a passage speaks to the asker's capacity and role."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Passage

_CAPACITY = 0.8
_ROLE = 0.6
"""What a passage gains or loses in its score; scores are log-odds."""


class Fit:
    """How well the passages of a shelf fit who asks."""

    def __init__(self, ids: Sequence[str], passages: Mapping[str, Passage]) -> None:
        """Note what each passage speaks to."""
        self._capacity = np.array([passages[one].capacity for one in ids])
        self._for_supervisors = np.array([passages[one].role == "supervisor" for one in ids])

    def of(self, capacity: str | None, role: str) -> NDArray[np.float32]:
        """Return what to add to the passages' scores; shape (passages,)."""
        gain = np.zeros(len(self._capacity), np.float32)
        if capacity is not None:
            gain += _CAPACITY * (self._capacity == capacity)
            gain -= _CAPACITY * ((self._capacity != capacity) & (self._capacity != "both"))
        if role == "supervisor":
            gain += _ROLE * self._for_supervisors
        return gain
