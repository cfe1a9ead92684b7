"""Reading at run time: chances, words and where they stand, however long the draft."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import IndexUnusable
from index.network.calibration import readings, thresholds
from index.network.reader import OnnxNetwork
from index.network.told import reading_key
from index.screening.labels import Labels
from index.screening.reader import OnnxDraftReader
from index.screening.told import told
from knowledge.records import Danger
from knowledge.screening_records import Example


@pytest.fixture
def reader(network: OnnxNetwork) -> OnnxDraftReader:
    """Reads with the network's own thresholds."""
    return OnnxDraftReader(network, np.zeros(len(network.labels), np.float32))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=700))
def test_places_lie_in_the_draft(reader: OnnxDraftReader, draft: str) -> None:
    """Whatever the draft holds, chances are chances and places are places of it."""
    reading = reader.read(draft, "personal")
    assert all(0 <= chance <= 1 for chance in reading.chances.values())
    for places in reading.places.values():
        assert all(0 <= one.start < one.end <= len(draft) for one in places)


def test_a_long_draft_is_read_to_its_end(network: OnnxNetwork) -> None:
    """In windows that end where sentences do; every token once, in order, and the most that any window says."""
    draft = "The cat goes where it goes. " * 60
    raw = network.say(draft, "personal")
    starts = raw.offsets[:, 0].tolist()
    assert starts == sorted(set(starts))
    assert raw.offsets[-1].tolist() == [len(draft.rstrip()) - 1, len(draft.rstrip())]
    letters = {at for start, end in raw.offsets.tolist() for at in range(start, end)}
    assert letters == {at for at, char in enumerate(draft) if not char.isspace()}
    short = network.say("The cat goes where it goes. ", "personal")
    assert len(short.labels) == 1
    assert len(raw.labels) > 1


def test_the_capacity_is_read_as_well(network: OnnxNetwork) -> None:
    """The same words may mean another thing in an official post."""
    personal, official = (network.say("we know who goes", one) for one in ("personal", "official"))
    assert not np.allclose(personal.labels, official.labels)


def test_thresholds_move_the_chances(network: OnnxNetwork) -> None:
    """A draft at its threshold is a maybe."""
    raw = network.say("the deputy told us", "personal")
    reading = OnnxDraftReader(network, raw.labels[0]).read("the deputy told us", "personal")
    assert all(chance == pytest.approx(0.5, abs=1e-5) for chance in reading.chances.values())


def test_few_examples_move_no_threshold(network: OnnxNetwork, examples: list[Example], labels: Labels) -> None:
    """Where a label is rare the network's own threshold stays; where there are enough, the best one is found."""
    messages = Danger(danger=("he has a gun",) * 12, no_danger=("killer chili",) * 12)

    def found_for(some: list[Example], danger: Danger | None) -> NDArray[np.float32]:
        unseen = told(some, danger, labels, lambda _: True)
        read = readings(network, unseen, {}, progress=lambda _done, _of: None)
        return thresholds(network.labels, read, unseen, not_to_miss=["danger"])

    found = found_for(examples, messages)
    assert found[network.labels.index("danger")]
    assert found[network.labels.index("harassment")] == 0
    assert found.shape == (len(network.labels),)
    assert not found_for(examples[:8], None).any()


def test_what_was_read_is_not_read_again(network: OnnxNetwork, examples: list[Example], labels: Labels) -> None:
    """What is known of a text in a capacity is taken as it is; the rest is read."""
    unseen = told(examples[:3], None, labels, lambda _: True)
    first = reading_key(examples[0].draft, examples[0].capacity)
    known = {first: np.full(len(network.labels), 7, np.float32)}
    steps: list[tuple[int, int]] = []
    found = readings(network, unseen, known, progress=lambda done, of: steps.append((done, of)))
    assert found[first].tolist() == known[first].tolist()
    second = network.say(examples[1].draft, examples[1].capacity).labels[0]
    assert np.array_equal(found[reading_key(examples[1].draft, examples[1].capacity)], second)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert reading_key("a", "personal") != reading_key("a", "official")


def test_a_folder_without_a_network_is_refused(tmp_path: Path) -> None:
    """The error names the folder and the command that mends it."""
    with pytest.raises(IndexUnusable, match="is missing or damaged; run 'conduct index'"):
        OnnxNetwork(tmp_path)


def test_a_missed_danger_weighs_more_than_a_false_alarm(labels: Labels) -> None:
    """The threshold of danger lies where more is found; those of other labels where most is told rightly."""
    texts = [f"message {number}" for number in range(60)]
    messages = Danger(danger=tuple(texts[:20]), no_danger=tuple(texts[20:]))
    unseen = told([], messages, labels, lambda _: True)
    # 14 are told clearly; 6 of danger lie among 10 others.
    logits = [2.0] * 14 + [-1.0] * 6 + [-1.0] * 10 + [-2.5] * 30
    read = {
        reading_key(text, capacity): np.full(len(labels.names), logit, np.float32)
        for text, capacity, logit in zip(unseen.texts, unseen.befores, logits, strict=True)
    }
    found = thresholds(labels.names, read, unseen, not_to_miss=["danger"])
    assert found[labels.names.index("danger")] <= -1
