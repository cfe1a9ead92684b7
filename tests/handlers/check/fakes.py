"""Stand-ins for what reads drafts: it finds words that are written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.check.evidence import Draft, Evidence


@dataclass(slots=True)
class WordFinder:
    """Finds given words and brings evidence of what they stand for; remembers nothing.

    Attributes:
        kinds: Words -> the kind of evidence that they are, in any case.
        always: Kinds that every draft shows, as a whole.
        score: Of all evidence.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    always: Sequence[str] = ()
    score: float = 0.9

    def detect(self, draft: Draft) -> Sequence[Evidence]:
        """Return where the words stand."""
        text = draft.text.lower()
        places = [(kind, text.index(words), len(words)) for words, kind in self.kinds.items() if words in text]
        whole = [(kind, 0, len(draft.text)) for kind in self.always]
        return [
            Evidence(kind=kind, start=start, end=start + length, score=self.score, source="fake")
            for kind, start, length in [*places, *whole]
        ]


def danger(chance: float) -> WordFinder:
    """Return what sees the same danger in every draft."""
    return WordFinder(always=("danger",), score=chance)
