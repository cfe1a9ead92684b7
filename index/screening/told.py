"""Drafts and messages with what is so of them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

import numpy as np

from index.network.told import Told
from index.screening.labels import Labels, danger_targets, targets
from knowledge.records import Danger
from knowledge.screening_records import Capacity, Example


def told(examples: Sequence[Example], danger: Danger | None, labels: Labels, wanted: Callable[[str], bool]) -> Told:
    """Return what is told of those texts that are wanted: first the drafts of examples, then messages."""
    kept = [one for one in examples if wanted(one.draft)]
    yes, no = ([text for text in texts if wanted(text)] for texts in _messages(danger))
    either: Iterator[Capacity] = cycle(("personal", "official"))  # a message of danger may come in any capacity
    pairs = zip(targets(kept, labels), danger_targets(len(yes), len(no), labels), strict=True)
    said, counts = (np.concatenate(pair) for pair in pairs)
    return Told(
        texts=[*(one.draft for one in kept), *yes, *no],
        befores=[*(one.capacity for one in kept), *(next(either) for _ in [*yes, *no])],
        labels=labels.names,
        said=said,
        counts=counts,
    )


def _messages(danger: Danger | None) -> tuple[Sequence[str], Sequence[str]]:
    return (danger.danger, danger.no_danger) if danger else ((), ())
