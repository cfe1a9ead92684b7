"""Passages as classes of the words of their questions."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bayes import Bayes, BayesScorer, learn

TEXTS = ["fly a drone", "film from a drone", "lend a painting", "borrow a painting"]
OWNERS = np.array([0, 0, 1, 1])


@pytest.fixture(scope="module")
def model() -> Bayes:
    """Two passages with two questions each; a third has none."""
    return learn(TEXTS, OWNERS, 3)


def test_words_lead_to_the_passage_whose_questions_hold_them(model: Bayes) -> None:
    """The best scores 0, the others less."""
    for text, best in (("may I use a drone", 0), ("painting", 1)):
        scores = BayesScorer(model).scores(text)
        assert scores.shape == (3,)
        assert (int(np.argmax(scores)), float(scores.max())) == (best, 0)
        assert sorted(scores)[1] < 0


def test_pairs_of_words_count_where_several_questions_hold_them(model: Bayes) -> None:
    """One question alone teaches no pair."""
    assert {"a drone", "a painting"} <= set(model.terms)
    assert "fly a" not in model.terms
    assert len(set(model.terms)) == len(model.terms)


def test_rarer_words_weigh_more(model: Bayes) -> None:
    """By the smoothed inverse document frequency, written out."""
    rarity = dict(zip(model.terms, model.rarity.tolist(), strict=True))
    assert rarity["a"] == pytest.approx(log(5 / 5) + 1)
    assert rarity["drone"] == pytest.approx(log(5 / 3) + 1)
    assert rarity["fly"] == pytest.approx(log(5 / 2) + 1)


def test_the_words_of_a_passage_are_a_distribution(model: Bayes) -> None:
    """Probabilities of all terms sum to 1 for each passage, also for one without questions."""
    assert np.exp(model.weights.astype(np.float64)).sum(axis=0) == pytest.approx(np.ones(3), abs=0.01)


def test_words_that_nobody_asked_with_tell_nothing(model: Bayes) -> None:
    """All passages are as likely as before."""
    assert BayesScorer(model).scores("submarines?").tolist() == [0, 0, 0]


@given(text=st.text() | st.lists(st.sampled_from("fly a drone painting the ?".split())).map(" ".join))
def test_no_question_breaks_it(text: str) -> None:
    """Any characters give finite scores, none above 0."""
    scores = BayesScorer(learn(TEXTS, OWNERS, 3)).scores(text)
    assert np.isfinite(scores).all()
    assert (scores <= 0).all()
