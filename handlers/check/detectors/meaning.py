"""What a draft means, read by the learned network: the evidence for most findings."""

from collections.abc import Iterator, Sequence

from handlers.check.evidence import Draft, Evidence
from index.screening.reading import DraftReader, Place, Reading

_SOURCE = "meaning"
_WORTH_TELLING = 0.05
"""Below this score nothing is told."""


class MeaningDetector:
    """Turns a reading into evidence."""

    def __init__(self, reader: DraftReader) -> None:
        """Keep what reads."""
        self._reader = reader

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return what the draft means; what stands nowhere in particular is told of the whole draft."""
        reading = self._reader.read(draft.text, draft.capacity)
        return [one for label in reading.chances for one in _evidence(label, reading, draft)]


def _evidence(label: str, reading: Reading, draft: Draft) -> Iterator[Evidence]:
    score = reading.chances[label]
    if score >= _WORTH_TELLING:
        places = reading.places.get(label) or (Place(start=0, end=len(draft.text), score=score),)
        for one in places:
            yield Evidence(kind=label, start=one.start, end=one.end, score=one.score, source=_SOURCE)
