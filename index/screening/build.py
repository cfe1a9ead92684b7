"""The screening data of a library -> what drafts are read with: an exported network and its thresholds."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from index.adapter import question_digest
from index.screening import weights as shipped
from index.screening.base import DEFAULT_READER, reader_base
from index.screening.calibration import Calibration, readings, thresholds
from index.screening.export import ensure_exported
from index.screening.labels import Labels, labels_of
from index.screening.reader import OnnxNetwork
from index.screening.told import Told, told
from index.screening.weights import NetworkWeights
from knowledge import questions
from knowledge import screening as knowledge_screening
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.screening import Screening

_PROOF = 12
"""So many drafts prove that the export says what the network says."""

Progress = Callable[[str, int, int], None]


def calibrate(
    library: Library,
    *,
    networks: Path,
    threads: int,
    progress: Progress,
    before: Calibration | None,
) -> Calibration | None:
    """Export the network and learn from which score on its labels count.

    Args:
        library: Its examples are learned from.
        networks: Where the base model and exported networks are kept.
        threads: Processor threads to use.
        progress: Told of every step.
        before: What the last build learned; it is used again where nothing changed.

    Returns:
        None where the library has no screening data, or no network was learned.

    Raises:
        KnowledgeError: The screening data is broken.
        IndexUnusable: The network cannot be exported, or nothing can be written.
    """
    screening = knowledge_screening.load(library)
    weights = shipped.load()
    if screening is None or weights is None:
        return None
    labels = labels_of(screening.categories.values())
    left = _unseen(library, screening, labels, weights)
    progress("Preparing the network for drafts", 0, 1)
    folder = _exported(weights, networks, left)
    lesson = _lesson(folder.name, left)
    if before and before.lesson == lesson:
        return before
    network = OnnxNetwork(folder, threads=threads)
    read = readings(network, left, weights.readings, progress=partial(progress, "Learning from drafts"))
    found = thresholds(network.labels, read, left, labels)
    return Calibration(network=network.id, folder=folder.name, lesson=lesson, thresholds=found)


def with_readings(
    weights: NetworkWeights, library: Library, *, networks: Path, threads: int, progress: Progress
) -> NetworkWeights:
    """Return a network that remembers what it says of the drafts and messages that it did not learn from.

    Raises:
        KnowledgeError: The screening data is broken, or there is none.
        IndexUnusable: The network cannot be exported, or nothing can be written.
    """
    screening = knowledge_screening.load(library)
    if screening is None:
        raise KnowledgeError(library.folder / "screening", "holds no categories.yaml; there is nothing to read")
    left = _unseen(library, screening, labels_of(screening.categories.values()), weights)
    network = OnnxNetwork(_exported(weights, networks, left), threads=threads)
    return replace(weights, readings=readings(network, left, {}, progress=partial(progress, "Reading the others")))


def _unseen(library: Library, screening: Screening, labels: Labels, weights: NetworkWeights) -> Told:
    seen, examples = weights.adapter.learned_from, knowledge_screening.examples(library, screening)
    return told(examples, questions.load(library).danger, labels, lambda text: question_digest(text) not in seen)


def _exported(weights: NetworkWeights, networks: Path, unseen: Told) -> Path:
    proof = list(zip(unseen.texts, unseen.capacities, strict=True))[:_PROOF]
    return ensure_exported(weights, lambda: reader_base(DEFAULT_READER, networks), networks, proof=proof)


def _lesson(network: str, unseen: Told) -> str:
    digest = hashlib.sha256(repr((network, unseen.texts, unseen.capacities)).encode())
    digest.update(unseen.said.tobytes() + unseen.counts.tobytes())
    return digest.hexdigest()
