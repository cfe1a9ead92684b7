"""Small linear models over vectors and features: logistic regression, learned at build time, applied with numpy."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CLASS_ROUNDS, _YES_ROUNDS = 35, 80
"""Rounds of the solver; more make a build slower and answers no better."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """`outputs = (inputs - mean) / scale @ weights + bias`.

    Attributes:
        mean, scale: Shape (inputs,).
        weights: Shape (inputs, outputs).
        bias: Shape (outputs,).
    """

    mean: Array
    scale: Array
    weights: Array
    bias: Array

    def __call__(self, inputs: Array) -> Array:
        """Return the outputs; the last axis of the inputs is the one that is weighed."""
        return np.asarray(((inputs - self.mean) / self.scale) @ self.weights + self.bias, np.float32)


def sigmoid(value: Array) -> Array:
    """Return the logistic function."""
    result: Array = np.float32(1) / (np.float32(1) + np.exp(-np.clip(value, -30, 30)))
    return result


def softmax(scores: Array) -> Array:
    """Return probabilities over the last axis."""
    grown = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Array = grown / grown.sum(axis=-1, keepdims=True)
    return result


def learn_classes(inputs: Array, labels: NDArray[np.int64], classes: int, *, penalty: float = 2e-5) -> Linear:
    """Learn multinomial logistic regression.

    Args:
        inputs: Shape (examples, inputs).
        labels: Class of each example, below `classes`; a class without examples gets the lowest scores.
        classes: How many classes there are.
        penalty: L2 penalty on the weights, per example.
    """
    count, width = inputs.shape
    rows = np.arange(count)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(width + 1, classes).astype(np.float32)
        chance = softmax(inputs @ weights[:-1] + weights[-1])
        value = -np.log(chance[rows, labels] + 1e-12).mean() + penalty * float((weights[:-1] ** 2).sum())
        chance[rows, labels] -= 1
        slope = np.vstack([inputs.T @ chance / count + 2 * penalty * weights[:-1], chance.mean(axis=0)[None]])
        return value, slope.astype(np.float64).ravel()

    weights = _minimise(loss, (width + 1) * classes, _CLASS_ROUNDS).reshape(width + 1, classes).astype(np.float32)
    empty = np.bincount(labels, minlength=classes) == 0
    bias = np.where(empty, weights[-1].min() - 5, weights[-1]).astype(np.float32)
    one = np.ones(width, np.float32)
    return Linear(mean=one * 0, scale=one, weights=weights[:-1], bias=bias)


def learn_choice(options: list[Array], chosen: list[int], *, penalty: float = 1e-3) -> Linear:
    """Learn to choose among options by their features: conditional logistic regression.

    Args:
        options: For each choice, the features of its options; shape (options, inputs).
        chosen: For each choice, the position of the right option.
        penalty: L2 penalty on the weights.
    """
    stacked = np.concatenate(options)
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-6
    starts = np.cumsum([0] + [len(one) for one in options[:-1]])
    right = starts + np.array(chosen)
    scaled = (stacked - mean) / scale
    owner = np.repeat(np.arange(len(options)), [len(one) for one in options])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        score = scaled @ weights
        grown = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        chance = grown / np.add.reduceat(grown, starts)[owner]
        value = -np.log(chance[right] + 1e-12).mean() + penalty * float(weights @ weights)
        chance[right] -= 1
        return value, scaled.T @ chance / len(options) + 2 * penalty * weights

    weights = _minimise(loss, stacked.shape[1], 200)
    return Linear(mean=mean, scale=scale, weights=weights[:, None].astype(np.float32), bias=np.zeros(1, np.float32))


def learn_yes(inputs: Array, labels: NDArray[np.bool_], *, penalty: float = 1e-3) -> Linear:
    """Learn logistic regression with one output; both answers weigh the same, however often each occurs."""
    mean, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    scaled = np.hstack([(inputs - mean) / scale, np.ones((len(inputs), 1), np.float32)])
    weight = np.where(labels, 0.5 / max(1, labels.sum()), 0.5 / max(1, (~labels).sum()))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        chance = sigmoid((scaled @ weights).astype(np.float32)).astype(np.float64)
        value = -(weight * np.log(np.where(labels, chance, 1 - chance) + 1e-12)).sum()
        value += penalty * float(weights[:-1] @ weights[:-1])
        slope = scaled.T @ (weight * (chance - labels))
        slope[:-1] += 2 * penalty * weights[:-1]
        return value, slope

    weights = _minimise(loss, scaled.shape[1], _YES_ROUNDS).astype(np.float32)
    return Linear(mean=mean, scale=scale, weights=weights[:-1, None], bias=weights[-1:])


def _minimise(
    loss: Callable[[NDArray[np.float64]], tuple[float, NDArray[np.float64]]], size: int, rounds: int
) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    found = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    result: NDArray[np.float64] = found.x
    return result
