"""Learning the adapter: questions that the same passage answers are drawn together, and to its sentences.

Contrastive learning with the other passages of the batch as negatives, all of one organisation (they are the hard
ones), and questions that no passage answers as further ones. Takes minutes; run by maintainers, not by `conduct index`.

Source: the loss is InfoNCE (van den Oord et al., 2018, arXiv:1807.03748).
"""

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index import lora
from index.adapter import Adapter, question_digest
from index.export import load_model, model_folder, weights_sha256
from index.noise import thumb_typed
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.questions import Teaching
from knowledge.text import sentences

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

RANK = 16
_TEMPERATURE = 0.05
_PASSAGES = 32
_OPEN_QUESTIONS = 16
_NOISE = 0.2
_MAX_TOKENS = 64
_WARM_UP = 30
_SAME = 0.85
"""Passages at least this alike say the same: they are no negatives of each other."""


@dataclass(slots=True, kw_only=True)
class _Lesson:
    """What batches are drawn from."""

    questions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sentences: dict[str, list[str]] = field(default_factory=dict)
    by_organisation: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    open_questions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How to learn.

    Attributes:
        steps: Batches to learn from.
        keep_every: Every so many questions stay unseen, to teach and calibrate the ranking with.
        rate: Learning rate at its highest.
        seed: For the same adapter from the same data.
    """

    steps: int
    keep_every: int = 5
    rate: float = 2e-3
    seed: int = 0


def tune(
    library: Library, teaching: Teaching, model_name: str, recipe: Recipe, *, progress: Callable[[float], None]
) -> Adapter:
    """Learn an adapter for a model from the typical questions of a library.

    Args:
        library: The texts.
        teaching: Questions with their passages, and questions without.
        model_name: As `index.export.model_folder` takes it.
        recipe: How to learn.
        progress: Called after each step with its loss.

    Raises:
        KnowledgeError: There are no questions to learn from.
        IndexUnusable: There is no such model, or what loads it is not installed.
    """
    lesson = _lesson(library, teaching, recipe.keep_every)
    folder = model_folder(model_name)
    model = load_model(folder)  # first of all: it says what to do where torch is not installed
    import torch

    torch.manual_seed(recipe.seed)
    rng = random.Random(recipe.seed)
    same = _same_passages(model, library)
    layers = lora.insert(model, RANK)
    step = lora.stepper([(lora.trainable(layers.values()), recipe.rate)], steps=recipe.steps, warm_up=_WARM_UP)
    model.train()
    for _ in range(recipe.steps):
        loss = _loss(model, lesson, same, rng)
        step(loss)
        progress(loss.item())
    seen = [*lesson.open_questions, *(one for found in lesson.questions.values() for one in found)]
    return Adapter(
        weights_sha256=weights_sha256(folder),
        factors={name: lora.factors(layer) for name, layer in layers.items()},
        learned_from=frozenset(map(question_digest, seen)),
    )


def _lesson(library: Library, teaching: Teaching, keep_every: int) -> _Lesson:
    def is_taught(question: str) -> bool:
        return int(question_digest(question), 16) % keep_every != 0

    lesson = _Lesson()
    for question in teaching.typical:
        if is_taught(question.text):
            lesson.questions[question.passage].append(question.text)
    for passage, found in lesson.questions.items():
        text = library.passages[passage].text
        said = [one for one in sentences(text) if len(one) > 25 and not one.startswith("Q:")]
        lesson.sentences[passage] = said or [text]
        if len(found) > 1:
            lesson.by_organisation[library.organisation_of(library.passages[passage])].append(passage)
    if not lesson.by_organisation:
        reason = "holds nothing to learn from; give at least one passage two or more typical questions"
        raise KnowledgeError(library.folder / "questions", reason)
    opened = (one for subject in teaching.unanswered if not subject.organisations for one in subject.questions)
    lesson.open_questions = [one for one in opened if is_taught(one)]
    return lesson


def _same_passages(model: "SentenceTransformer", library: Library) -> set[tuple[str, str]]:
    ids = list(library.passages)
    texts = [library.passages[one].text for one in ids]
    vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    alike = np.argwhere(vectors @ vectors.T >= _SAME)
    return {(ids[a], ids[b]) for a, b in alike if a != b}


def _loss(
    model: "SentenceTransformer", lesson: _Lesson, same: set[tuple[str, str]], rng: random.Random
) -> "torch.Tensor":
    import torch

    organisations = list(lesson.by_organisation)
    sizes = [len(lesson.by_organisation[one]) for one in organisations]
    pool = lesson.by_organisation[rng.choices(organisations, sizes)[0]]
    passages = rng.sample(pool, min(_PASSAGES, len(pool)))
    pairs = [rng.sample(lesson.questions[one], 2) for one in passages]
    count = len(passages)
    asked = [thumb_typed(first, rng) if rng.random() < _NOISE else first for first, _ in pairs]
    open_questions = rng.sample(lesson.open_questions, min(_OPEN_QUESTIONS, len(lesson.open_questions)))
    vectors = _embed(model, asked + [second for _, second in pairs] + open_questions)
    said = _embed(model, [rng.choice(lesson.sentences[one]) for one in passages])
    first, second, unanswered = vectors[:count], vectors[count : 2 * count], vectors[2 * count :]
    blind = torch.tensor([[(a, b) in same for b in passages] for a in passages])
    return (
        _contrast(first, torch.cat([second, unanswered]), blind)
        + 0.5 * _contrast(first, torch.cat([said, unanswered]), blind)
        + 0.5 * _contrast(second, said, blind)
    )


def _contrast(queries: "torch.Tensor", keys: "torch.Tensor", blind: "torch.Tensor") -> "torch.Tensor":
    """Return the loss of finding, for each query, its key of the same row among all keys."""
    import torch

    likeness = queries @ keys.T / _TEMPERATURE
    likeness[:, : len(queries)] = likeness[:, : len(queries)].masked_fill(blind, -1e4)
    return torch.nn.functional.cross_entropy(likeness, torch.arange(len(queries)))


def _embed(model: "SentenceTransformer", texts: list[str]) -> "torch.Tensor":
    import torch

    tokens = model.tokenizer(texts, padding=True, truncation=True, max_length=_MAX_TOKENS, return_tensors="pt")
    return torch.nn.functional.normalize(model(dict(tokens))["sentence_embedding"], dim=1)
