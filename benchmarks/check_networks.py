"""How well networks for drafts read that learned from more and fewer examples: a learning curve.

`conduct tune drafts --share 0.25 --out QUARTER.npz` learns one; `python -m benchmarks.check_networks FILE NETWORK...`
calibrates each on the examples that none of them has learned from, and prints its figures on the labelled drafts of a
file as shares of the last one's.
"""

import sys
from pathlib import Path

from benchmarks import sample
from bot import settings, wiring
from bot.cli.draft_evaluation import figures
from bot.cli.evaluate_drafts import evaluate, read_drafts
from handlers.check.detectors.personal.finder import Finder
from handlers.check.handler import CheckHandler
from handlers.check.screen import Screen
from handlers.contacts import Directory
from index.adapter import question_digest
from index.errors import IndexUnusable
from index.network import weights
from index.network.build import Workshop
from index.network.calibration import Calibration
from index.network.told import Told
from index.network.weights import NetworkWeights
from index.screening.labels import DANGER, labels_of
from index.screening.told import told
from knowledge import questions
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening


def main(file: Path, paths: list[Path]) -> None:
    """Measure and print."""
    library = sample.assistant().library
    screening = knowledge_screening.load(library)
    networks = [found for path in paths if (found := weights.load(path))]
    if screening is None or len(networks) < len(paths):
        raise SystemExit("there is no screening data, or no such network")
    seen = frozenset[str]().union(*(one.adapter.learned_from for one in networks))
    measured = [_measure(one, file, library, screening, seen) for one in networks]
    for network, (micro, macro) in zip(networks, measured, strict=True):
        count, shares = len(network.adapter.learned_from), (micro / measured[-1][0], macro / measured[-1][1])
        print(
            f"{count:6d} texts learned from: micro {micro:.3f} ({shares[0]:.2f}), macro {macro:.3f} ({shares[1]:.2f})"
        )


def _measure(
    network: NetworkWeights, file: Path, library: Library, screening: Screening, seen: frozenset[str]
) -> tuple[float, float]:
    labels, examples = labels_of(screening.categories.values()), knowledge_screening.examples(library, screening)
    danger = questions.load(library).danger
    unseen = told(examples, danger, labels, lambda text: question_digest(text) not in seen)
    detectors = wiring.draft_detectors(settings.load(), screening, _calibrated(network, unseen), Finder())
    handler = CheckHandler(library, screening, Screen(screening, detectors), Directory(library))
    found = figures(evaluate(handler, read_drafts(file)))
    return found.micro, found.macro


def _calibrated(network: NetworkWeights, unseen: Told) -> Calibration:
    current = settings.load()
    workshop = Workshop(
        folder=wiring.encoders_folder(current), threads=current.threads, progress=lambda _what, _done, _of: None
    )
    return workshop.calibrate(network, unseen, None, what="drafts", not_to_miss=(DANGER,))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
    except IndexUnusable as error:
        raise SystemExit(str(error)) from None
