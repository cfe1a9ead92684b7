"""Reads with a network at run time: ONNX Runtime and tokenizers, nothing heavier."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.encoder import MODEL, TOKENIZER, open_session
from index.errors import IndexUnusable
from index.network.windows import Window, windows

MANIFEST = "reader.json"

_BATCH = 4
"""Windows read at once; more only take memory."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What a network says of a text.

    Attributes:
        labels: Logits of each window of the text; shape (windows, labels).
        words: Logits of the tokens of the text; shape (tokens, placed).
        offsets: Start and end of these tokens in the text; shape (tokens, 2).
        windows: In which window each of them is read; shape (tokens,).
    """

    labels: Array
    words: Array
    offsets: NDArray[np.int64]
    windows: NDArray[np.int64]


class OnnxNetwork:
    """An exported network; safe to call from several threads."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        """Load what `index.network.export` wrote to a folder.

        Raises:
            IndexUnusable: A file is missing or damaged.
        """
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            self.id: str = manifest["id"]
            self.labels: tuple[str, ...] = tuple(manifest["labels"])
            self.placed: tuple[str, ...] = tuple(manifest["placed"])
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session: onnxruntime.InferenceSession = open_session(folder / MODEL, threads)
        except Exception as error:  # each library raises types of its own
            reason = f"the network in {folder} is missing or damaged; run 'conduct index'"
            raise IndexUnusable(reason) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def say(self, text: str, before: str) -> Raw:
        """Return what the network says of a text; the word `before` it tells in which capacity or role it is."""
        found = windows(text, before, self._tokenizer)
        parts = [part for start in range(0, len(found), _BATCH) for part in self._say(found[start : start + _BATCH])]
        labels, words, offsets = zip(*parts, strict=True)
        numbers = np.repeat(np.arange(len(parts)), [len(one) for one in offsets])
        return Raw(
            labels=np.stack(labels), words=np.concatenate(words), offsets=np.concatenate(offsets), windows=numbers
        )

    def _say(self, found: Sequence[Window]) -> Iterator[tuple[Array, Array, NDArray[np.int64]]]:
        """Yield labels, words and offsets of each window."""
        tokens = [self._tokenizer.encode(one.text) for one in found]
        longest = max(len(one.ids) for one in tokens)
        ids = np.array([one.ids + [0] * (longest - len(one.ids)) for one in tokens], np.int64)
        shown = np.array([[1] * len(one.ids) + [0] * (longest - len(one.ids)) for one in tokens], np.int64)
        labels, words = self._session.run(None, {"input_ids": ids, "attention_mask": shown})
        for row, (window, one) in enumerate(zip(found, tokens, strict=True)):
            own, offsets = _own_tokens(one, window)
            yield labels[row], words[row][own], offsets


def _own_tokens(tokens: Encoding, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which tokens are the text's own, and where they stand in it."""
    offsets = np.array(tokens.offsets, np.int64).reshape(-1, 2)
    own = np.flatnonzero((offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= window.offset))
    return own, offsets[own] - window.offset + window.start
