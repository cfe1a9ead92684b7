"""A learned network is prepared: exported, and its thresholds learned where anything changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
from numpy.typing import NDArray

from index.network.build import Workshop
from index.network.calibration import Calibration
from index.network.reader import OnnxNetwork
from index.network.told import Told, reading_key
from index.network.weights import NetworkWeights

LABEL = "confidential_information"


@dataclass(slots=True)
class FakeProgress:
    """Remembers what it was told of."""

    steps: list[tuple[str, int, int]] = field(default_factory=list)

    def __call__(self, what: str, done: int, total: int) -> None:
        """Remember a step."""
        self.steps.append((what, done, total))


@pytest.fixture
def progress() -> FakeProgress:
    """Remembers the steps of one preparation."""
    return FakeProgress()


@pytest.fixture
def workshop(exported_drafts: Path, tmp_path: Path, progress: FakeProgress) -> Workshop:
    """One that has the network already: the model that it corrects is asked for by nobody."""
    copytree(exported_drafts, tmp_path / exported_drafts.name)
    return Workshop(folder=tmp_path, threads=1, progress=progress)


def unseen(**changes: Sequence[str] | NDArray[np.float32]) -> Told:
    """Return two dozen texts, half of which carry a label; a test says what is other than that."""
    texts = [f"the deputy told us no. {number}" for number in range(24)]
    said = np.array([[number % 2] for number in range(24)], np.float32)
    plain = Told(
        texts=texts, befores=["personal"] * 24, labels=(LABEL,), said=said, counts=np.ones((24, 1), np.float32)
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def calibrated(
    workshop: Workshop,
    weights: NetworkWeights,
    of: Told,
    before: Calibration | None = None,
    not_to_miss: tuple[str, ...] = (),
) -> Calibration:
    """Prepare a network."""
    return workshop.calibrate(weights, of, before, what="drafts", not_to_miss=not_to_miss)


def test_a_network_is_calibrated_with_what_it_has_not_seen(
    workshop: Workshop, draft_weights: NetworkWeights, draft_network: OnnxNetwork, progress: FakeProgress
) -> None:
    """Each text is read once; the thresholds belong to the network's labels, and the folder holds it."""
    found = calibrated(workshop, draft_weights, unseen())
    assert found.network == draft_network.id
    assert OnnxNetwork(workshop.folder / found.folder).id == found.network
    assert found.thresholds.shape == (len(draft_weights.labels),)
    reading = [("Learning from drafts", done, 24) for done in range(1, 25)]
    assert progress.steps == [("Preparing the network for drafts", 0, 1), *reading]


def test_what_was_learned_before_holds_where_nothing_changed(
    workshop: Workshop, draft_weights: NetworkWeights, progress: FakeProgress
) -> None:
    """Nothing is read again."""
    before = replace(calibrated(workshop, draft_weights, unseen()), thresholds=np.full(3, 7, np.float32))
    progress.steps.clear()
    assert calibrated(workshop, draft_weights, unseen(), before) is before
    assert progress.steps == [("Preparing the network for drafts", 0, 1)]


@pytest.mark.parametrize(
    "changes",
    [
        {"texts": [f"another text no. {number}" for number in range(24)]},
        {"befores": ["official"] * 24},
        {"labels": ("harassment",)},
        {"said": np.zeros((24, 1), np.float32)},
        {"counts": np.zeros((24, 1), np.float32)},
    ],
    ids=["texts", "befores", "labels", "said", "counts"],
)
def test_where_anything_changed_it_is_learned_anew(
    workshop: Workshop, draft_weights: NetworkWeights, changes: dict[str, Sequence[str]]
) -> None:
    """The texts, what is told of them, or what is known of it."""
    before = calibrated(workshop, draft_weights, unseen())
    after = calibrated(workshop, draft_weights, unseen(**changes), before)
    assert after is not before
    assert after.lesson != before.lesson
    assert after.network == before.network


def test_what_must_not_be_missed_is_part_of_the_lesson(workshop: Workshop, draft_weights: NetworkWeights) -> None:
    """Its threshold lies elsewhere then."""
    before = calibrated(workshop, draft_weights, unseen())
    assert calibrated(workshop, draft_weights, unseen(), before, (LABEL,)) is not before


def test_what_a_network_brings_is_not_read_again(
    workshop: Workshop, draft_weights: NetworkWeights, draft_network: OnnxNetwork, progress: FakeProgress
) -> None:
    """It remembers what it says of texts that it did not learn from."""
    of = unseen()
    kept = workshop.with_readings(draft_weights, of)
    keys = set(map(reading_key, of.texts, of.befores))
    assert set(kept.readings) == keys
    said = draft_network.say(of.texts[3], "personal").labels[0]
    assert kept.readings[reading_key(of.texts[3], "personal")] == pytest.approx(said, abs=1e-4)
    assert {what for what, *_ in progress.steps} == {"Reading the others"}
    clear = {
        key: np.full(len(kept.labels), 2.0 if yes else 1.0, np.float32)
        for key, yes in zip(map(reading_key, of.texts, of.befores), of.said[:, 0] > 0, strict=True)
    }
    found = calibrated(workshop, replace(kept, readings=clear), of)
    assert 1.0 < found.thresholds[kept.labels.index(LABEL)] <= 2.0
