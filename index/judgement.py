"""A yes or no about a text, told by its vector and by its words: is it answered, is there danger?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import bayes
from index.bayes import Bayes, BayesScorer
from index.linear import Linear, learn_yes

_YES, _NO = 0, 1

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two models that tell yes from no; see `JudgementScorer`."""

    by_vector: Linear
    by_words: Bayes


class JudgementScorer:
    """Scores texts with a judgement; without one, every text scores 0."""

    def __init__(self, judgement: Judgement | None) -> None:
        """Prepare both models."""
        self._by_vector = judgement.by_vector if judgement else None
        self._by_words = BayesScorer(judgement.by_words) if judgement else None

    def scores(self, vector: Array, text: str) -> tuple[float, float]:
        """Return how much likelier yes is than no: log-odds by the vector, and by the words."""
        if self._by_vector is None or self._by_words is None:
            return 0.0, 0.0
        by_words = self._by_words.scores(text)
        return float(self._by_vector(vector)[0]), float(by_words[_YES] - by_words[_NO])


def learn(vectors: Array, texts: Sequence[str], yes: NDArray[np.bool_]) -> Judgement:
    """Learn from texts of both sorts; both count the same, however many there are of each.

    Args:
        vectors: Of the texts; shape (texts, dimension).
        texts: The texts as their words are read.
        yes: Whether each is a yes.
    """
    classes = np.where(yes, _YES, _NO)
    return Judgement(by_vector=learn_yes(vectors, yes, penalty=3e-3), by_words=bayes.learn(texts, classes, 2))
