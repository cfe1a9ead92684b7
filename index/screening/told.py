"""Drafts and messages with what is so of them: some to learn the network from, the others to calibrate it with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from index.adapter import question_digest
from index.screening.labels import Labels, danger_targets, targets
from knowledge.records import Danger
from knowledge.screening_records import Capacity, Example


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Texts, and what is so of each.

    Attributes:
        examples: The first of them are the drafts of these examples; messages of danger and others follow.
        texts: The drafts and messages.
        capacities: In which each would be posted.
        said: What of each label is so; shape (texts, labels).
        counts: What of it is known; shape (texts, labels).
    """

    examples: Sequence[Example] = field(repr=False)
    texts: Sequence[str] = field(repr=False)
    capacities: Sequence[Capacity]
    said: NDArray[np.float32]
    counts: NDArray[np.float32]


def told(examples: Sequence[Example], danger: Danger | None, labels: Labels, wanted: Callable[[str], bool]) -> Told:
    """Return what is told of those texts that are wanted."""
    kept = [one for one in examples if wanted(one.draft)]
    yes, no = ([text for text in texts if wanted(text)] for texts in _messages(danger))
    either: Iterator[Capacity] = cycle(("personal", "official"))  # a message of danger may come in any capacity
    pairs = zip(targets(kept, labels), danger_targets(len(yes), len(no), labels), strict=True)
    said, counts = (np.concatenate(pair) for pair in pairs)
    return Told(
        examples=kept,
        texts=[*(one.draft for one in kept), *yes, *no],
        capacities=[*(one.capacity for one in kept), *(next(either) for _ in [*yes, *no])],
        said=said,
        counts=counts,
    )


def _messages(danger: Danger | None) -> tuple[Sequence[str], Sequence[str]]:
    return (danger.danger, danger.no_danger) if danger else ((), ())


def reading_key(text: str, capacity: Capacity) -> str:
    """Return by what a reading of a text is found again."""
    return question_digest(f"{capacity}: {text}")
