"""What the tests of the search share: the invented library, an index of it by the fake encoder, the real encoder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoder import OnnxEncoder
from index.export import DEFAULT_MODEL, ensure_exported
from index.model import IndexModel
from index.search import IndexSearch
from knowledge import library as knowledge_library
from knowledge.library import Library
from tests.index import invented
from tests.index.fakes import HashingEncoder, model_of
from tests.index.small_model import write_small_model

PROOF = ["May I post photographs?", "Crew must not post photographs of passengers without their written consent."]

PassageOf = Callable[[str], str]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The two invented organisations, with their questions."""
    return knowledge_library.load(invented.write(tmp_path_factory.mktemp("taught")))


@pytest.fixture(scope="session")
def untaught_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The same without any questions."""
    return knowledge_library.load(invented.write(tmp_path_factory.mktemp("untaught"), taught=False))


@pytest.fixture(scope="session")
def model(library: Library) -> IndexModel:
    """The index of the taught library."""
    return model_of(library, HashingEncoder())


@pytest.fixture(scope="session")
def untaught_model(untaught_library: Library) -> IndexModel:
    """The index of the library without questions."""
    return model_of(untaught_library, HashingEncoder())


@pytest.fixture
def search(model: IndexModel, library: Library) -> IndexSearch:
    """The search in the taught library."""
    return IndexSearch(model, HashingEncoder(), library)


@pytest.fixture(scope="session")
def passage_of(library: Library) -> PassageOf:
    """Tells the id of the one passage that holds some words."""

    def find(words: str) -> str:
        (only,) = (one.id for one in library.passages.values() if words in one.text)
        return only

    return find


@pytest.fixture(scope="session")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the encoders of this session are exported to, once each."""
    return tmp_path_factory.mktemp("encoders")


@pytest.fixture(scope="session")
def exported(encoders: Path) -> Path:
    """The folder of the default model's exported encoder."""
    return ensure_exported(DEFAULT_MODEL, encoders, proof=PROOF)


@pytest.fixture(scope="session")
def encoder(exported: Path) -> OnnxEncoder:
    """The encoder that the product uses."""
    return OnnxEncoder(exported)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a very small sentence-transformers model."""
    return write_small_model(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="session")
def small_exported(small_model: Path, encoders: Path) -> Path:
    """The folder of the small model's exported encoder."""
    return ensure_exported(str(small_model), encoders, proof=PROOF)
