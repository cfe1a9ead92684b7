"""Reading with a network at run time, however long the text."""

import json
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.errors import IndexUnusable
from index.network.reader import MANIFEST, OnnxNetwork
from index.network.weights import NetworkWeights

SENTENCE = "The cat goes where it goes. "


def test_a_long_text_is_read_to_its_end(draft_network: OnnxNetwork) -> None:
    """In windows that end where sentences do; every token once, in order."""
    text = SENTENCE * 60
    raw = draft_network.say(text, "personal")
    starts = raw.offsets[:, 0].tolist()
    assert starts == sorted(set(starts))
    assert raw.offsets[-1].tolist() == [len(text.rstrip()) - 1, len(text.rstrip())]
    letters = {at for start, end in raw.offsets.tolist() for at in range(start, end)}
    assert letters == {at for at, char in enumerate(text) if not char.isspace()}
    short = draft_network.say(SENTENCE, "personal")
    assert len(short.labels) == 1
    assert len(raw.labels) > 1


def test_each_window_is_read_as_if_it_were_alone(draft_network: OnnxNetwork) -> None:
    """Several are read at once, and what is padded says nothing."""
    text = SENTENCE * 60
    raw = draft_network.say(text, "personal")
    for number in range(len(raw.labels)):
        own = raw.offsets[raw.windows == number]
        alone = draft_network.say(text[own[0, 0] : own[-1, 1]], "personal")
        assert alone.labels[0] == pytest.approx(raw.labels[number], abs=1e-3)
        assert alone.words == pytest.approx(raw.words[raw.windows == number], abs=1e-3)


def test_shapes_fit_each_other(draft_network: OnnxNetwork) -> None:
    """Rows of windows and of tokens; a text without words has no tokens, and labels all the same."""
    raw = draft_network.say("my cat", "personal")
    assert raw.labels.shape == (1, len(draft_network.labels))
    assert raw.words.shape == (5, len(draft_network.placed))
    assert raw.offsets.tolist() == [[0, 1], [1, 2], [3, 4], [4, 5], [5, 6]]
    assert raw.windows.tolist() == [0] * 5
    empty = draft_network.say(" ", "personal")
    assert (len(empty.labels), len(empty.words), len(empty.offsets)) == (1, 0, 0)


def test_the_word_before_is_read_as_well(draft_network: OnnxNetwork) -> None:
    """The same words may mean another thing in an official post, or from a supervisor."""
    personal, official = (draft_network.say("we know who goes", one) for one in ("personal", "official"))
    assert not np.allclose(personal.labels, official.labels)


def test_an_exported_network_knows_what_it_tells(draft_network: OnnxNetwork, draft_weights: NetworkWeights) -> None:
    """In the order of its outputs."""
    assert (draft_network.labels, draft_network.placed) == (draft_weights.labels, draft_weights.placed)


def test_a_folder_without_a_network_is_refused(tmp_path: Path) -> None:
    """The error names the folder and the command that mends it."""
    with pytest.raises(IndexUnusable, match="is missing or damaged; run 'conduct index'"):
        OnnxNetwork(tmp_path)


@pytest.mark.parametrize("file", [MANIFEST, "model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_refused(exported_drafts: Path, tmp_path: Path, file: str) -> None:
    """Each of the three."""
    folder = copytree(exported_drafts, tmp_path / "network")
    assert OnnxNetwork(folder).id == json.loads((folder / MANIFEST).read_text("utf-8"))["id"]
    (folder / file).write_text("{", "utf-8")
    with pytest.raises(IndexUnusable, match="is missing or damaged"):
        OnnxNetwork(folder)
