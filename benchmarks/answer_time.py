"""How long an answer takes in the running process, against the encoder calls that it makes.

Both are measured in passes of their own (interleaving warms the caches for one of them), in one run.
Prints: median time of an answer / median time of the encoder calls for the same question; goal: at most 1.5.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from benchmarks import sample
from bot import settings
from bot.wiring import encoders_folder, index_folder
from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from index import store
from index.encoder import OnnxEncoder, Vectors
from index.search import IndexSearch
from index.signature import signature
from knowledge import library as knowledge_library

_COUNT = 500

Argument = TypeVar("Argument")


class _Recorder:
    """An encoder that remembers what it was asked for."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        self.id, self.dimension, self.knows = encoder.id, encoder.dimension, encoder.knows
        self._encoder = encoder
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        return self._encoder.encode(texts)


def main() -> None:
    """Measure and print."""
    chosen = settings.load()
    library = knowledge_library.load(chosen.knowledge)
    built_with = signature(chosen.model)
    model, manifest = store.load(index_folder(chosen), knowledge=library.fingerprint, model=built_with)
    encoder = OnnxEncoder(encoders_folder(chosen) / manifest.encoder_folder, threads=chosen.threads)
    recorder = _Recorder(encoder)
    requests = sample.requests(sample.assistant(), _COUNT)
    recording = AskHandler(library, IndexSearch(model, recorder, library), Directory(library))
    for request in requests:
        recording.handle(request)
    handler = AskHandler(library, IndexSearch(model, encoder, library), Directory(library))
    encoding = [_seconds(encoder.encode, call) for call in recorder.calls]
    answering = [_seconds(handler.handle, one) for one in requests]
    answer, encode = statistics.median(answering), statistics.median(encoding)
    print(f"answer {answer * 1000:.2f} ms, its encoder calls {encode * 1000:.2f} ms, ratio {answer / encode:.2f}")


def _seconds(work: Callable[[Argument], object], argument: Argument) -> float:
    start = time.perf_counter()
    work(argument)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
