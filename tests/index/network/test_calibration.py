"""From which logit on a text carries a label."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.network.calibration import readings, thresholds
from index.network.reader import OnnxNetwork
from index.network.told import Told, reading_key
from index.screening.labels import Labels
from index.screening.told import told
from knowledge.records import Danger
from knowledge.screening_records import Example


def test_few_examples_move_no_threshold(
    draft_network: OnnxNetwork, draft_examples: list[Example], draft_labels: Labels
) -> None:
    """Where a label is rare the network's own threshold stays; where there are enough, the best one is found."""
    messages = Danger(danger=("he has a gun",) * 12, no_danger=("killer chili",) * 12)

    def found_for(some: list[Example], danger: Danger | None) -> NDArray[np.float32]:
        unseen = told(some, danger, draft_labels, lambda _: True)
        read = readings(draft_network, unseen, {}, progress=lambda _done, _of: None)
        return thresholds(draft_network.labels, read, unseen, not_to_miss=["danger"])

    found = found_for(draft_examples, messages)
    assert found[draft_network.labels.index("danger")]
    assert found[draft_network.labels.index("harassment")] == 0
    assert found.shape == (len(draft_network.labels),)
    assert not found_for(draft_examples[:8], None).any()


def test_what_was_read_is_not_read_again(
    draft_network: OnnxNetwork, draft_examples: list[Example], draft_labels: Labels
) -> None:
    """What is known of a text in a capacity is taken as it is; the rest is read."""
    unseen = told(draft_examples[:3], None, draft_labels, lambda _: True)
    first, second = (reading_key(one.draft, one.capacity) for one in draft_examples[:2])
    known = {first: np.full(len(draft_network.labels), 7, np.float32)}
    steps: list[tuple[int, int]] = []
    found = readings(draft_network, unseen, known, progress=lambda done, of: steps.append((done, of)))
    assert found[first].tolist() == known[first].tolist()
    read = draft_network.say(draft_examples[1].draft, draft_examples[1].capacity).labels[0]
    assert np.array_equal(found[second], read)
    assert steps == [(1, 3), (2, 3), (3, 3)]


def unseen(yes: list[bool], counts: list[bool] | None = None, *, label: str = "leak") -> Told:
    """Return texts of which it is told whether they carry one label, and which of that is known."""
    return Told(
        texts=[f"text {number}" for number in range(len(yes))],
        befores=["employee"] * len(yes),
        labels=(label,),
        said=np.array(yes, np.float32)[:, None],
        counts=np.array(counts or [True] * len(yes), np.float32)[:, None],
    )


def read(of: Told, logits: list[float]) -> dict[str, NDArray[np.float32]]:
    """Return these logits of texts."""
    keys = map(reading_key, of.texts, of.befores)
    return {key: np.array([logit], np.float32) for key, logit in zip(keys, logits, strict=True)}


@pytest.mark.parametrize("shift", [-2.0, -0.5, 0.0, 1.5])
def test_a_threshold_lies_between_what_carries_a_label_and_what_does_not(shift: float) -> None:
    """Wherever the network puts them."""
    of = unseen([True] * 20 + [False] * 20)
    (found,) = thresholds(("leak",), read(of, [shift + 0.6] * 20 + [shift - 0.6] * 20), of)
    assert shift - 0.6 < found <= shift + 0.6


@pytest.mark.parametrize(("yes", "no", "moves"), [(12, 12, True), (11, 30, False), (30, 11, False), (0, 40, False)])
def test_with_fewer_than_a_dozen_of_either_nothing_moves(*, yes: int, no: int, moves: bool) -> None:
    """The best of few is chance."""
    of = unseen([True] * yes + [False] * no)
    (found,) = thresholds(("leak",), read(of, [2.0] * yes + [1.0] * no), of)
    assert bool(found) is moves


def test_what_is_not_known_counts_for_nothing() -> None:
    """Of these texts it is not known whether they carry the label, whatever the network says of them."""
    yes, counts = [True] * 20 + [False] * 40, [True] * 40 + [False] * 20
    logits = [1.0] * 20 + [-1.0] * 20 + [9.0] * 20
    of = unseen(yes, counts)
    known = unseen(yes[:40])
    assert thresholds(("leak",), read(of, logits), of) == thresholds(("leak",), read(known, logits[:40]), known)


def test_a_label_of_which_nobody_tells_stays_as_it_is() -> None:
    """A network may know more labels than the data has now; one that it does not know is left out."""
    of = unseen([True] * 20 + [False] * 20)
    logits = read(of, [2.0] * 20 + [1.0] * 20)
    two = {key: np.repeat(row, 2) for key, row in logits.items()}
    other, leak = thresholds(("other", "leak"), two, of)
    assert (other, leak > 0) == (0, True)
    assert thresholds(("other",), logits, of).tolist() == [0]


def test_a_missed_danger_weighs_more_than_a_false_alarm() -> None:
    """Of danger more is found, whatever is said too much; of other labels most is told rightly."""
    yes = [True] * 20 + [False] * 40
    # 14 are told clearly; 6 of danger lie among 10 others.
    logits = [2.0] * 14 + [-1.0] * 6 + [-1.0] * 10 + [-2.5] * 30
    found = {}
    for label in ("danger", "leak"):
        of = unseen(yes, label=label)
        (found[label],) = thresholds((label,), read(of, logits), of, not_to_miss=["danger"])
    assert found["danger"] <= -1 < found["leak"]
