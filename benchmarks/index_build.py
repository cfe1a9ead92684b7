"""`conduct index` from nothing against the bare encoding of the same texts, and after one paragraph changed.

The encoder is exported beforehand: that happens once for a model, not once for an index.
Prints: full build / bare encoding (goal: at most 1.3) and build after a change / full build (goal: below 0.1).
"""

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot import settings
from bot.wiring import encoders_folder
from index import build as index_build
from index.encoder import OnnxEncoder
from index.export import ensure_exported
from index.materials import gather_materials
from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.library import DEFAULT_FOLDER


def main() -> None:
    """Measure and print."""
    chosen = settings.load()
    encoder_folder = ensure_exported(chosen.model, encoders_folder(chosen), proof=["a text"])
    with tempfile.TemporaryDirectory() as scratch:
        knowledge, folder = Path(scratch) / "knowledge", Path(scratch) / "index"
        shutil.copytree(DEFAULT_FOLDER, knowledge, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        encoder = OnnxEncoder(encoder_folder, threads=chosen.threads)
        texts = _texts(knowledge, encoder)
        bare = _seconds(lambda: encoder.encode(texts))

        def build() -> None:
            index_build.build(
                knowledge_library.load(knowledge),
                model=chosen.model,
                folder=folder,
                encoders=encoders_folder(chosen),
                threads=chosen.threads,
                progress=lambda *_: None,
            )

        full = _seconds(build)
        _change_a_paragraph(knowledge)
        changed = _seconds(build)
    print(f"bare encoding {bare:.1f} s, full build {full:.1f} s, ratio {full / bare:.2f}")
    print(f"after one paragraph changed {changed:.1f} s, of the full build {changed / full:.2f}")


def _texts(knowledge: Path, encoder: OnnxEncoder) -> list[str]:
    """Return the texts that a build encodes, shortest first as it does."""
    library = knowledge_library.load(knowledge)
    materials = gather_materials(library, questions.load(library), encoder)
    return sorted(set(materials.texts()), key=len)


def _change_a_paragraph(knowledge: Path) -> None:
    path = knowledge / "documents" / "bc-2019-qa.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("These are personal choices", "Those are personal choices", 1), encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
