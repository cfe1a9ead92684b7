"""Reading drafts at run time: chances, words and where they stand."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.network.reader import OnnxNetwork
from index.screening.reader import OnnxDraftReader


@pytest.fixture
def reader(draft_network: OnnxNetwork) -> OnnxDraftReader:
    """Reads with the network's own thresholds."""
    return OnnxDraftReader(draft_network, np.zeros(len(draft_network.labels), np.float32))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=700))
def test_places_lie_in_the_draft(reader: OnnxDraftReader, draft: str) -> None:
    """Whatever the draft holds, chances are chances and places are places of it."""
    reading = reader.read(draft, "personal")
    assert all(0 <= chance <= 1 for chance in reading.chances.values())
    for places in reading.places.values():
        assert all(0 <= one.start < one.end <= len(draft) for one in places)


def test_thresholds_move_the_chances(draft_network: OnnxNetwork) -> None:
    """A draft at its threshold is a maybe."""
    raw = draft_network.say("the deputy told us", "personal")
    reading = OnnxDraftReader(draft_network, raw.labels[0]).read("the deputy told us", "personal")
    assert all(chance == pytest.approx(0.5, abs=1e-5) for chance in reading.chances.values())
