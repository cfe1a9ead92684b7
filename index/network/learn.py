"""Learning a network from a lesson. Needs torch; run by maintainers (`conduct tune`)."""

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import torch

from index import lora
from index.adapter import Adapter, question_digest
from index.export import load_model, weights_sha256
from index.network.network import Network
from index.network.weights import NetworkWeights
from index.network.windows import MAX_TOKENS

RANK = 48
_FROZEN = 3
"""The first of so many parts of the blocks is left as it is: it saves a third of the time."""

_RATE, _POLISH_RATE, _HEAD_RATE, _POLISH_HEAD_RATE = 8e-5, 2e-4, 1e-3, 1e-4
_BATCH = 16
WARM_UP = 0.06

_PARTS = 1000
"""Shares are told to the thousandth; a larger one holds every smaller one."""


Groups = list[tuple[list["torch.nn.Parameter"], float]]
"""Weights that learn, and the learning rate of each group at its highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to learn.

    Attributes:
        epochs: How often each text is read while whole matrices learn; then once more (`_polish`).
        keep_every: Every so many texts stay unseen, to calibrate with.
        share: Of the others, this share is learned from; for a learning curve.
        seed: For the same network from the same data.
    """

    epochs: int = 4
    keep_every: int = 10
    share: float = 1.0
    seed: int = 0


def is_taught(text: str, recipe: Recipe) -> bool:
    """Tell whether a text is learned from: it is not one of every so many, and belongs to the share that is."""
    number, last = divmod(int(question_digest(text), 16), recipe.keep_every)
    return last != 0 and number % _PARTS < recipe.share * _PARTS


class Lesson(Protocol):
    """What a network learns from.

    Attributes:
        own: The texts as their writers wrote them.
        texts: The same as they are read: with a word before them.
        labels: What is told of a text.
        placed: Those of the labels whose words are told as well.
    """

    @property
    def own(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def texts(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def labels(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def placed(self) -> tuple[str, ...]: ...  # noqa: D102

    def loss(self, told: tuple[torch.Tensor, torch.Tensor], batch: list[int], offsets: torch.Tensor) -> torch.Tensor:
        """Return how far from what is so a network is that told these labels and words of some of the texts.

        Args:
            told: Logits, as `index.network.network.Network` returns them.
            batch: The numbers of the texts.
            offsets: Start and end of each token in what was read.
        """
        ...


def learn(lesson: Lesson, base: Path, recipe: Recipe, *, progress: Callable[[int, int], None]) -> NetworkWeights:
    """Learn a network.

    Args:
        lesson: What there is to learn.
        base: Folder of the model to start from.
        recipe: How to learn.
        progress: Called after each step with how many are done and how many there are.

    Raises:
        IndexUnusable: There is no such model, or what loads it is not installed.
    """
    torch.manual_seed(recipe.seed)
    model = load_model(base)
    network = Network(model, len(lesson.labels), len(lesson.placed))
    course = _Course(network, lesson, model.tokenizer, recipe, progress)
    layers = _learn_whole(network, course)
    _polish(network, layers, course)
    adapter = Adapter(
        weights_sha256=weights_sha256(base),
        factors={name: lora.factors(layer) for name, layer in layers.items()},
        learned_from=frozenset(map(question_digest, lesson.own)),
    )
    return NetworkWeights(adapter=adapter, labels=lesson.labels, placed=lesson.placed, heads=network.learned_heads())


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
            tokens = tokens_of(self._lesson, batch, self._tokenizer)
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


def tokens_of(lesson: Lesson, batch: list[int], tokenizer: Any) -> Any:
    """Return the tokens of some of the texts of a lesson, with their offsets."""
    return tokenizer(
        [lesson.texts[number] for number in batch],
        padding=True,
        truncation=True,
        max_length=MAX_TOKENS,
        return_offsets_mapping=True,
        return_tensors="pt",
    )


def batches(texts: Sequence[str], seed: int) -> Iterator[list[int]]:
    """Yield the numbers of texts of about the same length, in an order of their own."""
    rng = random.Random(seed)
    order = sorted(range(len(texts)), key=lambda one: len(texts[one]) * (0.8 + 0.4 * rng.random()))
    found = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
    rng.shuffle(found)
    yield from found
