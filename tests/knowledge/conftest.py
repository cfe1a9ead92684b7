"""What the tests of the ground share: the product's own knowledge, and a small invented organisation."""

from pathlib import Path

import pytest

from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.library import Library
from knowledge.questions import Teaching
from tests.knowledge.folders import DOCUMENTS, EVERYTHING, write


@pytest.fixture(scope="session")
def library() -> Library:
    """The texts that come with the product."""
    return knowledge_library.load()


@pytest.fixture(scope="session")
def teaching(library: Library) -> Teaching:
    """The questions that come with the product."""
    return questions.load(library)


@pytest.fixture
def texts_only(tmp_path: Path) -> Path:
    """An invented harbour board: its two documents and nothing else."""
    return write(tmp_path / "harbour", DOCUMENTS)


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The same board with everything that a folder can hold."""
    return write(tmp_path / "harbour", EVERYTHING)
