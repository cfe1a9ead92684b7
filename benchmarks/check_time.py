"""How long a check of a draft of about 60 words takes, against its encoder calls and its pass through spaCy.

Each is measured in a pass of its own, in one run. Prints: median time of a check / median of the sum of one encoder
call a sentence and one spaCy pass of the same draft; goal: at most 3. Drafts with findings are checked again with the
suggested change, and are told apart.
"""

import statistics
import time
from collections.abc import Callable

from benchmarks import drafts, sample
from bot import settings
from bot.wiring import Assistant, encoders_folder, index_folder
from handlers.check.detectors.personal.model import load_model
from handlers.check.messages import CheckRequest
from index import store
from index.encoder import OnnxEncoder
from index.signature import signature
from knowledge.text import sentence_spans

_COUNT = 100


def main() -> None:
    """Measure and print."""
    assistant = sample.assistant()
    requests = drafts.requests(assistant, _COUNT)
    encoder, names = _encoder(assistant), load_model()

    def peers(request: CheckRequest) -> None:
        for start, end in sentence_spans(request.draft):
            encoder.encode([request.draft[start:end]])
        names(request.draft)

    clear = [one for one in requests if assistant.check.handle(one).screened.verdict == "clear"]
    found = [one for one in requests if one not in clear]
    for name, some in (("all", requests), ("clear", clear), ("with findings", found)):
        own, peer = _median(assistant.check.handle, some), _median(peers, some)
        print(f"{name} ({len(some)}): check {own * 1000:.1f} ms, peers {peer * 1000:.1f} ms, ratio {own / peer:.2f}")


def _encoder(assistant: Assistant) -> OnnxEncoder:
    chosen = settings.load()
    known, built_with = assistant.library.fingerprint, signature(chosen.model)
    _, manifest = store.load(index_folder(chosen), knowledge=known, model=built_with)
    return OnnxEncoder(encoders_folder(chosen) / manifest.encoder_folder, threads=chosen.threads)


def _median(work: Callable[[CheckRequest], object], requests: list[CheckRequest]) -> float:
    work(requests[0])
    return statistics.median(_seconds(work, one) for one in requests)


def _seconds(work: Callable[[CheckRequest], object], request: CheckRequest) -> float:
    start = time.perf_counter()
    work(request)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
