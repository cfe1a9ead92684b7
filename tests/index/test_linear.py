"""Small linear models, against formulas written by hand."""

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from index.linear import Array, Linear, learn_choice, learn_classes, learn_yes, sigmoid, softmax

NUMBERS = st.floats(-1000, 1000, width=32)
SCORES = arrays.arrays(np.float32, arrays.array_shapes(min_dims=1, max_dims=2), elements=NUMBERS)


def test_a_linear_model_weighs_scaled_inputs() -> None:
    """(inputs - mean) / scale @ weights + bias."""
    model = Linear(mean=_row(1, 2), scale=_row(2, 4), weights=np.array([[3, 0], [0, 5]], np.float32), bias=_row(7, 8))
    assert model(_row(5, 10)).tolist() == [2 * 3 + 7, 2 * 5 + 8]
    assert model(np.stack([_row(1, 2), _row(3, 6)])).tolist() == [[7, 8], [10, 13]]


@given(values=SCORES)
def test_sigmoid_is_a_probability_that_rises(values: Array) -> None:
    """Strictly within 0 and 1 or at them, in float32, and never falling."""
    chance = sigmoid(np.sort(values, axis=None))
    assert chance.dtype == np.float32
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (np.diff(chance) >= 0).all()


def test_sigmoid_is_the_logistic_function() -> None:
    """1 / (1 + e^-x)."""
    assert sigmoid(_row(-2, 0, 3)) == pytest.approx([1 / (1 + exp(2)), 0.5, 1 / (1 + exp(-3))], rel=1e-5)


@given(scores=SCORES)
def test_softmax_gives_probabilities_in_the_order_of_the_scores(scores: Array) -> None:
    """They sum to 1 along the last axis, however large the scores are."""
    chance = softmax(scores)
    assert ((chance >= 0) & (chance <= 1)).all()
    assert chance.sum(axis=-1) == pytest.approx(np.ones(scores.shape[:-1]), rel=1e-4)
    assert (np.take_along_axis(chance, np.argsort(scores, axis=-1), axis=-1) == np.sort(chance, axis=-1)).all()


def test_softmax_is_the_exponential_share() -> None:
    """Of scores whose differences are log-odds."""
    assert softmax(_row(0, log(3))) == pytest.approx([0.25, 0.75], rel=1e-5)


def test_yes_or_no_from_one_feature() -> None:
    """Two examples at -1 and 1: the slope of the loss vanishes where 1 - sigmoid(w) = 2 * penalty * w."""
    model = learn_yes(np.array([[-1], [1]], np.float32), np.array([False, True]), penalty=0.05)
    weight = float(model.weights[0, 0])
    assert 1 - _sigmoid(weight) == pytest.approx(2 * 0.05 * weight, abs=1e-3)
    assert float(model.bias[0]) == pytest.approx(0, abs=1e-3)


def test_yes_or_no_minimises_the_balanced_loss() -> None:
    """Each answer weighs one half in all, however often it occurs: the slope, written out, vanishes."""
    inputs, labels = _examples()
    model = learn_yes(inputs, labels, penalty=0.01)
    scaled = (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)
    error = np.array([_sigmoid(float(one)) for one in model(inputs)[:, 0]]) - labels
    share = np.where(labels, 0.5 / labels.sum(), 0.5 / (~labels).sum())
    assert scaled.T @ (share * error) + 2 * 0.01 * model.weights[:, 0] == pytest.approx([0, 0], abs=1e-3)
    assert (share * error).sum() == pytest.approx(0, abs=1e-3)


def test_a_choice_of_two_options() -> None:
    """Scaled to 1 and -1, the first chosen: the slope vanishes where 1 - sigmoid(2w) = penalty * w."""
    model = learn_choice([np.array([[1], [0]], np.float32)], [0], penalty=0.1)
    weight = float(model.weights[0, 0])
    assert (model.mean.tolist(), model.scale.tolist()) == ([0.5], pytest.approx([0.5], rel=1e-4))
    assert 1 - _sigmoid(2 * weight) == pytest.approx(0.1 * weight, abs=1e-3)


def test_choices_of_different_sizes_minimise_their_loss() -> None:
    """The conditional logistic loss, written out, is no lower anywhere near."""
    rng = np.random.default_rng(3)
    options = [rng.normal(size=(size, 2)).astype(np.float32) for size in (2, 5, 3, 4, 2)]
    chosen = [1, 4, 0, 2, 0]
    model = learn_choice(options, chosen, penalty=0.05)
    found = model.weights[:, 0].astype(np.float64)

    def loss(weights: NDArray[np.float64]) -> float:
        choices = ((one - model.mean) / model.scale @ weights for one in options)
        likely = [score[right] - np.log(np.exp(score).sum()) for score, right in zip(choices, chosen, strict=True)]
        return float(-np.mean(likely) + 0.05 * weights @ weights)

    steps = 0.02 * np.array([[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1]])
    assert all(loss(found) < loss(found + step) for step in steps)


def test_two_classes_from_two_directions() -> None:
    """With a and -a as weights: the slope vanishes where 1 - sigmoid(2a) = 4 * penalty * a."""
    model = learn_classes(np.eye(2, dtype=np.float32), np.array([0, 1]), 2, penalty=0.05)
    assert model.weights == pytest.approx(np.array([[1, -1], [-1, 1]]) * model.weights[0, 0], abs=1e-3)
    weight = float(model.weights[0, 0])
    assert 1 - _sigmoid(2 * weight) == pytest.approx(4 * 0.05 * weight, abs=5e-3)


def test_a_class_without_examples_is_the_least_likely() -> None:
    """Nobody asked for that passage: every other one is likelier."""
    inputs = np.eye(4, dtype=np.float32)
    model = learn_classes(inputs, np.array([0, 1, 3, 3]), 4)
    scores = model(inputs)
    assert np.argmax(scores, axis=1).tolist() == [0, 1, 3, 3]
    assert np.argmin(scores, axis=1).tolist() == [2, 2, 2, 2]


def test_learning_twice_learns_the_same() -> None:
    """No chance is involved: the same data gives the same index."""
    inputs, labels = _examples()
    for first, second in (
        (learn_yes(inputs, labels), learn_yes(inputs, labels)),
        (learn_classes(inputs, labels.astype(np.int64), 2), learn_classes(inputs, labels.astype(np.int64), 2)),
        (learn_choice([inputs], [0]), learn_choice([inputs], [0])),
    ):
        assert np.array_equal(first.weights, second.weights)


def _examples() -> tuple[Array, NDArray[np.bool_]]:
    rng = np.random.default_rng(7)
    labels = np.arange(30) < 6
    return (rng.normal(size=(30, 2)) + np.where(labels, 0.8, -0.2)[:, None]).astype(np.float32), labels


def _row(*values: float) -> Array:
    return np.array(values, np.float32)


def _sigmoid(value: float) -> float:
    return 1 / (1 + exp(-value))
