"""What each detector brings: figures on labelled drafts with all of them, and without each in turn.

`python -m benchmarks.check_ablation FILE` prints micro and macro F1, clean drafts passed, problem drafts caught.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import sample
from bot import settings, wiring
from bot.cli.draft_evaluation import figures
from bot.cli.evaluate_drafts import evaluate, read_drafts
from handlers.check.detectors.personal.finder import Finder
from handlers.check.evidence import Detector
from handlers.check.handler import CheckHandler
from handlers.check.screen import Screen
from handlers.contacts import Directory
from index import store
from index.signature import signature
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening


def main(file: Path) -> None:
    """Measure and print."""
    chosen, library = settings.load(), sample.assistant().library
    screening = knowledge_screening.load(library)
    built_with = signature(chosen.model)
    model, _ = store.load(wiring.index_folder(chosen), knowledge=library.fingerprint, model=built_with)
    if screening is None or model.drafts is None:
        raise SystemExit("there is nothing to check drafts with; run 'conduct index'")
    detectors = wiring.draft_detectors(chosen, screening, model.drafts, Finder())
    labelled = read_drafts(file)
    for left_out in (None, *detectors):
        kept = [one for one in detectors if one is not left_out]
        name = f"without {type(left_out).__name__}" if left_out else "all"
        _print(name, _handler(library, screening, kept), labelled)


def _handler(library: Library, screening: Screening, detectors: Sequence[Detector]) -> CheckHandler:
    return CheckHandler(library, screening, Screen(screening, detectors), Directory(library))


def _print(name: str, handler: CheckHandler, labelled: dict[str, dict[str, Any]]) -> None:
    found = figures(evaluate(handler, labelled))
    passed, caught = (one[0] if one else float("nan") for one in (found.passed, found.caught))
    shares = f"passed {passed:.3f} caught {caught:.3f} spans {found.spans or 0:.3f}"
    print(f"{name:32} micro {found.micro:.3f} macro {found.macro:.3f} {shares}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
