"""The network for reports is prepared for a library."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.adapter import question_digest
from index.network import weights as shipped
from index.network.build import Workshop
from index.network.weights import NetworkWeights
from index.reports.build import calibrate, unseen
from index.reports.labels import DANGER
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.reports import Reports
from tests import alder_creek, alder_creek_reports
from tests.knowledge.folders import rewrite


@pytest.fixture
def own_library(tmp_path: Path) -> Library:
    """The Town's, for a test to change."""
    return knowledge_library.load(alder_creek_reports.write(tmp_path / "alder-creek"))


@pytest.fixture
def workshop(exported_reports: Path, tmp_path: Path) -> Workshop:
    """One that has the network already: the model that it corrects is asked for by nobody."""
    copytree(exported_reports, tmp_path / "encoders" / exported_reports.name)
    return Workshop(folder=tmp_path / "encoders", threads=1, progress=lambda _what, _done, _of: None)


@pytest.fixture
def shipped_network(weights: NetworkWeights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small network in place of the one that comes with the product."""
    path = tmp_path / "network.npz"
    shipped.save(weights, path)
    monkeypatch.setattr(shipped, "REPORTS", path)
    return path


@pytest.mark.usefixtures("shipped_network")
def test_a_network_is_calibrated_for_a_library(own_library: Library, workshop: Workshop) -> None:
    """And what was learned before is used again where nothing changed."""
    first = calibrate(own_library, workshop, None)
    assert first
    assert (workshop.folder / first.folder).is_dir()
    marked = replace(first, thresholds=np.full(9, 7, np.float32))
    assert calibrate(own_library, workshop, marked) is marked


@pytest.mark.usefixtures("shipped_network")
def test_another_example_is_learned_from(own_library: Library, workshop: Workshop) -> None:
    """What was learned before no longer holds."""
    before = calibrate(own_library, workshop, None)
    assert before
    rewrite(own_library.folder / "reports" / "examples" / "alder-creek.yaml", "too slow", "too fast")
    after = calibrate(knowledge_library.load(own_library.folder), workshop, before)
    assert after
    assert (after.network, after.lesson == before.lesson) == (before.network, False)


def test_only_what_it_has_not_seen_calibrates_a_network(
    town_library: Library, reports: Reports, weights: NetworkWeights
) -> None:
    """Reports and messages alike; what it learned from would flatter it."""
    found = unseen(town_library, reports, weights)
    assert any("gravel" in one for one in found.texts)
    assert "a man with a knife is at the front desk" in found.texts
    learned = replace(weights.adapter, learned_from=frozenset(map(question_digest, found.texts[2:])))
    left = unseen(town_library, reports, replace(weights, adapter=learned))
    assert list(left.texts) == list(found.texts[:2])
    assert left.labels == found.labels
    assert DANGER in left.labels


def test_without_types_or_without_a_network_there_is_nothing(
    own_library: Library, workshop: Workshop, shipped_network: Path, tmp_path: Path
) -> None:
    """No report is taken then."""
    plain = knowledge_library.load(alder_creek.write(tmp_path / "plain"))
    assert calibrate(plain, workshop, None) is None
    shipped_network.unlink()
    assert calibrate(own_library, workshop, None) is None


@pytest.mark.usefixtures("shipped_network")
def test_broken_examples_are_told(own_library: Library, workshop: Workshop) -> None:
    """By file and field, as when they are checked."""
    rewrite(own_library.folder / "reports" / "examples" / "alder-creek.yaml", "type: harassment", "type: gossip")
    with pytest.raises(KnowledgeError, match="'gossip' is no type here"):
        calibrate(own_library, workshop, None)
