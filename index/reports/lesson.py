"""What the network for reports learns from, and how far it is from it. Needs torch; build time only."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from index.network.learn import Recipe, is_taught
from index.network.told import Told
from index.reports.labels import DANGER, ReportLabels, told
from knowledge.records import Danger
from knowledge.report_records import ReportExample

_WEIGHT = 2.0
_VARIANT_WEIGHT = 0.5
_DANGER_YES = 1.5
"""A danger that is missed counts so often."""
_SMOOTHING = 0.03
"""Types border on each other: of none is the network taught to be quite sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLesson:
    """What the network learns from: `told`, as it is read.

    Attributes:
        texts: The reports and messages with the role before them.
        choices: The columns of which exactly one is so.
    """

    told: Told
    texts: Sequence[str]
    choices: tuple[tuple[int, ...], ...]

    @property
    def own(self) -> Sequence[str]:
        """The reports and messages as they were written."""
        return self.told.texts

    @property
    def labels(self) -> tuple[str, ...]:
        """What is told of them."""
        return self.told.labels

    @property
    def placed(self) -> tuple[str, ...]:
        """No words are told; the network has one output for them all the same, of which nothing is asked."""
        return (DANGER,)

    def loss(self, told: tuple[torch.Tensor, torch.Tensor], batch: list[int], _: torch.Tensor) -> torch.Tensor:
        """Return how far from what is so a network is that told these labels of some of the texts."""
        logits = told[0].float()
        said, counts = (torch.from_numpy(table[batch]) for table in (self.told.said, self.told.counts))
        danger = self.labels.index(DANGER)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            logits[:, danger], said[:, danger], pos_weight=torch.tensor(_DANGER_YES)
        )
        for number, columns in enumerate(self.choices):
            known = counts[:, columns[0]] > 0
            if known.any():
                right = said[known][:, columns].argmax(1)
                loss = loss + (_VARIANT_WEIGHT if number else 1.0) * torch.nn.functional.cross_entropy(
                    logits[known][:, columns], right, label_smoothing=_SMOOTHING
                )
        return _WEIGHT * loss


def gather(
    examples: Sequence[ReportExample], danger: Danger | None, labels: ReportLabels, recipe: Recipe
) -> ReportLesson:
    """Return what there is to learn from: the texts that are taught."""
    found = told(examples, danger, labels, lambda text: is_taught(text, recipe))
    texts = [f"{role}: {text}" for role, text in zip(found.befores, found.texts, strict=True)]
    return ReportLesson(told=found, texts=texts, choices=tuple(labels.choices()))
