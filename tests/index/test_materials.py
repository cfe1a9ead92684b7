"""What an index is made of, and when there is something new to learn from it."""

import shutil
from pathlib import Path

import pytest

from index.materials import Materials, gather_materials
from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.library import Library
from tests.index.fakes import HashingEncoder


@pytest.fixture
def folder(library: Library, tmp_path: Path) -> Path:
    """A copy of the taught folder, to be edited."""
    return shutil.copytree(library.folder, tmp_path / "knowledge")


def _materials(folder: Path) -> Materials:
    library = knowledge_library.load(folder)
    return gather_materials(library, questions.load(library), HashingEncoder())


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edited_paragraph_is_the_same_lesson(folder: Path) -> None:
    """Nothing is learned from the words of a passage."""
    before = _materials(folder).lesson("one")
    _edit(folder / "documents" / "ferry.md", "answers within a week", "answers within a day")
    assert _materials(folder).lesson("one") == before


def test_a_new_question_another_encoder_and_another_order_are_new_lessons(folder: Path) -> None:
    """Whatever is learned from counts: questions, vectors, and which passage is which."""
    before = _materials(folder).lesson("one")
    lessons = {before, _materials(folder).lesson("two")}
    _edit(
        folder / "documents" / "ferry.md", "# Accounts", "# Weather\n\nCrew may post about the weather.\n\n# Accounts"
    )
    lessons.add(_materials(folder).lesson("one"))
    path = folder / "questions" / "typical.yaml"
    _edit(path, "questions:\n", "questions:\n  - is a brand new thing all right\n")
    lessons.add(_materials(folder).lesson("one"))
    assert len(lessons) == 4


def test_every_text_that_is_looked_up_is_among_those_to_encode(folder: Path) -> None:
    """Passages, their context and sentences, questions of every sort."""
    materials = _materials(folder)
    texts = set(materials.texts())
    for organisation, corpus in materials.corpora.items():
        assert {*corpus.texts, *corpus.contexts, *corpus.sentences} <= texts
        assert {*materials.asked(organisation), *materials.opened(organisation)} <= texts
    for messages in materials.teaching.danger_messages():
        assert set(messages) <= texts
