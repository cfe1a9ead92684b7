"""The encoder of the product, exported for the run time."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import MANIFEST, MAX_TOKENS, MODEL, TOKENIZER, OnnxEncoder
from index.errors import IndexUnusable

TEXTS = [
    "May I post photographs?",
    "x",
    "",
    "Crew must not post photographs of passengers without their written consent. " * 6,
    "Café – déjà vu 🙂",
    "can i rant about my boss on fb",
    *(f"question number {number} of a long list" for number in range(40)),
]


def test_vectors_are_of_unit_length_in_the_order_of_the_texts(encoder: OnnxEncoder) -> None:
    """One float32 row for each text; what is alike in meaning is alike in direction."""
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)
    likeness = vectors @ encoder.encode(["is it allowed to publish pictures"])[0]
    assert np.argmax(likeness[:3]) == 0


def test_a_batch_and_single_texts_agree(encoder: OnnxEncoder) -> None:
    """However long the other texts of a batch are: a question is encoded alone, the texts were not."""
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.sum(together * alone, axis=1).min() > 0.9999


def test_no_texts_are_no_vectors(encoder: OnnxEncoder) -> None:
    """The shape still says how long one is."""
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_long_texts_are_cut_not_refused(encoder: OnnxEncoder) -> None:
    """What stands beyond the model's reach changes nothing."""
    long = "photographs " * MAX_TOKENS
    vectors = encoder.encode([long, long + "of passengers without consent " * 2000])
    assert float(vectors[0] @ vectors[1]) == pytest.approx(1, abs=1e-5)


def test_ordinary_words_are_known(encoder: OnnxEncoder) -> None:
    """Words of the language are, slips and pieces of words are not."""
    assert all(encoder.knows(word) for word in ("photograph", "government", "the"))
    assert not any(encoder.knows(word) for word in ("photogrpah", "goverment", "xqzt"))


def test_threads_can_encode_at_once(encoder: OnnxEncoder) -> None:
    """Many at a time give what one at a time gives."""
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.encode([text])[0], TEXTS))
    assert np.allclose(together, [encoder.encode([text])[0] for text in TEXTS], atol=1e-5)


@given(text=st.text())
@settings(max_examples=30, deadline=None)
def test_any_text_can_be_encoded(encoder: OnnxEncoder, text: str) -> None:
    """Control characters, other scripts, nothing at all."""
    assert np.isfinite(encoder.encode([text])).all()


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, MANIFEST])
@pytest.mark.parametrize("damage", [Path.unlink, _truncate, lambda path: path.write_bytes(b"\xff not this")])
def test_a_damaged_encoder_is_refused(
    small_exported: Path, tmp_path: Path, name: str, damage: Callable[[Path], object]
) -> None:
    """Whichever file is missing, cut off or something else; in one line, with the command that mends it."""
    folder = Path(shutil.copytree(small_exported, tmp_path / "encoder"))
    if damage is _truncate and name == MANIFEST:
        (folder / name).write_text('{"id": "cut', encoding="utf-8")
    else:
        damage(folder / name)
    with pytest.raises(IndexUnusable) as caught:
        OnnxEncoder(folder)
    assert str(caught.value) == f"the encoder in {folder} is missing or damaged; run 'conduct index'"


@pytest.mark.parametrize("manifest", ["{}", "[]", '{"id": "x"}'])
def test_an_encoder_that_does_not_say_what_it_is_is_refused(
    small_exported: Path, tmp_path: Path, manifest: str
) -> None:
    """Its vectors could be taken for those of another."""
    folder = Path(shutil.copytree(small_exported, tmp_path / "encoder"))
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(IndexUnusable, match="missing or damaged"):
        OnnxEncoder(folder)
