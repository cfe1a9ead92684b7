"""Learning the network for drafts from the examples. Needs torch; run by maintainers (`conduct tune drafts`).

It learns at once which labels a draft carries and which words carry them; a fixed share of the drafts stays unseen, to
calibrate with (`index.screening.calibration`).
"""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch

from index import lora
from index.adapter import Adapter, question_digest
from index.export import load_model, weights_sha256
from index.screening.labels import Labels
from index.screening.lesson import Lesson, gather, is_taught
from index.screening.network import Network
from index.screening.weights import NetworkWeights
from knowledge.records import Danger
from knowledge.screening_records import Example

RANK = 48
_FROZEN = 3
"""The first of so many parts of the blocks is left as it is: it saves a third of the time."""

_RATE, _POLISH_RATE, _HEAD_RATE, _POLISH_HEAD_RATE = 8e-5, 2e-4, 1e-3, 1e-4
_BATCH = 16
WARM_UP = 0.06


Groups = list[tuple[list["torch.nn.Parameter"], float]]
"""Weights that learn, and the learning rate of each group at its highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to learn.

    Attributes:
        epochs: How often each draft is read while whole matrices learn; then once more (`_polish`).
        keep_every: Every so many drafts stay unseen.
        share: Of the others, this share is learned from; for a learning curve.
        seed: For the same network from the same data.
    """

    epochs: int = 4
    keep_every: int = 10
    share: float = 1.0
    seed: int = 0


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
    lesson = gather(examples, danger, labels, lambda text: is_taught(text, recipe.keep_every, recipe.share))
    torch.manual_seed(recipe.seed)
    model = load_model(base)
    network = Network(model, len(labels.names), len(labels.placed))
    course = _Course(network, lesson, model.tokenizer, recipe, progress)
    layers = _learn_whole(network, course)
    _polish(network, layers, course)
    adapter = Adapter(
        weights_sha256=weights_sha256(base),
        factors={name: lora.factors(layer) for name, layer in layers.items()},
        learned_from=frozenset(map(question_digest, lesson.drafts)),
    )
    return NetworkWeights(adapter=adapter, labels=labels.names, placed=labels.placed, heads=network.learned_heads())


class _Course:
    """Goes through a lesson step by step."""

    def __init__(
        self,
        network: Network,
        lesson: Lesson,
        tokenizer: Any,
        recipe: Recipe,
        progress: Callable[[int, int], None],
    ) -> None:
        self._network, self._lesson, self._tokenizer, self._progress = network, lesson, tokenizer, progress
        self.epochs = recipe.epochs
        self._rounds = (list(batches(lesson.texts, recipe.seed + epoch)) for epoch in range(recipe.epochs + 1))
        self._done, self._total = 0, (recipe.epochs + 1) * math.ceil(len(lesson.texts) / _BATCH)

    def take(self, epochs: int, weights: Groups) -> None:
        """Go through the lesson so many times more, while these weights learn."""
        all_batches = [batch for round_ in islice(self._rounds, epochs) for batch in round_]
        step = lora.stepper(weights, steps=len(all_batches), warm_up=max(1, round(WARM_UP * len(all_batches))))
        self._network.train()
        for batch in all_batches:
            tokens = self._lesson.tokens(self._tokenizer, batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                told = self._network(tokens["input_ids"], tokens["attention_mask"])
            step(self._lesson.loss(told, batch, tokens["offset_mapping"]))
            self._done += 1
            self._progress(self._done, self._total)


def _learn_whole(network: Network, course: _Course) -> "dict[str, torch.nn.Module]":
    """Let whole matrices learn, which takes far fewer steps than corrections do; return corrections that come near."""
    first = network.encoder.config.num_hidden_layers // _FROZEN
    weights = lora.unfreeze(network.encoder, first)
    before = {name: weight.detach().clone() for name, weight in weights.items()}
    course.take(course.epochs, [(list(weights.values()), _RATE), (list(network.heads.parameters()), _HEAD_RATE)])
    squeezed = {name: lora.squeeze(weight.detach() - before[name], RANK) for name, weight in weights.items()}
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(before[name])
    layers = lora.insert(network.encoder, RANK, first_layer=first)
    for name, layer in layers.items():
        lora.set_factors(layer, *squeezed[name])
    return layers


def _polish(network: Network, layers: "dict[str, torch.nn.Module]", course: _Course) -> None:
    """Mend what was lost when the change was squeezed."""
    heads = list(network.heads.parameters())
    course.take(1, [(lora.trainable(layers.values()), _POLISH_RATE), (heads, _POLISH_HEAD_RATE)])


def batches(texts: Sequence[str], seed: int) -> Iterator[list[int]]:
    """Yield the numbers of texts of about the same length, in an order of their own."""
    rng = random.Random(seed)
    order = sorted(range(len(texts)), key=lambda one: len(texts[one]) * (0.8 + 0.4 * rng.random()))
    found = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    rng.shuffle(found)
    yield from found
