"""Learning the network for drafts from the examples. Needs torch; run by maintainers (`conduct tune drafts`).

It learns at once which labels a draft carries and which words carry them; a fixed share of the drafts stays unseen, to
calibrate with (`index.screening.calibration`).
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from index import lora
from index.adapter import Adapter, question_digest
from index.export import load_model, weights_sha256
from index.screening.labels import Labels, danger_targets, targets
from index.screening.network import Network
from index.screening.weights import NetworkWeights
from index.screening.windows import MAX_TOKENS
from knowledge.records import Danger
from knowledge.screening_records import Example

RANK = 48
_FROZEN = 3
"""The first of so many parts of the blocks is left as it is: it saves a third of the time."""

_RATE, _POLISH_RATE, _HEAD_RATE, _POLISH_HEAD_RATE = 8e-5, 2e-4, 1e-3, 1e-4
_BATCH = 16
_WARM_UP = 0.06
_LABEL_WEIGHT, _WORD_WEIGHT = 4.0, 4.0
_WORD_YES = 3.0
"""Words that carry something are few; each counts so often."""
_MOST_YES = 6.0
"""A label that few drafts carry counts up to so often."""


Groups = list[tuple[list["torch.nn.Parameter"], float]]
"""Weights that learn, and the learning rate of each group at its highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to learn.

    Attributes:
        epochs: How often each draft is read while whole matrices learn; then once more (`_polish`).
        keep_every: Every so many drafts stay unseen.
        seed: For the same network from the same data.
    """

    epochs: int = 4
    keep_every: int = 8
    seed: int = 0


def is_kept(draft: str, keep_every: int) -> bool:
    """Tell whether a draft stays unseen."""
    return int(question_digest(draft), 16) % keep_every == 0


def learn(
    examples: Sequence[Example],
    danger: Danger | None,
    labels: Labels,
    base: Path,
    recipe: Recipe,
    *,
    progress: Callable[[int, int], None],
) -> NetworkWeights:
    """Learn a network from examples.

    Args:
        examples: Drafts with what they carry.
        danger: Messages with and without danger, or None.
        labels: What to tell of them.
        base: Folder of the model to start from.
        recipe: How to learn.
        progress: Called after each step with how many are done and how many there are.

    Raises:
        IndexUnusable: There is no such model, or what loads it is not installed.
    """
    lesson = _lesson(examples, danger, labels, recipe.keep_every)
    torch.manual_seed(recipe.seed)
    model = load_model(base)
    network = Network(model, len(labels.names), len(labels.placed))
    rounds = [list(_batches(lesson.texts, recipe.seed + epoch)) for epoch in range(recipe.epochs + 1)]
    total = sum(map(len, rounds))
    done = count(1)

    def take(batches: list[list[int]], weights: Groups) -> None:
        step = lora.stepper(weights, steps=len(batches), warm_up=max(1, round(_WARM_UP * len(batches))))
        network.train()
        for batch in batches:
            step(lesson.loss(network, model.tokenizer, batch))
            progress(next(done), total)

    layers = _learn_whole(network, lambda weights: take([one for batches in rounds[:-1] for one in batches], weights))
    _polish(network, layers, lambda weights: take(rounds[-1], weights))
    return NetworkWeights(
        adapter=Adapter(
            weights_sha256=weights_sha256(base),
            factors={name: lora.factors(layer) for name, layer in layers.items()},
            learned_from=frozenset(map(question_digest, lesson.drafts)),
        ),
        labels=labels.names,
        placed=labels.placed,
        heads=network.learned_heads(),
    )


def _learn_whole(network: Network, take: Callable[[Groups], None]) -> "dict[str, torch.nn.Module]":
    """Let whole matrices learn, which takes far fewer steps than corrections do; return corrections that come near."""
    first = network.encoder.config.num_hidden_layers // _FROZEN
    weights = lora.unfreeze(network.encoder, first)
    before = {name: weight.detach().clone() for name, weight in weights.items()}
    take([(list(weights.values()), _RATE), (list(network.heads.parameters()), _HEAD_RATE)])
    squeezed = {name: lora.squeeze(weight.detach() - before[name], RANK) for name, weight in weights.items()}
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(before[name])
    layers = lora.insert(network.encoder, RANK, first_layer=first)
    for name, layer in layers.items():
        lora.set_factors(layer, *squeezed[name])
    return layers


def _polish(network: Network, layers: "dict[str, torch.nn.Module]", take: Callable[[Groups], None]) -> None:
    """Mend what was lost when the change was squeezed."""
    take([(lora.trainable(layers.values()), _POLISH_RATE), (list(network.heads.parameters()), _POLISH_HEAD_RATE)])


def _batches(texts: Sequence[str], seed: int) -> Iterator[list[int]]:
    """Yield the numbers of texts of about the same length, in an order of their own."""
    rng = random.Random(seed)
    order = sorted(range(len(texts)), key=lambda one: len(texts[one]) * (0.8 + 0.4 * rng.random()))
    found = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    rng.shuffle(found)
    yield from found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lesson:
    """What the network learns from.

    Attributes:
        drafts: The drafts and messages.
        texts: The same as they are read: with the capacity before them.
        said: What of each label is so; shape (texts, labels).
        counts: What of it is known; shape (texts, labels).
        marks: Of each text, the label and place of the words that carry it; None where that is not known.
        placed: The labels whose words are told.
    """

    drafts: list[str]
    texts: list[str]
    said: NDArray[np.float32]
    counts: NDArray[np.float32]
    marks: list[list[tuple[str, int, int]] | None]
    placed: tuple[str, ...]

    def loss(self, network: Network, tokenizer: Any, batch: list[int]) -> torch.Tensor:
        """Return how far the network is from what is said of some of the texts."""
        tokens = tokenizer(
            [self.texts[number] for number in batch],
            padding=True,
            truncation=True,
            max_length=MAX_TOKENS,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            labels, words = network(tokens["input_ids"], tokens["attention_mask"])
        marks = [self.marks[number] for number in batch]
        begins = [len(self.texts[number]) - len(self.drafts[number]) for number in batch]
        said, counts = word_targets(marks, begins, tokens["offset_mapping"].numpy(), self.placed)
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


def _lesson(examples: Sequence[Example], danger: Danger | None, labels: Labels, keep_every: int) -> _Lesson:
    taught = [one for one in examples if not is_kept(one.draft, keep_every)]
    yes, no = ([text for text in texts if not is_kept(text, keep_every)] for texts in _messages(danger))
    said, counts = targets(taught, labels)
    also_said, also_counts = danger_targets(len(yes), len(no), labels)
    capacities = cycle(("personal", "official"))  # a message of danger may come in either
    return _Lesson(
        drafts=[*(one.draft for one in taught), *yes, *no],
        texts=[
            *(f"{one.capacity}: {one.draft}" for one in taught),
            *(f"{capacity}: {text}" for capacity, text in zip(capacities, [*yes, *no], strict=False)),
        ],
        said=np.concatenate([said, also_said]),
        counts=np.concatenate([counts, also_counts]),
        marks=[*(list(_marked(one)) for one in taught), *[None] * (len(yes) + len(no))],
        placed=labels.placed,
    )


def _messages(danger: Danger | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (danger.danger, danger.no_danger) if danger else ((), ())


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
