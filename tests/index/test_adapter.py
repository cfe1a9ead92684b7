"""The file of the adapter."""

from pathlib import Path

import numpy as np
import pytest

from index.adapter import Adapter, load, question_digest, save
from index.errors import IndexUnusable

ADAPTER = Adapter(
    weights_sha256="ab" * 32,
    factors={
        "0.encoder.layer.0": (np.ones((2, 3), np.float16), np.full((4, 2), 0.5, np.float16)),
        "0.encoder.layer.1": (np.zeros((2, 3), np.float16), np.zeros((4, 2), np.float16)),
    },
    learned_from=frozenset({question_digest("may I?"), question_digest("may we?")}),
)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Factors with their types, the weights that they are for, and what they were learned from."""
    save(ADAPTER, tmp_path / "adapter.npz")
    loaded = load(tmp_path / "adapter.npz")
    assert loaded is not None
    assert (loaded.weights_sha256, loaded.learned_from) == (ADAPTER.weights_sha256, ADAPTER.learned_from)
    assert loaded.factors.keys() == ADAPTER.factors.keys()
    for name, factors in ADAPTER.factors.items():
        for before, after in zip(factors, loaded.factors[name], strict=True):
            assert after.dtype == np.float16
            assert np.array_equal(before, after)


def test_saving_replaces_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """One file, the newest."""
    path = tmp_path / "adapter.npz"
    path.write_bytes(b"an older one")
    save(ADAPTER, path)
    assert load(path) is not None
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_no_adapter(tmp_path: Path) -> None:
    """The model is used as it is."""
    assert load(tmp_path / "adapter.npz") is None


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_a_damaged_adapter_is_refused(tmp_path: Path, share: float) -> None:
    """In one line, with what mends it."""
    path = tmp_path / "adapter.npz"
    save(ADAPTER, path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(IndexUnusable, match="is damaged; restore it, or run 'conduct tune questions'") as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        (b'{"format": 999, "layers": [], "learned_from": [], "weights_sha256": ""}', "has format 999"),
        (b'{"layers": []}', "is damaged"),
        (b'{"format": 1, "layers": []}', "is damaged"),
        (b"[]", "is damaged"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(tmp_path: Path, manifest: bytes, told: str) -> None:
    """Another format, or one that lacks something."""
    path = tmp_path / "adapter.npz"
    np.savez(path, manifest=np.frombuffer(manifest, np.uint8))
    with pytest.raises(IndexUnusable, match=rf"{told}.*run 'conduct tune questions'"):
        load(path)


def test_the_digest_knows_a_question_by_its_letters() -> None:
    """The same one always, another for other words."""
    assert question_digest("May I?") == question_digest("May I?")
    assert len({question_digest(text) for text in ("May I?", "may I?", "May I")}) == 3


@pytest.mark.parametrize("place", ["file/adapter.npz", "folder"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, place: str) -> None:
    """The file is named, and nothing is left there."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(IndexUnusable, match=rf"cannot write .*{place}: .*; name another file"):
        save(ADAPTER, tmp_path / place)
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["file", "folder"]
