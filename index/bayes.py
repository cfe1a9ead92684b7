"""Which passage answers, by the words and word pairs of a question alone: multinomial naive Bayes over TF-IDF.

Source: Rennie et al., Tackling the Poor Assumptions of Naive Bayes Text Classifiers, ICML 2003 (the TF-IDF transforms);
every passage is as likely beforehand as any other.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.text import words

_SMOOTHING = 0.05
_FEWEST_PAIRS = 2
"""A word pair counts when at least so many questions hold it."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bayes:
    """A learned model.

    Attributes:
        terms: Words and word pairs, in the order of the rows of `weights`.
        rarity: Inverse document frequency of each term; shape (terms,).
        weights: Log-probability of a term in the questions of a passage; shape (terms, passages), float16.
    """

    terms: tuple[str, ...]
    rarity: Array
    weights: NDArray[np.float16]


class BayesScorer:
    """Scores questions with a model."""

    def __init__(self, model: Bayes) -> None:
        """Number the terms."""
        self._model = model
        self._rows = {term: row for row, term in enumerate(model.terms)}

    def scores(self, text: str) -> Array:
        """Return the log-likelihood of a question under each passage; the best one's is 0."""
        counts = Counter(self._rows[term] for term in _terms(text) if term in self._rows)
        if not counts:
            return np.zeros(self._model.weights.shape[1], np.float32)
        rows = np.fromiter(counts, np.int64)
        share = _shares(np.fromiter(counts.values(), np.float32), self._model.rarity[rows])
        scores: Array = share @ self._model.weights[rows].astype(np.float32)
        best: Array = scores - scores.max()
        return best


def learn(texts: Sequence[str], owners: NDArray[np.int64], passages: int) -> Bayes:
    """Learn from questions whose passages are known.

    Args:
        texts: The questions.
        owners: Position of the passage that answers each.
        passages: How many passages there are.
    """
    counted = [Counter(_terms(text)) for text in texts]
    held_by = Counter(term for counts in counted for term in counts)
    terms = sorted(term for term, count in held_by.items() if " " not in term or count >= _FEWEST_PAIRS)
    rows = {term: row for row, term in enumerate(terms)}
    rarity = np.array([np.log((1 + len(texts)) / (1 + held_by[term])) + 1 for term in terms], np.float32)
    mass = np.full((len(terms), passages), _SMOOTHING, np.float32)
    for counts, owner in zip(counted, owners, strict=True):
        own = {rows[term]: count for term, count in counts.items() if term in rows}
        if own:
            held = np.fromiter(own, np.int64)
            mass[held, owner] += _shares(np.fromiter(own.values(), np.float32), rarity[held])
    weights = np.log(mass / mass.sum(axis=0, keepdims=True))
    return Bayes(terms=tuple(terms), rarity=rarity, weights=weights.astype(np.float16))


def _terms(text: str) -> Iterator[str]:
    found = words(text)
    yield from found
    yield from (f"{first} {second}" for first, second in pairwise(found))


def _shares(counts: Array, rarity: Array) -> Array:
    """Return the TF-IDF of the terms of one question, as a vector of length 1."""
    weighed = (1 + np.log(counts)) * rarity
    result: Array = (weighed / np.linalg.norm(weighed)).astype(np.float32)
    return result
