"""Texts with what is so of them: some to learn a network from, the others to calibrate it with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index.adapter import question_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Texts, and what is so of each.

    Attributes:
        texts: As their writers wrote them.
        befores: The word that is read before each.
        labels: What is told of them.
        said: What of each label is so; shape (texts, labels).
        counts: What of it is known; shape (texts, labels).
    """

    texts: Sequence[str] = field(repr=False)
    befores: Sequence[str]
    labels: tuple[str, ...]
    said: NDArray[np.float32]
    counts: NDArray[np.float32]


def reading_key(text: str, before: str) -> str:
    """Return by what a reading of a text is found again."""
    return question_digest(f"{before}: {text}")
