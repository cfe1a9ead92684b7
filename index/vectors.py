"""The vectors of all texts, kept from build to build: only what changed is encoded."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.arrays import read_arrays, write_arrays
from index.encoder import Encoder

_BATCH = 64
_FILE = "vectors.npz"

Array = NDArray[np.float32]


class VectorCache:
    """Vectors of texts by one encoder."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Read what the last build kept; a missing or damaged file, or another encoder's, is no vectors."""
        self._path = folder / _FILE
        self._encoder = encoder
        self._kept: dict[bytes, Array] = self._read()
        self._used: set[bytes] = set()

    def encode(self, texts: Iterable[str], progress: Callable[[int, int], None]) -> int:
        """Make sure that every text has a vector.

        Args:
            texts: Any number of texts, repeats included.
            progress: Called with how many are encoded and how many there are to encode.

        Returns:
            How many texts were encoded now.
        """
        wanted = {_digest(text): text for text in texts}
        self._used |= set(wanted)
        missing = sorted((key for key in wanted if key not in self._kept), key=lambda key: len(wanted[key]))
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            self._kept |= zip(batch, self._encoder.encode([wanted[key] for key in batch]), strict=True)
            progress(start + len(batch), len(missing))
        return len(missing)

    def vector(self, text: str) -> Array:
        """Return the vector of a text that was encoded."""
        return self._kept[_digest(text)]

    def vectors(self, texts: Iterable[str]) -> Array:
        """Return the vectors of texts that were encoded; shape (texts, dimension)."""
        rows = [self.vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self._encoder.dimension), np.float32)

    def save(self) -> None:
        """Keep the vectors that were asked for, and no others, for the next build."""
        keys = sorted(self._used)
        arrays = {
            "encoder": np.array(self._encoder.id),
            "keys": np.frombuffer(b"".join(keys), np.uint8).reshape(-1, 16),
            "vectors": np.stack([self._kept[key] for key in keys]),
        }
        write_arrays(self._path, arrays)

    def _read(self) -> dict[bytes, Array]:
        try:
            kept = read_arrays(self._path)
            if str(kept["encoder"]) != self._encoder.id:
                return {}
            return {key.tobytes(): vector for key, vector in zip(kept["keys"], kept["vectors"], strict=True)}
        except Exception:  # whatever is wrong with it, encoding anew mends it
            return {}


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
