"""Texts -> unit vectors, at run time: ONNX Runtime and tokenizers, nothing heavier."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.errors import IndexUnusable

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), float32; each row of length 1."""

MAX_TOKENS = 256
"""Longer texts are cut: beyond it the model was not trained."""

MODEL, TOKENIZER, MANIFEST = "model.onnx", "tokenizer.json", "encoder.json"
"""File names of an exported encoder."""

_BATCH = 32


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their likeness in meaning.

    Attributes:
        id: Names the weights; vectors of different ids cannot be compared.
        dimension: Length of a vector.
    """

    id: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector for each text, in their order."""
        ...

    def knows(self, word: str) -> bool:
        """Tell whether a lower-cased word is in the model's own vocabulary, hence an ordinary word."""
        ...


class OnnxEncoder:
    """An exported sentence encoder; safe to call from several threads."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        """Load the encoder that `index.export` wrote to a folder.

        Args:
            folder: Holds model, tokenizer and manifest.
            threads: How many threads one call may use.

        Raises:
            IndexUnusable: A file is missing or damaged.
        """
        self.folder = folder
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads cost a short text more than they save
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            self.id: str = manifest["id"]
            self.dimension: int = manifest["dimension"]
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = open_session(folder / MODEL, threads)
        except Exception as error:  # each library raises types of its own
            reason = f"the encoder in {folder} is missing or damaged; run 'conduct index'"
            raise IndexUnusable(reason) from error
        self._inputs = [one.name for one in self._session.get_inputs()]
        self._words = frozenset(self._tokenizer.get_vocab())
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector for each text, in their order; shape (texts, dimension)."""
        batches = [self._encode_batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self.dimension), np.float32)

    def knows(self, word: str) -> bool:
        """Tell whether a lower-cased word is in the model's own vocabulary, hence an ordinary word."""
        return word in self._words

    def _encode_batch(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts))
        columns = {
            "input_ids": [one.ids for one in encodings],
            "attention_mask": [one.attention_mask for one in encodings],
            "token_type_ids": [one.type_ids for one in encodings],
        }
        feed = {name: np.array(columns[name], np.int64) for name in self._inputs}
        vectors: Vectors = self._session.run(None, feed)[0]
        return vectors


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """Open a graph; `threads` is how many one call may use."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
