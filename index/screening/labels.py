"""What the network tells of a draft: the categories that it carries, and the circumstances that rules hang on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.screening_records import Category, Example

TIE, CLOSE, DANGER = "work_tie", "close_tie", "danger"
"""Anything of the work shows; the post is about it (told of personal posts alone: an official one is about the work);
someone may be in danger now."""

_ATTACKS = {"harassment", "discrimination_or_violence"}
"""Whether a draft with one of these tells of danger is only known where its example says so."""

_TOLD_OF = {"disclaimer": "personal", "identification": "official"}
"""What can be missing, and in which capacity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The outputs of the network.

    Attributes:
        names: Ids of the categories, then the circumstances.
        placed: Those whose words are told as well; a missing disclaimer has none.
        told_of: Label -> the only capacity of which it is told.
    """

    names: tuple[str, ...]
    placed: tuple[str, ...]
    told_of: dict[str, str]


def labels_of(categories: Iterable[Category]) -> Labels:
    """Return the labels for the categories of a knowledge folder."""
    found = list(categories)
    return Labels(
        names=(*(one.id for one in found), TIE, CLOSE, DANGER),
        placed=tuple(one.id for one in found if one.absence != "disclaimer"),
        told_of={TIE: "personal", CLOSE: "personal"} | {one.id: _TOLD_OF[one.absence] for one in found if one.absence},
    )


def targets(examples: Sequence[Example], labels: Labels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what the network should say of examples, and what of it counts; both of shape (examples, labels).

    What a rule leaves alone is there all the same: whether a rule holds is not for the network to say.
    """
    said = np.zeros((len(examples), len(labels.names)), np.float32)
    counts = np.zeros_like(said)
    for row, example in enumerate(examples):
        marked = {mark.category for mark in (*example.findings, *example.lawful)}
        marked |= {TIE} if example.tie != "none" else set()
        marked |= {CLOSE} if example.tie == "close" else set()
        marked |= {DANGER} if example.danger else set()
        said[row] = [name in marked for name in labels.names]
        counts[row] = [labels.told_of.get(name, example.capacity) == example.capacity for name in labels.names]
        counts[row, labels.names.index(DANGER)] = example.danger or not marked & _ATTACKS
    return said, counts


def danger_targets(danger: int, no_danger: int, labels: Labels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the same for messages that tell of danger, then for those that do not: of them nothing else is told."""
    said = np.zeros((danger + no_danger, len(labels.names)), np.float32)
    counts = np.zeros_like(said)
    said[:danger, labels.names.index(DANGER)] = 1
    counts[:, labels.names.index(DANGER)] = 1
    return said, counts
