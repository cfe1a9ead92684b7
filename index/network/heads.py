"""Learning the layers on top of a network anew, its encoder as it is: minutes where all of it takes an hour.

For examples that are new or were mended (`conduct tune drafts --heads`). Needs torch; build time only.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from index import lora
from index.adapter import question_digest
from index.errors import IndexUnusable
from index.network.export import restored
from index.network.learn import WARM_UP, Lesson, Recipe, batches, tokens_of
from index.network.network import Network
from index.network.weights import NetworkWeights

_RATE = 3e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """Some texts as the encoder reads them."""

    batch: list[int]
    tokens: torch.Tensor
    mask: torch.Tensor
    offsets: torch.Tensor


def relearn(
    weights: NetworkWeights,
    lesson: Lesson,
    base: Path,
    recipe: Recipe,
    *,
    progress: Callable[[int, int], None],
) -> NetworkWeights:
    """Learn the layers on top anew.

    Args:
        weights: The network.
        lesson: What there is to learn; of what the network tells.
        base: Folder of the model that the network corrects.
        recipe: How to learn; every text is read once by the encoder, and as often as it says by the layers.
        progress: Called after each text-reading step with how many are done and how many there are.

    Raises:
        IndexUnusable: The network tells other labels or was learned for another model, or torch is not installed.
    """
    if (weights.labels, weights.placed) != (lesson.labels, lesson.placed):
        raise IndexUnusable("the network tells other categories than there are now; learn all of it, without --heads")
    torch.manual_seed(recipe.seed)
    network, model = restored(weights, base)
    read = _read(network, lesson, model.tokenizer, recipe, progress)
    _learn(network, lesson, read, recipe)
    seen = weights.adapter.learned_from | set(map(question_digest, lesson.own))
    adapter = replace(weights.adapter, learned_from=frozenset(seen))
    return replace(weights, adapter=adapter, heads=network.learned_heads(), readings={})


def _read(
    network: Network, lesson: Lesson, tokenizer: object, recipe: Recipe, progress: Callable[[int, int], None]
) -> list[_Read]:
    network.eval()
    found = list[_Read]()
    every = list(batches(lesson.texts, recipe.seed))
    for done, batch in enumerate(every, 1):
        tokens = tokens_of(lesson, batch, tokenizer)
        mask = tokens["attention_mask"]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            read = network.read(tokens["input_ids"], mask).bfloat16()
        found.append(_Read(batch=batch, tokens=read, mask=mask, offsets=tokens["offset_mapping"]))
        progress(done, len(every))
    return found


def _learn(network: Network, lesson: Lesson, read: list[_Read], recipe: Recipe) -> None:
    steps = recipe.epochs * len(read)
    heads = list(network.heads.parameters())
    step = lora.stepper([(heads, _RATE)], steps=steps, warm_up=max(1, round(WARM_UP * steps)))
    network.train()
    rng = random.Random(recipe.seed)
    for _ in range(recipe.epochs):
        for one in rng.sample(read, len(read)):
            step(lesson.loss(network.tell(one.tokens.float(), one.mask), one.batch, one.offsets))
