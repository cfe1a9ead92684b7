"""The vectors that are kept from build to build."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexUnusable
from index.vectors import VectorCache
from tests.index.fakes import HashingEncoder

TEXTS = ["a ferry", "a museum", "a garden", "a ferry"]


def test_each_text_is_encoded_once(tmp_path: Path) -> None:
    """Repeats are not, and the vectors are those of the encoder, in the order that was asked for."""
    encoder = HashingEncoder()
    cache = VectorCache(tmp_path, encoder)
    assert cache.encode(TEXTS, _silent) == 3
    assert sorted(encoder.encoded) == sorted(set(TEXTS))
    assert np.array_equal(cache.vectors(TEXTS), HashingEncoder().encode(TEXTS))
    assert np.array_equal(cache.vector("a garden"), HashingEncoder().encode(["a garden"])[0])


def test_the_next_build_encodes_only_what_is_new(tmp_path: Path) -> None:
    """What was kept comes from the file, letter for letter the same vector."""
    first = VectorCache(tmp_path, HashingEncoder())
    first.encode(TEXTS, _silent)
    first.save()
    encoder = HashingEncoder()
    second = VectorCache(tmp_path, encoder)
    assert second.encode([*TEXTS, "a harbour"], _silent) == 1
    assert encoder.encoded == ["a harbour"]
    assert np.array_equal(second.vectors(TEXTS), first.vectors(TEXTS))


def test_what_no_build_asks_for_is_dropped(tmp_path: Path) -> None:
    """The file does not grow for ever."""
    _keep(tmp_path, TEXTS)
    _keep(tmp_path, ["a museum"])
    assert VectorCache(tmp_path, HashingEncoder()).encode(TEXTS, _silent) == 2


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    """Even of the same dimension: they cannot be compared."""
    _keep(tmp_path, TEXTS)
    assert VectorCache(tmp_path, HashingEncoder(id="another")).encode(TEXTS, _silent) == 3


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_damaged_file_is_encoded_anew(tmp_path: Path, share: float) -> None:
    """Nobody has to delete it."""
    _keep(tmp_path, TEXTS)
    path = tmp_path / "vectors.npz"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert VectorCache(tmp_path, HashingEncoder()).encode(TEXTS, _silent) == 3


def test_keys_without_their_vectors_are_damage_too(tmp_path: Path) -> None:
    """A file whose parts do not fit together gives no vector to the wrong text."""
    path = tmp_path / "vectors.npz"
    np.savez(path, encoder=np.array("hashing"), keys=np.zeros((2, 16), np.uint8), vectors=np.ones((1, 512), np.float32))
    assert VectorCache(tmp_path, HashingEncoder()).encode(TEXTS, _silent) == 3


def test_progress_counts_up_to_all(tmp_path: Path) -> None:
    """Batch by batch, and not at all where there is nothing to do."""
    told: list[tuple[int, int]] = []
    cache = VectorCache(tmp_path, HashingEncoder())
    texts = [f"text {number}" for number in range(150)]
    cache.encode(texts, lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [150] * len(told)
    assert told[-1] == (150, 150)
    assert len(told) > 1
    told.clear()
    cache.encode(texts, lambda done, total: told.append((done, total)))
    assert not told


def test_no_texts_are_no_vectors(tmp_path: Path) -> None:
    """The shape still says how long one is."""
    assert VectorCache(tmp_path, HashingEncoder()).vectors([]).shape == (0, 512)


def test_a_text_that_was_never_encoded_has_no_vector(tmp_path: Path) -> None:
    """Asking for it is a fault, not a vector of zeros."""
    with pytest.raises(KeyError):
        VectorCache(tmp_path, HashingEncoder()).vector("never seen")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """With what to do about it."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    cache = VectorCache(tmp_path / "taken", HashingEncoder())
    cache.encode(TEXTS, _silent)
    with pytest.raises(IndexUnusable, match="make the folder writable"):
        cache.save()


@given(before=st.lists(st.text(), min_size=1, max_size=8), after=st.lists(st.text(), max_size=8))
@settings(max_examples=40, deadline=None)
def test_only_the_difference_is_encoded(
    before: list[str], after: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the texts hold, and however they are arranged."""
    folder = tmp_path_factory.mktemp("vectors")
    _keep(folder, before)
    encoder = HashingEncoder()
    cache = VectorCache(folder, encoder)
    assert cache.encode(after, _silent) == len(set(after) - set(before))
    assert set(encoder.encoded) == set(after) - set(before)
    assert np.array_equal(cache.vectors(after), HashingEncoder().encode(after))


def _keep(folder: Path, texts: list[str]) -> None:
    cache = VectorCache(folder, HashingEncoder())
    cache.encode(texts, _silent)
    cache.save()


def _silent(done: int, total: int) -> None:
    """Show nothing."""
