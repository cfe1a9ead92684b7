"""What the network for drafts learns from, and how far it is from it. Needs torch; build time only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from index.network.learn import Recipe, is_taught
from index.screening.labels import Labels
from index.screening.told import told
from knowledge.records import Danger
from knowledge.screening_records import Example

_LABEL_WEIGHT, _WORD_WEIGHT = 4.0, 4.0
_WORD_YES = 3.0
"""Words that carry something are few; each counts so often."""
_MOST_YES = 6.0
"""A label that few drafts carry counts up to so often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLesson:
    """What the network for drafts learns from: which labels a draft carries, and which words carry them.

    Attributes:
        own: The drafts and messages.
        texts: The same as they are read: with the capacity before them.
        labels: What is told of them.
        said: What of each label is so; shape (texts, labels).
        counts: What of it is known; shape (texts, labels).
        marks: Of each text, the label and place of the words that carry it; None where that is not known.
        placed: The labels whose words are told.
    """

    own: Sequence[str]
    texts: list[str]
    labels: tuple[str, ...]
    said: NDArray[np.float32]
    counts: NDArray[np.float32]
    marks: list[list[tuple[str, int, int]] | None]
    placed: tuple[str, ...]

    def loss(self, told: tuple[torch.Tensor, torch.Tensor], batch: list[int], offsets: torch.Tensor) -> torch.Tensor:
        """Return how far from what is so a network is that told these labels and words of some of the texts."""
        labels, words = told
        marks = [self.marks[number] for number in batch]
        begins = [len(self.texts[number]) - len(self.own[number]) for number in batch]
        said, counts = word_targets(marks, begins, offsets.numpy(), self.placed)
        return _LABEL_WEIGHT * self._label_loss(labels.float(), batch) + _WORD_WEIGHT * _word_loss(
            words.float(), torch.from_numpy(said), torch.from_numpy(counts)
        )

    def _label_loss(self, logits: torch.Tensor, batch: list[int]) -> torch.Tensor:
        said, counts = torch.from_numpy(self.said[batch]), torch.from_numpy(self.counts[batch])
        yes, no = (self.said * self.counts).sum(axis=0), ((1 - self.said) * self.counts).sum(axis=0)
        weight = torch.from_numpy(np.clip(np.sqrt(no / np.maximum(yes, 1)), 1, _MOST_YES).astype(np.float32))
        losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, said, pos_weight=weight, reduction="none")
        return (losses * counts).sum() / counts.sum()


def _word_loss(logits: torch.Tensor, said: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
    losses = torch.nn.functional.binary_cross_entropy_with_logits(
        logits, said, pos_weight=torch.tensor(_WORD_YES), reduction="none"
    ).mean(-1)
    return (losses * counts).sum() / counts.sum().clamp(min=1)


def gather(examples: Sequence[Example], danger: Danger | None, labels: Labels, recipe: Recipe) -> DraftLesson:
    """Return what there is to learn from: the texts that are taught."""
    kept = [one for one in examples if is_taught(one.draft, recipe)]
    found = told(kept, danger, labels, lambda text: is_taught(text, recipe))
    messages = len(found.texts) - len(kept)
    return DraftLesson(
        own=found.texts,
        texts=[f"{capacity}: {text}" for capacity, text in zip(found.befores, found.texts, strict=True)],
        said=found.said,
        counts=found.counts,
        marks=[*(list(_marked(one)) for one in kept), *[None] * messages],
        labels=labels.names,
        placed=labels.placed,
    )


def word_targets(
    marks: Sequence[Sequence[tuple[str, int, int]] | None],
    begins: Sequence[int],
    offsets: NDArray[np.int64],
    placed: Sequence[str],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return which tokens carry which label, and which tokens count: those of a draft whose words are known.

    Args:
        marks: Of each draft, label, start and end of the words that carry it; None where that is not known.
        begins: Where each draft begins in what is read.
        offsets: Start and end of each token in what is read; shape (drafts, tokens, 2).
        placed: The labels.

    Returns:
        Shapes (drafts, tokens, labels) and (drafts, tokens).
    """
    said = np.zeros((*offsets.shape[:2], len(placed)), np.float32)
    counts = np.zeros(offsets.shape[:2], np.float32)
    for row, (known, begin) in enumerate(zip(marks, begins, strict=True)):
        starts, ends = offsets[row, :, 0] - begin, offsets[row, :, 1] - begin
        own = (ends > starts) & (starts >= 0)
        counts[row] = own & (known is not None)
        for label, start, end in known or ():
            if label in placed:
                said[row, own & (starts < end) & (ends > start), placed.index(label)] = 1
    return said, counts


def _marked(example: Example) -> Iterator[tuple[str, int, int]]:
    for mark in (*example.findings, *example.lawful):
        if mark.span:
            start = example.draft.index(mark.span)
            yield mark.category, start, start + len(mark.span)
