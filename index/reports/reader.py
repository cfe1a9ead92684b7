"""Reads reports at run time: what the network for them says, as chances."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from index.linear import sigmoid, softmax
from index.network.reader import OnnxNetwork
from index.reports.labels import DANGER, variant_label
from index.reports.reading import ReportReading
from knowledge.report_records import ReportType, Role

Array = NDArray[np.float32]


class OnnxReportReader:
    """Reads reports with a network and the thresholds that were learned for it."""

    def __init__(self, network: OnnxNetwork, thresholds: Array, types: Mapping[str, ReportType]) -> None:
        """Put them together.

        Args:
            network: Says what a report is about.
            thresholds: For each of its labels, the logit from which on it counts.
            types: By id; one that the network does not know is never told, and where it knows none, none is.
        """
        self._network = network
        self._thresholds = thresholds
        self._types = types

    def read(self, text: str, role: Role) -> ReportReading:
        """Return what a report of somebody in this role is likely about; of a long one, what its parts say together."""
        logits = self._network.say(text, role).labels
        told = dict(zip(self._network.labels, logits.T, strict=True))
        danger = told[DANGER] - self._thresholds[self._network.labels.index(DANGER)]
        return ReportReading(
            types=self._chances(told, role), variants=dict(self._variants(told)), danger=float(sigmoid(danger).max())
        )

    def _chances(self, told: Mapping[str, Array], role: Role) -> dict[str, float]:
        ids = [one.id for one in self._types.values() if one.id in told and one.role in (None, role)]
        if not ids:
            return {}
        by_part = np.stack([softmax(row) for row in np.stack([told[one] for one in ids], axis=1)])
        chances = dict(zip(ids, map(float, by_part.mean(axis=0)), strict=True))
        return dict(sorted(chances.items(), key=lambda one: -one[1]))

    def _variants(self, told: Mapping[str, Array]) -> Iterator[tuple[str, str]]:
        for type_ in self._types.values():
            scored = {one.id: told.get(variant_label(type_.id, one.id)) for one in type_.variants}
            known = {variant: float(score.mean()) for variant, score in scored.items() if score is not None}
            if known:
                yield type_.id, max(known, key=lambda one: known[one])
