"""Reads drafts at run time: ONNX Runtime and tokenizers, nothing heavier."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.encoder import MODEL, TOKENIZER, open_session
from index.errors import IndexUnusable
from index.linear import sigmoid
from index.screening.reading import Place, Reading
from index.screening.windows import Window, windows
from knowledge.screening_records import Capacity

MANIFEST = "reader.json"
_SURE_OF_WORDS, _SURE_BESIDE = 0.5, 0.7
"""From these chances on, words carry a label: the likeliest ones, and others beside them."""
_CARRIES = 0.5
"""From this chance on, a draft or a window of it carries a label."""

_BATCH = 4
"""Windows read at once; more only take memory."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What the network says of a draft.

    Attributes:
        labels: Logits of each window of the draft; shape (windows, labels).
        words: Logits of the tokens of the draft; shape (tokens, placed).
        offsets: Start and end of these tokens in the draft; shape (tokens, 2).
        windows: In which window each of them is read; shape (tokens,).
    """

    labels: Array
    words: Array
    offsets: NDArray[np.int64]
    windows: NDArray[np.int64]


class OnnxNetwork:
    """An exported network for drafts; safe to call from several threads."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        """Load what `index.screening.export` wrote to a folder.

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
            reason = f"the network for drafts in {folder} is missing or damaged; run 'conduct index'"
            raise IndexUnusable(reason) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def say(self, draft: str, capacity: Capacity) -> Raw:
        """Return what the network says."""
        found = windows(draft, capacity, self._tokenizer)
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
    """Return which tokens are the draft's own, and where they stand in it."""
    offsets = np.array(tokens.offsets, np.int64).reshape(-1, 2)
    own = np.flatnonzero((offsets[:, 1] > offsets[:, 0]) & (offsets[:, 0] >= window.offset))
    return own, offsets[own] - window.offset + window.start


class OnnxDraftReader:
    """Reads drafts with a network and the thresholds that were learned for it."""

    def __init__(self, network: OnnxNetwork, thresholds: Array, *, said_once: Collection[str] = ()) -> None:
        """Put both together.

        Args:
            network: Says what is in a draft.
            thresholds: For each of its labels, the logit from which on the draft carries it.
            said_once: Labels of something missing that is there if any part of a draft has it, such as who is speaking.
        """
        self._network = network
        self._thresholds = thresholds
        self._said_once = np.array([name in said_once for name in network.labels])

    def read(self, text: str, capacity: Capacity) -> Reading:
        """Return what a draft says that would be posted in a capacity."""
        raw = self._network.say(text, capacity)
        by_window = sigmoid(raw.labels - self._thresholds)
        chances = np.where(self._said_once, by_window.min(axis=0), by_window.max(axis=0))
        words = sigmoid(raw.words)
        places = {
            label: tuple(self._places(label, by_window, words[:, column], raw, text))
            for column, label in enumerate(self._network.placed)
        }
        return Reading(chances=dict(zip(self._network.labels, map(float, chances), strict=True)), places=places)

    def _places(self, label: str, by_window: Array, words: Array, raw: Raw, text: str) -> Iterator[Place]:
        """Yield where words carry a label: in each window that does, the likeliest window first."""
        column = self._network.labels.index(label)
        if self._said_once[column]:
            yield from _places(words, raw.offsets, text, float(by_window[:, column].min()), _SURE_OF_WORDS)
            return
        for number in np.argsort(-by_window[:, column], kind="stable"):
            chance, own = float(by_window[number, column]), raw.windows == number
            if chance >= _CARRIES or chance == by_window[:, column].max():
                yield from _places(words[own], raw.offsets[own], text, chance)


def _places(chances: Array, offsets: NDArray[np.int64], text: str, score: float, least: float = 0.0) -> list[Place]:
    """Return where words carry a label, the likeliest first: it has the label's score, others what they say of it.

    Where no word says so, the likeliest one and its surroundings stand for it, unless it falls below `least`. A single
    word beside them is chance.
    """
    best = float(chances.max(initial=0.0))
    if not len(chances) or best < least:
        return []
    runs = groupby(range(len(chances)), key=lambda token: bool(chances[token] >= min(_SURE_OF_WORDS, 0.5 * best)))
    found = [list(run) for says_so, run in runs if says_so]
    first, *others = sorted(found, key=lambda run: -float(chances[run].max()))
    start, end = _whole_words(text, int(offsets[first[0], 0]), int(offsets[first[-1], 1]))
    places = [Place(start=start, end=end, score=score)]
    for run in others:
        start, end = _whole_words(text, int(offsets[run[0], 0]), int(offsets[run[-1], 1]))
        said, apart = float(chances[run].max()), all(end <= one.start or one.end <= start for one in places)
        if said >= _SURE_BESIDE and apart and len(text[start:end].split()) > 1:
            places.append(Place(start=start, end=end, score=min(score, said)))
    return places


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without half words at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
