"""What a network has learned: corrections of its model's weights, and the layers that tell labels."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import adapter as adapters
from index.adapter import Adapter
from index.arrays import NAME_ANOTHER, Arrays, read_arrays, write_arrays
from index.errors import IndexUnusable

DRAFTS = Path(__file__).parents[1] / "screening" / "network.npz"
REPORTS = Path(__file__).parents[1] / "reports" / "network.npz"
"""The networks that come with the product, for the default model: one reads drafts, one reads reports."""

TUNE = "conduct tune"
"""The command that learns networks."""

_FORMAT = 2
_MANIFEST, _HEADS, _READ, _READINGS = "network", "heads", "read", "readings"


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWeights:
    """A learned network.

    Attributes:
        adapter: Corrections of the model's weights; its `learned_from` names the texts that were learned from.
        labels: What the network tells of a text, in the order of its outputs.
        placed: The labels whose words it also marks, in the order of these outputs.
        heads: Parameter name -> value, of the layers on top of the model.
        readings: Key of a text that it did not learn from -> logits of its labels, as the exported network
            reads it: so that a build need not read it again.
    """

    adapter: Adapter
    labels: tuple[str, ...]
    placed: tuple[str, ...]
    heads: Mapping[str, NDArray[Any]]
    readings: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


def load(path: Path) -> NetworkWeights | None:
    """Read a network; None where there is none.

    Raises:
        IndexUnusable: The file is damaged or of another format.
    """
    if not path.is_file():
        return None
    try:
        arrays = read_arrays(path)
        manifest = json.loads(arrays[_MANIFEST].tobytes())
        if manifest["format"] == _FORMAT:
            return NetworkWeights(
                adapter=adapters.unpack(arrays),
                labels=tuple(manifest["labels"]),
                placed=tuple(manifest["placed"]),
                heads={name: arrays[f"{_HEADS}.{name}"] for name in manifest["heads"]},
                readings=dict(zip(map(str, arrays[_READ]), arrays[_READINGS], strict=True)),
            )
    except Exception as error:  # zipfile, numpy and json each raise types of their own
        raise IndexUnusable(f"the network {path} is damaged; restore it, or learn it anew ('{TUNE}')") from error
    raise IndexUnusable(f"the network {path} has format {manifest['format']}, not {_FORMAT}; learn it anew ('{TUNE}')")


def save(weights: NetworkWeights, path: Path) -> None:
    """Write a network to a file, whole or not at all.

    Raises:
        IndexUnusable: It cannot be written there.
    """
    arrays = _pack(weights) | _pack_readings(weights)
    write_arrays(path, arrays, packed=True, mend=NAME_ANOTHER)


def digest(weights: NetworkWeights) -> str:
    """Return what tells one network from another (SHA-256, hex); what it was given to read does not."""
    found = hashlib.sha256()
    for name, value in sorted(_pack(weights).items()):
        found.update(name.encode() + value.tobytes())
    return found.hexdigest()


def _pack(weights: NetworkWeights) -> Arrays:
    manifest = {
        "format": _FORMAT,
        "labels": weights.labels,
        "placed": weights.placed,
        "heads": sorted(weights.heads),
    }
    arrays: Arrays = {_MANIFEST: np.frombuffer(json.dumps(manifest).encode(), np.uint8)}
    arrays |= {f"{_HEADS}.{name}": value for name, value in weights.heads.items()}
    return adapters.pack(weights.adapter) | arrays


def _pack_readings(weights: NetworkWeights) -> Arrays:
    keys, logits = list(weights.readings), list(weights.readings.values())
    return {
        _READ: np.array(keys, dtype="U"),
        _READINGS: np.stack(logits) if logits else np.zeros((0, len(weights.labels)), np.float32),
    }
