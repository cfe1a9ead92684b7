"""From examples to a network that reads: learned, kept, exported, proved."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.adapter import question_digest
from index.errors import IndexUnusable
from index.network import weights as shipped
from index.network.export import ensure_exported
from index.network.heads import relearn
from index.network.learn import Recipe
from index.network.reader import OnnxNetwork
from index.network.weights import NetworkWeights
from index.screening.labels import CLOSE, DANGER, TIE, Labels, danger_targets, targets
from index.screening.lesson import gather, word_targets
from knowledge.screening_records import Example, Mark


def _example(capacity: str = "personal", tie: str = "none", **marks: str | None) -> Example:
    found = tuple(Mark(category=name, span=span) for name, span in marks.items())
    return Example(draft="we know who goes", organisation="bc", capacity=capacity, tie=tie, findings=found)  # type: ignore[arg-type]


def test_an_example_says_what_it_carries(labels: Labels) -> None:
    """Categories and circumstances; what is told of one capacity alone does not count in the other."""
    said, counts = targets([_example(tie="passing"), _example("official", "close", harassment="we")], labels)
    column = {name: number for number, name in enumerate(labels.names)}
    assert [said[0, column[name]] for name in (TIE, CLOSE, "harassment")] == [1, 0, 0]
    assert [said[1, column[name]] for name in (TIE, CLOSE, "harassment")] == [1, 1, 1]
    assert [counts[0, column[name]] for name in (TIE, "missing_disclaimer", "missing_identification")] == [1, 1, 0]
    assert [counts[1, column[name]] for name in (TIE, "missing_disclaimer", "missing_identification")] == [0, 0, 1]


def test_danger_is_told_of_messages_alone(labels: Labels) -> None:
    """Of them nothing else is known; of an attack it is not known whether it is danger."""
    said, counts = danger_targets(1, 2, labels)
    column = labels.names.index(DANGER)
    assert said[:, column].tolist() == [1, 0, 0]
    assert counts.sum() == 3
    examples = [_example(harassment="we"), _example(), replace(_example(harassment="we"), danger=True)]
    of_examples, known = targets(examples, labels)
    assert known[:, column].tolist() == [0, 1, 1]
    assert of_examples[:, column].tolist() == [0, 0, 1]


def test_lawful_speech_is_told_all_the_same(labels: Labels) -> None:
    """Whether a rule holds is not for the network to say."""
    lawful = replace(_example(), lawful=(Mark(category="partisan_politics", span="we"),))
    said, _ = targets([lawful], labels)
    assert said[0, labels.names.index("partisan_politics")] == 1


def test_words_are_told_where_they_stand(labels: Labels) -> None:
    """The tokens of the span carry the label; the capacity before the draft and padding do not count."""
    offsets = np.array([[[0, 8], [8, 9], [10, 12], [13, 17], [18, 21], [22, 26], [0, 0]]])
    marks = [[("confidential_information", 8, 16)], None]
    said, counts = word_targets(marks, [10, 10], np.concatenate([offsets, offsets]), labels.placed)
    assert not counts[1].any()
    assert counts[0].tolist() == [0, 0, 1, 1, 1, 1, 0]
    assert said[0, :, labels.placed.index("confidential_information")].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert said.sum() == 2


def test_what_was_learned_is_kept(weights: NetworkWeights, tmp_path: Path) -> None:
    """A network comes back equal, with what it has read, which makes it no other one; a missing one is none."""
    path = tmp_path / "network.npz"
    assert shipped.load(path) is None
    read = {"a": np.arange(len(weights.labels), dtype=np.float32), "b": np.zeros(len(weights.labels), np.float32)}
    shipped.save(replace(weights, readings=read), path)
    kept = shipped.load(path)
    assert kept
    assert shipped.digest(kept) == shipped.digest(weights)
    assert (kept.labels, kept.placed) == (weights.labels, weights.placed)
    assert {key: row.tolist() for key, row in kept.readings.items()} == {key: row.tolist() for key, row in read.items()}
    shipped.save(weights, path)
    again = shipped.load(path)
    assert again
    assert again.readings == {}


def test_a_damaged_network_is_refused(tmp_path: Path) -> None:
    """The error names the file and what to do."""
    path = tmp_path / "network.npz"
    path.write_bytes(b"damaged")
    with pytest.raises(IndexUnusable, match=r"network\.npz is damaged; restore it, or learn it anew"):
        shipped.load(path)


def test_some_examples_stay_unseen(weights: NetworkWeights, examples: list[Example]) -> None:
    """To calibrate with; the network remembers which it learned from."""
    seen = {question_digest(one.draft) for one in examples} & weights.adapter.learned_from
    assert 0 < len(seen) < len(examples)


def test_a_network_of_another_model_is_refused(weights: NetworkWeights, small_model: Path, tmp_path: Path) -> None:
    """Its corrections would make no sense."""
    other = replace(weights, adapter=replace(weights.adapter, weights_sha256="0" * 64))
    with pytest.raises(IndexUnusable, match="was not learned for the model in"):
        ensure_exported(other, lambda: small_model, tmp_path, proof=[])


def test_a_network_is_exported_once(weights: NetworkWeights, small_model: Path, tmp_path: Path) -> None:
    """The second time what is there is used; a damaged one is exported anew."""
    folder = ensure_exported(weights, lambda: small_model, tmp_path, proof=[])
    model = folder / "model.onnx"
    content, stamp = model.read_bytes(), model.stat().st_mtime_ns
    assert ensure_exported(weights, lambda: small_model, tmp_path, proof=[]) == folder
    assert model.stat().st_mtime_ns == stamp
    model.write_bytes(content[:100])
    assert ensure_exported(weights, lambda: small_model, tmp_path, proof=[]) == folder
    assert OnnxNetwork(folder).id


def test_without_what_builds_it_says_what_to_install(
    weights: NetworkWeights, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build extra is not installed."""
    for missing in ("torch", "sentence_transformers"):
        monkeypatch.setitem(__import__("sys").modules, missing, None)
    with pytest.raises(IndexUnusable, match="is not installed; run 'make install'"):
        ensure_exported(weights, lambda: small_model, tmp_path, proof=[])


def test_the_layers_on_top_can_be_learned_anew(
    weights: NetworkWeights, examples: list[Example], labels: Labels, small_model: Path
) -> None:
    """Mended examples change what is told; the encoder stays as it is, and what it has seen is remembered."""
    mended = [replace(one, findings=()) for one in examples]
    steps: list[tuple[int, int]] = []
    recipe = Recipe(epochs=30)
    lesson = gather(mended, None, labels, recipe)
    found = relearn(weights, lesson, small_model, recipe, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]
    assert found.adapter.factors.keys() == weights.adapter.factors.keys()
    for name, (down, up) in weights.adapter.factors.items():
        assert np.array_equal(found.adapter.factors[name][0], down)
        assert np.array_equal(found.adapter.factors[name][1], up)
    assert found.adapter.learned_from >= weights.adapter.learned_from
    leak = labels.names.index("confidential_information")
    before, after = (one.heads["mean.bias"][leak] + one.heads["value.bias"][leak] for one in (weights, found))
    assert after < before


def test_a_network_of_other_categories_is_learned_in_full(
    weights: NetworkWeights, examples: list[Example], labels: Labels, small_model: Path
) -> None:
    """Its layers would not fit."""
    other = replace(weights, labels=weights.labels[1:])
    with pytest.raises(IndexUnusable, match="tells other categories than there are now"):
        relearn(
            other, gather(examples, None, labels, Recipe()), small_model, Recipe(), progress=lambda _done, _of: None
        )
