"""What reading a draft for its meaning brings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from knowledge.screening_records import Capacity


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a draft something stands.

    Attributes:
        start, end: Code points.
        score: How sure that is; 0 to 1.
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a draft says, calibrated: 0.5 is where yes begins.

    Attributes:
        chances: Label (`index.screening.labels`) -> probability that the draft carries it; 0 to 1.
        places: Label -> the words that carry it, the likeliest first; for labels that stand somewhere.
    """

    chances: Mapping[str, float]
    places: Mapping[str, tuple[Place, ...]]


class DraftReader(Protocol):
    """Reads drafts for their meaning."""

    def read(self, text: str, capacity: Capacity) -> Reading:
        """Return what a draft says that would be posted in a capacity."""
        ...
