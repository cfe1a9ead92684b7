"""A learned network -> what texts are read with: its export, and the thresholds of its labels."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from index.network.base import DEFAULT_READER, reader_base
from index.network.calibration import Calibration, readings, thresholds
from index.network.export import ensure_exported
from index.network.reader import OnnxNetwork
from index.network.told import Told
from index.network.weights import NetworkWeights

_PROOF = 12
"""So many texts prove that the export says what the network says."""

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Where and with what networks are prepared.

    Attributes:
        folder: Where the base model and exported networks are kept.
        threads: Processor threads to use.
        progress: Told of every step.
    """

    folder: Path
    threads: int
    progress: Progress

    def calibrate(
        self,
        weights: NetworkWeights,
        unseen: Told,
        before: Calibration | None,
        *,
        what: str,
        not_to_miss: Collection[str],
    ) -> Calibration:
        """Export a network and learn from which score on its labels count.

        Args:
            weights: The network.
            unseen: Texts that it has not learned from.
            before: What the last build learned; it is used again where nothing changed.
            what: What it reads, for the progress.
            not_to_miss: Labels that must not be missed.

        Raises:
            IndexUnusable: The network cannot be exported, or nothing can be written.
        """
        self.progress(f"Preparing the network for {what}", 0, 1)
        folder = self._exported(weights, unseen)
        lesson = _lesson(folder.name, unseen, not_to_miss)
        if before and before.lesson == lesson:
            return before
        network = OnnxNetwork(folder, threads=self.threads)
        read = readings(network, unseen, weights.readings, progress=self._told(f"Learning from {what}"))
        found = thresholds(network.labels, read, unseen, not_to_miss=not_to_miss)
        return Calibration(network=network.id, folder=folder.name, lesson=lesson, thresholds=found)

    def with_readings(self, weights: NetworkWeights, unseen: Told) -> NetworkWeights:
        """Return a network that remembers what it says of texts that it did not learn from.

        Raises:
            IndexUnusable: The network cannot be exported, or nothing can be written.
        """
        network = OnnxNetwork(self._exported(weights, unseen), threads=self.threads)
        return replace(weights, readings=readings(network, unseen, {}, progress=self._told("Reading the others")))

    def _told(self, what: str) -> Callable[[int, int], None]:
        return lambda done, total: self.progress(what, done, total)

    def _exported(self, weights: NetworkWeights, unseen: Told) -> Path:
        proof = list(zip(unseen.texts, unseen.befores, strict=True))[:_PROOF]
        return ensure_exported(weights, lambda: reader_base(DEFAULT_READER, self.folder), self.folder, proof=proof)


def _lesson(network: str, unseen: Told, not_to_miss: Collection[str]) -> str:
    said = (network, unseen.texts, unseen.befores, unseen.labels, sorted(not_to_miss))
    digest = hashlib.sha256(repr(said).encode())
    digest.update(unseen.said.tobytes() + unseen.counts.tobytes())
    return digest.hexdigest()
