"""Whether the texts answer a question: the evidence, and a calibrated probability learned from it."""

import numpy as np
from numpy.typing import NDArray

from index.linear import Linear, sigmoid, softmax
from index.shelf import FEATURES

EVIDENCE = (
    "best score", "its probability", "lead over the second", "best question", "best 3 questions", "best sentence",
    "best passage", "open question", "3 open questions", "best over open", "subject", "subject by words", "words",
    "question words", "word class", "second word class", "class", "words agree", "vector agrees",
)  # fmt: skip
"""What `evidence` returns."""

_PASSAGE, _SENTENCE, _QUESTION, _QUESTIONS, _CLASS, _WORDS, _QUESTION_WORDS, _WORD_CLASS = map(
    FEATURES.index,
    ("passage", "sentence", "question", "3 questions", "class", "words", "question words", "word class"),
)

_LIKENESS = [EVIDENCE.index("best sentence"), EVIDENCE.index("best passage")]

Array = NDArray[np.float32]


def evidence(scores: Array, features: Array, open_likeness: Array, subject: tuple[float, float]) -> Array:
    """Return what speaks for and against an answer.

    Args:
        scores: Of the passages, from the ranking.
        features: Of the passages, as `index.shelf.FEATURES`.
        open_likeness: Likeness to questions that the texts do not answer, the nearest first.
        subject: Log-odds, by the question's vector and by its words alone, that the texts answer it.
    """
    order = np.argsort(-scores)[:2]
    first, chance = order[0], softmax(scores)
    best, top = features[first], features.max(axis=0)
    nearest = float(open_likeness[0]) if len(open_likeness) else 0.0
    mean = float(open_likeness[:3].mean()) if len(open_likeness) else 0.0
    by_words = np.sort(features[:, _WORD_CLASS])
    values = (
        scores[first], chance[first], scores[first] - scores[order[-1]], top[_QUESTION], best[_QUESTIONS],
        top[_SENTENCE], top[_PASSAGE], nearest, mean, top[_QUESTION] - nearest, *subject, np.log1p(top[_WORDS]),
        np.log1p(top[_QUESTION_WORDS]), best[_WORD_CLASS], by_words[-2:][0], best[_CLASS],
        features[:, _WORD_CLASS].argmax() == first, features[:, _CLASS].argmax() == first,
    )  # fmt: skip
    return np.array(values, np.float32)


def probability(answering: Linear | None, found: Array) -> float:
    """Return the probability that the texts answer; without a model, likeness to the best passage decides."""
    if answering is None:
        return float(sigmoid(12 * (found[_LIKENESS].max(keepdims=True) - np.float32(0.42)))[0])
    return float(sigmoid(answering(found))[0])


def threshold(answered: Array, opened: Array) -> float:
    """Return the probability that parts answered from open questions with the least total error.

    Declining a question that the texts answer counts double: the goal there is the stricter one.

    Args:
        answered: Probabilities of questions that the texts answer.
        opened: Probabilities of those that they leave open.
    """
    candidates = np.linspace(0.05, 0.95, 91)
    errors = [2 * (answered < one).mean() + (opened >= one).mean() for one in candidates]
    return float(candidates[int(np.argmin(errors))])
