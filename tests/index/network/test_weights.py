"""What a network has learned, kept in a file."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.arrays import read_arrays, write_arrays
from index.errors import IndexUnusable
from index.network import weights as shipped
from index.network.weights import NetworkWeights


def test_what_was_learned_is_kept(draft_weights: NetworkWeights, tmp_path: Path) -> None:
    """A network comes back equal, with what it has read, which makes it no other one; a missing one is none."""
    path = tmp_path / "network.npz"
    assert shipped.load(path) is None
    count = len(draft_weights.labels)
    read = {"a": np.arange(count, dtype=np.float32), "b": np.zeros(count, np.float32)}
    shipped.save(replace(draft_weights, readings=read), path)
    kept = shipped.load(path)
    assert kept
    assert shipped.digest(kept) == shipped.digest(draft_weights)
    assert (kept.labels, kept.placed) == (draft_weights.labels, draft_weights.placed)
    assert {key: row.tolist() for key, row in kept.readings.items()} == {key: row.tolist() for key, row in read.items()}
    shipped.save(draft_weights, path)
    again = shipped.load(path)
    assert again
    assert again.readings == {}


def test_another_network_has_another_digest(draft_weights: NetworkWeights) -> None:
    """By what it tells, and by what it has learned."""
    heads = {name: value + 1 for name, value in draft_weights.heads.items()}
    others = [
        replace(draft_weights, labels=draft_weights.labels[::-1]),
        replace(draft_weights, placed=draft_weights.placed[::-1]),
        replace(draft_weights, heads=heads),
        replace(draft_weights, adapter=replace(draft_weights.adapter, weights_sha256="0" * 64)),
    ]
    assert len({shipped.digest(one) for one in (draft_weights, *others)}) == 5


def test_a_damaged_network_is_refused(tmp_path: Path) -> None:
    """The error names the file and what to do."""
    path = tmp_path / "network.npz"
    path.write_bytes(b"damaged")
    with pytest.raises(IndexUnusable, match=r"network\.npz is damaged; restore it, or learn it anew"):
        shipped.load(path)


def test_a_network_of_another_format_is_refused(draft_weights: NetworkWeights, tmp_path: Path) -> None:
    """So that an older one is not read as what it is not."""
    path = tmp_path / "network.npz"
    shipped.save(draft_weights, path)
    arrays = read_arrays(path)
    manifest = json.loads(arrays["network"].tobytes()) | {"format": 1}
    arrays["network"] = np.frombuffer(json.dumps(manifest).encode(), np.uint8)
    write_arrays(path, arrays)
    with pytest.raises(IndexUnusable, match=r"network\.npz has format 1, not 2; learn it anew \('conduct tune'\)"):
        shipped.load(path)


def test_a_network_that_cannot_be_written_is_told(draft_weights: NetworkWeights, tmp_path: Path) -> None:
    """A file stands where its folder should."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(IndexUnusable, match="name another file"):
        shipped.save(draft_weights, tmp_path / "file" / "network.npz")
