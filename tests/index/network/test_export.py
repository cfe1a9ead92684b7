"""From a learned network to one that runs without what built it."""

import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from index.errors import IndexUnusable
from index.network import export
from index.network.export import ensure_exported
from index.network.reader import OnnxNetwork
from index.network.weights import NetworkWeights


def test_a_network_of_another_model_is_refused(
    draft_weights: NetworkWeights, small_model: Path, tmp_path: Path
) -> None:
    """Its corrections would make no sense."""
    other = replace(draft_weights, adapter=replace(draft_weights.adapter, weights_sha256="0" * 64))
    with pytest.raises(IndexUnusable, match="was not learned for the model in"):
        ensure_exported(other, lambda: small_model, tmp_path, proof=[])


def test_a_network_is_exported_once(
    draft_weights: NetworkWeights, exported_drafts: Path, small_model: Path, tmp_path: Path
) -> None:
    """What is there is used; a damaged one is exported anew."""
    asked: list[Path] = []

    def base() -> Path:
        asked.append(small_model)
        return small_model

    folder = copytree(exported_drafts, tmp_path / exported_drafts.name)
    model = folder / "model.onnx"
    content, stamp = model.read_bytes(), model.stat().st_mtime_ns
    assert ensure_exported(draft_weights, base, tmp_path, proof=[]) == folder
    assert (model.stat().st_mtime_ns, asked) == (stamp, [])
    model.write_bytes(content[:100])
    assert ensure_exported(draft_weights, base, tmp_path, proof=[]) == folder
    assert asked == [small_model]
    assert OnnxNetwork(folder).id
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]


def test_an_export_that_says_other_things_is_refused(
    draft_weights: NetworkWeights, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is left of it."""
    monkeypatch.setattr(export, "MOST_APART", -1.0)
    with pytest.raises(IndexUnusable, match=r"the export of the network differs from it by 0\.\d\d"):
        ensure_exported(draft_weights, lambda: small_model, tmp_path, proof=[("a cat", "personal")])
    assert not list(tmp_path.iterdir())


def test_without_what_builds_it_says_what_to_install(
    draft_weights: NetworkWeights, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build extra is not installed."""
    for missing in ("torch", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(IndexUnusable, match="is not installed; run 'make install'"):
        ensure_exported(draft_weights, lambda: small_model, tmp_path, proof=[])
