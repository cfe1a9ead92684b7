"""Whether a question is about what the texts answer at all, by its vector and by its words, whatever the passage."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import bayes
from index.bayes import Bayes, BayesScorer
from index.linear import Linear, learn_yes

_ANSWERED, _OPEN = 0, 1

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Two models of the subject; see `SubjectScorer`."""

    by_vector: Linear
    by_words: Bayes


class SubjectScorer:
    """Scores questions with a model; without one, every question scores 0."""

    def __init__(self, subject: Subject | None) -> None:
        """Prepare both models."""
        self._by_vector = subject.by_vector if subject else None
        self._by_words = BayesScorer(subject.by_words) if subject else None

    def scores(self, vector: Array, text: str) -> tuple[float, float]:
        """Return how much more likely than not the texts answer: log-odds by the vector, and by the words."""
        if self._by_vector is None or self._by_words is None:
            return 0.0, 0.0
        by_words = self._by_words.scores(text)
        return float(self._by_vector(vector)[0]), float(by_words[_ANSWERED] - by_words[_OPEN])


def learn(vectors: Array, texts: Sequence[str], answered: NDArray[np.bool_]) -> Subject:
    """Learn from questions that the texts answer and questions that they leave open.

    Args:
        vectors: Of the questions; shape (questions, dimension).
        texts: The questions as they are searched for word by word.
        answered: Whether the texts answer each.
    """
    classes = np.where(answered, _ANSWERED, _OPEN)
    return Subject(by_vector=learn_yes(vectors, answered, penalty=3e-3), by_words=bayes.learn(texts, classes, 2))
