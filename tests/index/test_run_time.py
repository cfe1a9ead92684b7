"""What a running assistant imports: nothing that only a build needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.export import DEFAULT_MODEL
from tests.index.test_build import Place

_TELL = """
import sys
heavy = {"torch", "sentence_transformers", "transformers", "sklearn", "scipy", "onnx"}
print(sorted(heavy & set(sys.modules)))
"""
_SEARCH = """
import sys
from pathlib import Path
from index import store
from index.encoder import OnnxEncoder
from index.result import Query
from index.search import IndexSearch
from knowledge import library
knowledge, folder, encoders = map(Path, sys.argv[1:4])
model, manifest = store.load(folder, knowledge=library.fingerprint(knowledge), model=sys.argv[4])
texts = library.load(knowledge)
search = IndexSearch(model, OnnxEncoder(encoders / manifest.encoder_folder), texts)
found = search.search(Query(text="may I post photographs of passengers", organisation="ferry"))
assert found.answered and "photographs of passengers" in texts.passages[found.hits[0].passage].text
"""


@pytest.mark.parametrize(
    "modules",
    [
        "index.search, index.encoder, index.store, index.result",
        "bot.app, bot.wiring, bot.cli.ask, bot.cli.batch, bot.cli.index",
        "bot.service, bot.web.server, bot.storage.feedback",
    ],
)
def test_no_door_imports_what_only_a_build_needs(modules: str) -> None:
    """Neither torch nor sentence-transformers, not even by way of another library."""
    assert _run(f"import {modules}\n{_TELL}") == "[]"


def test_answering_imports_nothing_that_only_a_build_needs(
    tmp_path: Path, small_model: Path, exported: Path, encoders: Path
) -> None:
    """From loading the index to the hits of a question, in a process of its own."""
    place = Place(tmp_path, small_model, encoders)
    place.build(model=DEFAULT_MODEL)
    assert _run(_SEARCH + _TELL, place.knowledge, place.folder, encoders, place.signature) == "[]"


def _run(code: str, *arguments: Path | str) -> str:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
