"""Whether the texts answer: evidence, probability, threshold."""

from math import log

import numpy as np
import pytest

from index.answerability import EVIDENCE, Array, evidence, probability, threshold
from index.linear import Linear
from index.shelf import FEATURES


def _features(**columns: list[float]) -> Array:
    named = {name.replace("_", " "): values for name, values in columns.items()}
    return np.array([named.get(name, [0.0, 0.0]) for name in FEATURES], np.float32).T


def _evidence(features: Array, opened: list[float]) -> dict[str, float]:
    scores = np.array([log(3), 0], np.float32)
    values = evidence(scores, features, np.array(opened, np.float32), (1.5, -0.5))
    return dict(zip(EVIDENCE, values.tolist(), strict=True))


def test_evidence_is_what_it_is_called() -> None:
    """Each value is worked out by hand from two passages, the first of which scores better."""
    features = _features(
        passage=[0.5, 0.6],
        sentence=[0.7, 0.1],
        question=[0.8, 0.9],
        words=[1.0, 3.0],
        question_words=[0.0, 7.0],
        word_class=[0.0, -2.0],
        **{"class": [-1.5, -0.5]},
    )
    found = _evidence(features, [0.4, 0.3, 0.2])
    assert found["best score"] == pytest.approx(log(3))
    assert found["its probability"] == pytest.approx(0.75)
    assert found["lead over the second"] == pytest.approx(log(3))
    assert found["best question"] == pytest.approx(0.9)
    assert (found["best sentence"], found["best passage"]) == pytest.approx((0.7, 0.6))
    assert (found["open question"], found["3 open questions"]) == pytest.approx((0.4, 0.3))
    assert found["best over open"] == pytest.approx(0.9 - 0.4)
    assert (found["subject"], found["subject by words"]) == (1.5, -0.5)
    assert (found["word class"], found["second word class"], found["class"]) == (0, -2, -1.5)
    assert (found["words agree"], found["vector agrees"]) == (1, 0)
    assert (found["words"], found["question words"]) == pytest.approx((log(4), log(8)))


def test_without_open_questions_none_is_near() -> None:
    """A library need not hold questions that it leaves open."""
    found = _evidence(_features(question=[0.5, 0.2]), [])
    assert (found["open question"], found["3 open questions"]) == (0, 0)
    assert found["best over open"] == pytest.approx(0.5)


def test_one_passage_leads_over_nothing() -> None:
    """A library may hold a single passage."""
    values = evidence(
        np.zeros(1, np.float32), np.zeros((1, len(FEATURES)), np.float32), np.zeros(0, np.float32), (0, 0)
    )
    found = dict(zip(EVIDENCE, values.tolist(), strict=True))
    assert (found["its probability"], found["lead over the second"]) == (1, 0)


def test_the_learned_model_decides() -> None:
    """Its output is log-odds."""
    width = len(EVIDENCE)
    weights = np.zeros((width, 1), np.float32)
    weights[EVIDENCE.index("subject")] = 2
    one = np.ones(width, np.float32)
    answering = Linear(mean=one * 0, scale=one, weights=weights, bias=np.array([log(3)], np.float32))
    found = np.zeros(width, np.float32)
    assert probability(answering, found) == pytest.approx(0.75)
    found[EVIDENCE.index("subject")] = -log(3) / 2
    assert probability(answering, found) == pytest.approx(0.5)


@pytest.mark.parametrize("name", ["best sentence", "best passage"])
def test_without_a_model_likeness_decides(name: str) -> None:
    """The likelier the nearer the best text is, from hardly to nearly certain."""
    chances = []
    for likeness in np.linspace(0, 1, 11):
        found = np.zeros(len(EVIDENCE), np.float32)
        found[EVIDENCE.index(name)] = likeness
        chances.append(probability(None, found))
    assert chances == sorted(chances)
    assert chances[0] < 0.05
    assert chances[-1] > 0.95


def test_the_threshold_parts_what_can_be_parted() -> None:
    """All of the answered at or above it, all of the open below."""
    answered, opened = np.array([0.7, 0.8, 0.9], np.float32), np.array([0.1, 0.3, 0.5], np.float32)
    assert 0.5 < threshold(answered, opened) <= 0.7


def test_declining_an_answer_weighs_double() -> None:
    """One of four answered questions is kept at the cost of three open ones of eight, not at the cost of five."""
    answered = np.array([0.3, 0.9, 0.9, 0.9], np.float32)
    assert threshold(answered, np.array([0.1] * 5 + [0.4] * 3, np.float32)) <= 0.3
    assert threshold(answered, np.array([0.1] * 3 + [0.4] * 5, np.float32)) > 0.4
