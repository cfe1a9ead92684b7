"""Stand-ins for what costs time: an encoder whose likeness means something, and an index made with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np

from index.build import learn_index
from index.encoder import Vectors
from index.materials import gather_materials
from index.model import IndexModel
from index.vectors import VectorCache
from knowledge import questions
from knowledge.library import Library
from knowledge.text import words

_LONGEST = 4


@dataclass(slots=True)
class HashingEncoder:
    """Texts that share words, or parts of words, are alike; the others are not. Remembers what it encoded."""

    id: str = "hashing"
    dimension: int = 512
    ordinary: frozenset[str] = frozenset()
    encoded: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector for each text; no words, no length."""
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    def knows(self, word: str) -> bool:
        """Tell whether a word is among those that were given as ordinary."""
        return word in self.ordinary

    def _vector(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        for word in words(text):
            for gram in (word, *(word[at : at + _LONGEST] for at in range(len(word) - _LONGEST + 1))):
                number = crc32(gram.encode())
                vector[number % self.dimension] += 1 if number & 0x10000 else -1
        length = float(np.linalg.norm(vector))
        return vector / np.float32(length) if length else vector


def model_of(library: Library, encoder: HashingEncoder) -> IndexModel:
    """Return the index that a build would make of a library with this encoder."""
    materials = gather_materials(library, questions.load(library), encoder)
    vectors = VectorCache(Path("nowhere"), encoder)
    vectors.encode(materials.texts(), lambda done, total: None)
    return learn_index(materials, vectors, lambda text: True)
