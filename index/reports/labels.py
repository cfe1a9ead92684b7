"""What the network for reports tells of a text: its type, its variant, and whether somebody may be in danger."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np
from numpy.typing import NDArray

from index.network.told import Told
from knowledge.records import Danger
from knowledge.report_records import ReportExample, ReportType, Role

DANGER = "danger"
"""Someone may be in danger now; it stands for the emergencies, for such a report has another type too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabels:
    """The outputs of the network.

    Attributes:
        types: Ids of the types, but that for emergencies.
        variants: Type -> its variants, where it has some.
        emergencies: Ids of the types that are emergencies.
    """

    types: tuple[str, ...]
    variants: dict[str, tuple[str, ...]]
    emergencies: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The outputs in order: types, danger, variants."""
        variants = (variant_label(type_, one) for type_, all_ in self.variants.items() for one in all_)
        return (*self.types, DANGER, *variants)

    def choices(self) -> Iterator[tuple[int, ...]]:
        """Yield the columns of which exactly one is so: those of the types, then those of each type's variants."""
        names = self.names
        yield tuple(range(len(self.types)))
        for type_, all_ in self.variants.items():
            yield tuple(names.index(variant_label(type_, one)) for one in all_)


def variant_label(type_: str, variant: str) -> str:
    """Return the label of a variant."""
    return f"{type_}/{variant}"


def labels_of(types: Iterable[ReportType]) -> ReportLabels:
    """Return the labels for the types of a knowledge folder."""
    found = list(types)
    plain = [one for one in found if one.handling != "emergency"]
    return ReportLabels(
        types=tuple(one.id for one in plain),
        variants={one.id: tuple(variant.id for variant in one.variants) for one in plain if one.variants},
        emergencies=frozenset(one.id for one in found if one.handling == "emergency"),
    )


def told(
    examples: Sequence[ReportExample], danger: Danger | None, labels: ReportLabels, wanted: Callable[[str], bool]
) -> Told:
    """Return what is told of those texts that are wanted: first the reports, then messages with and without danger.

    Of a message only the danger is known; of an emergency the type beside it is not.
    """
    kept = [one for one in examples if wanted(one.text)]
    yes, no = ([one for one in some if wanted(one)] for some in _messages(danger))
    either: Iterator[Role] = cycle(("employee", "supervisor"))
    said, counts = targets(kept, labels)
    messages, known = _message_targets(len(yes), len(no), labels)
    return Told(
        texts=[*(one.text for one in kept), *yes, *no],
        befores=[*(one.role for one in kept), *(next(either) for _ in [*yes, *no])],
        labels=labels.names,
        said=np.concatenate([said, messages]),
        counts=np.concatenate([counts, known]),
    )


def _messages(danger: Danger | None) -> tuple[Sequence[str], Sequence[str]]:
    return (danger.danger, danger.no_danger) if danger else ((), ())


def targets(examples: Sequence[ReportExample], labels: ReportLabels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what the network should say of examples, and what of it counts; both of shape (examples, labels)."""
    names, count = labels.names, len(labels.types)
    said = np.zeros((len(examples), len(names)), np.float32)
    counts = np.zeros_like(said)
    counts[:, names.index(DANGER)] = 1
    for row, one in enumerate(examples):
        if one.type in labels.emergencies:
            said[row, names.index(DANGER)] = 1
            continue
        said[row, names.index(one.type)] = 1
        counts[row, :count] = 1
        if one.variant:
            said[row, names.index(variant_label(one.type, one.variant))] = 1
            counts[row, [names.index(variant_label(one.type, other)) for other in labels.variants[one.type]]] = 1
    return said, counts


def _message_targets(
    danger: int, no_danger: int, labels: ReportLabels
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    said = np.zeros((danger + no_danger, len(labels.names)), np.float32)
    counts = np.zeros_like(said)
    said[:danger, labels.names.index(DANGER)] = 1
    counts[:, labels.names.index(DANGER)] = 1
    return said, counts
