"""Features of passages -> scores."""

import numpy as np
import pytest

from index.linear import Linear
from index.ranking import rank
from index.shelf import FEATURES

WIDTH = len(FEATURES)


def test_a_learned_ranking_is_applied() -> None:
    """One score for each passage, by its formula."""
    weights = np.arange(WIDTH, dtype=np.float32)[:, None]
    one = np.ones(WIDTH, np.float32)
    ranking = Linear(mean=one, scale=2 * one, weights=weights, bias=np.zeros(1, np.float32))
    features = np.stack([one, 3 * one])
    assert rank(ranking, features).tolist() == [0, sum(range(WIDTH))]


@pytest.mark.parametrize("name", ["passage", "context", "sentence", "question", "words"])
def test_untaught_every_likeness_speaks_for_a_passage(name: str) -> None:
    """The more of it, the higher the score."""
    features = np.zeros((3, WIDTH), np.float32)
    features[:, FEATURES.index(name)] = [0.1, 0.9, 0.5]
    scores = rank(None, features)
    assert scores.shape == (3,)
    assert np.argsort(scores).tolist() == [0, 2, 1]
