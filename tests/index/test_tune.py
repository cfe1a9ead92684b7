"""Learning the adapter: what is refused before it begins."""

import sys
from pathlib import Path

import pytest

from index.errors import IndexUnusable
from index.export import DEFAULT_MODEL
from index.tune import Recipe, tune
from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.errors import KnowledgeError
from tests.conftest import Place


def _never(_: float) -> None:
    raise AssertionError("it has begun to learn")


@pytest.mark.parametrize("left", [0, 1])
def test_a_folder_without_questions_is_refused(own_town: Place, left: int) -> None:
    """So is one with a single question: nothing is drawn together."""
    path = own_town.knowledge / "questions" / "alder-creek.yaml"
    first = path.read_text("utf-8").split("\n- ")[0]
    path.write_text("\n    - ".join(first.split("\n    - ")[: 1 + left]) + "\n" if left else "", "utf-8")
    library = knowledge_library.load(own_town.knowledge)
    teaching = questions.load(library)
    assert len(teaching.typical) == left
    with pytest.raises(KnowledgeError, match=r"questions: holds nothing to learn from; give at least one passage"):
        tune(library, teaching, DEFAULT_MODEL, Recipe(steps=1), progress=_never)


def test_without_what_builds_it_says_what_to_install(
    town: Place, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build extra is not installed."""
    for missing in ("torch", "sentence_transformers"):
        monkeypatch.setitem(sys.modules, missing, None)
    library = knowledge_library.load(town.knowledge)
    with pytest.raises(IndexUnusable, match="the package sentence_transformers is not installed; run 'make install'"):
        tune(library, questions.load(library), str(small_model), Recipe(steps=1), progress=_never)
