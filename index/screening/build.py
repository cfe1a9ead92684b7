"""The screening data of a library -> what drafts are read with: an exported network and its thresholds."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from index.adapter import question_digest
from index.screening import weights as shipped
from index.screening.base import DEFAULT_READER, reader_base
from index.screening.calibration import Calibration, thresholds
from index.screening.export import ensure_exported
from index.screening.labels import labels_of
from index.screening.reader import OnnxNetwork
from index.screening.told import Told, told
from index.screening.weights import NetworkWeights
from knowledge import questions
from knowledge import screening as knowledge_screening
from knowledge.library import Library

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
    labels, seen = labels_of(screening.categories.values()), weights.adapter.learned_from
    examples = knowledge_screening.examples(library, screening)
    left = told(examples, questions.load(library).danger, labels, lambda text: question_digest(text) not in seen)
    progress("Preparing the network for drafts", 0, 1)
    folder = _exported(weights, networks, left)
    lesson = _lesson(folder.name, left)
    if before and before.lesson == lesson:
        return before
    exported = OnnxNetwork(folder, threads=threads)
    found = thresholds(
        exported, left, labels, progress=lambda done, total: progress("Learning from drafts", done, total)
    )
    return Calibration(network=exported.id, folder=folder.name, lesson=lesson, thresholds=found)


def _exported(weights: NetworkWeights, networks: Path, unseen: Told) -> Path:
    proof = list(zip(unseen.texts, unseen.capacities, strict=True))[:_PROOF]
    return ensure_exported(weights, lambda: reader_base(DEFAULT_READER, networks), networks, proof=proof)


def _lesson(network: str, unseen: Told) -> str:
    digest = hashlib.sha256(repr((network, unseen.texts, unseen.capacities)).encode())
    digest.update(unseen.said.tobytes() + unseen.counts.tobytes())
    return digest.hexdigest()
