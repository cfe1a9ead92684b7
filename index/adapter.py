"""The adapter: low-rank corrections of the default model's weights, learned from the typical questions.

`index.tune` learns it, `index.export` adds it to the model. It comes with the product (`adapter.npz`), so that a fresh
machine builds its index in seconds; `conduct tune` learns it anew.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import NAME_ANOTHER, Arrays, read_arrays, write_arrays
from index.errors import IndexUnusable

SHIPPED = Path(__file__).with_name("adapter.npz")
"""The adapter that comes with the product, for the default model."""

_FORMAT = 1
_MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """Corrections of a model's linear layers.

    Attributes:
        weights_sha256: Of the weights that it corrects (hex).
        factors: Layer name -> (down, up), float16, of shapes (rank, inputs) and (outputs, rank); the layer's weight
            grows by up @ down.
        learned_from: Digests (`question_digest`) of the questions that it was learned from: what is taught on top of
            the adapter must leave them out, for it has seen their answers.
    """

    weights_sha256: str
    factors: Mapping[str, tuple[NDArray[np.float16], NDArray[np.float16]]]
    learned_from: frozenset[str]


def question_digest(question: str) -> str:
    """Return a short digest of a question, by which an adapter remembers it."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def load(path: Path = SHIPPED) -> Adapter | None:
    """Read an adapter; None where there is none.

    Raises:
        IndexUnusable: The file is damaged.
    """
    if not path.is_file():
        return None
    try:
        arrays = read_arrays(path)
        manifest = json.loads(arrays[_MANIFEST].tobytes())
        if manifest["format"] == _FORMAT:
            return unpack(arrays)
    except Exception as error:  # zipfile, numpy and json each raise types of their own
        raise IndexUnusable(f"the adapter {path} is damaged; restore it, or run 'conduct tune questions'") from error
    raise IndexUnusable(
        f"the adapter {path} has format {manifest['format']}, not {_FORMAT}; run 'conduct tune questions'"
    )


def unpack(arrays: Arrays) -> Adapter:
    """Return the adapter that `pack` put into arrays; raises errors of many types where it is not there."""
    manifest = json.loads(arrays[_MANIFEST].tobytes())
    return Adapter(
        weights_sha256=manifest["weights_sha256"],
        factors={name: (arrays[f"{name}.down"], arrays[f"{name}.up"]) for name in manifest["layers"]},
        learned_from=frozenset(manifest["learned_from"]),
    )


def save(adapter: Adapter, path: Path) -> None:
    """Write an adapter to a file, whole or not at all.

    Raises:
        IndexUnusable: It cannot be written there.
    """
    write_arrays(path, pack(adapter), packed=True, mend=NAME_ANOTHER)


def pack(adapter: Adapter) -> Arrays:
    """Return an adapter as arrays."""
    manifest = {
        "format": _FORMAT,
        "weights_sha256": adapter.weights_sha256,
        "layers": sorted(adapter.factors),
        "learned_from": sorted(adapter.learned_from),
    }
    arrays: Arrays = {_MANIFEST: np.frombuffer(json.dumps(manifest).encode(), np.uint8)}
    for name, (down, up) in adapter.factors.items():
        arrays |= {f"{name}.down": down, f"{name}.up": up}
    return arrays
