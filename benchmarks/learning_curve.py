"""How much more typical questions still help: hit@1 on a labelled file with growing shares of them indexed.

Prints, for each share, hit@1 and hit@3, and their ratio to those with all questions.

Usage: python -m benchmarks.learning_curve QUESTIONS.jsonl
"""

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

import yaml

from bot import settings
from bot.cli.ask import to_request
from bot.cli.evaluation import figures, judge
from bot.wiring import Assistant, encoders_folder, index_folder
from index.build import build
from knowledge import library as knowledge_library
from knowledge.library import DEFAULT_FOLDER

_SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
_OTHERS = {"threads.yaml", "unanswered.yaml", "danger.yaml"}


def main(file: Path) -> None:
    """Measure and print."""
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    measured = [(share, *_measure(records, share)) for share in _SHARES]
    _, _, best_1, best_3 = measured[-1]
    for share, count, hit_1, hit_3 in measured:
        print(
            f"{share:4.0%} ({count:5d} questions): hit@1 {hit_1:.3f} ({hit_1 / best_1:.2f} of all), "
            f"hit@3 {hit_3:.3f} ({hit_3 / best_3:.2f} of all)"
        )


def _measure(records: list[dict[str, object]], share: float) -> tuple[int, float, float]:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "knowledge"
        shutil.copytree(DEFAULT_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        count = sum(_thin(path, share) for path in (folder / "questions").glob("*.yaml") if path.name not in _OTHERS)
        chosen = settings.load()
        update = {"knowledge": folder, "var": Path(scratch) / "var"}
        thinned = chosen.model_copy(update=update)
        shutil.copytree(encoders_folder(chosen), encoders_folder(thinned))
        build(
            knowledge_library.load(folder),
            model=chosen.model,
            folder=index_folder(thinned),
            encoders=encoders_folder(thinned),
            threads=chosen.threads,
            progress=lambda *_: None,
        )
        assistant = Assistant(thinned)
        found = figures([judge(one, assistant.ask.handle(to_request(one))) for one in records])
        return count, found.hit_1 or 0.0, found.hit_3 or 0.0


def _thin(path: Path, share: float) -> int:
    """Keep a share of each passage's questions, the same ones in every larger share; return how many are left."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    kept = []
    for entry in entries:
        questions = entry["questions"]
        random.Random(entry["source"]["quote"]).shuffle(questions)
        entry["questions"] = questions[: round(share * len(questions))]
        kept += [entry] if entry["questions"] else []
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return sum(len(entry["questions"]) for entry in kept)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
