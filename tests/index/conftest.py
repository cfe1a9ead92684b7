"""What the tests of the index share: an invented library, encoders, and a tiny network that learned a few drafts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoder import OnnxEncoder
from index.export import ensure_exported
from index.model import IndexModel
from index.network.export import ensure_exported as ensure_network
from index.network.reader import OnnxNetwork
from index.network.weights import NetworkWeights
from index.screening.labels import Labels, labels_of
from index.search import IndexSearch
from knowledge import library as knowledge_library
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.records import Danger
from knowledge.screening import Screening
from knowledge.screening_records import Example, Mark
from tests.conftest import Place
from tests.index import invented
from tests.index.fakes import HashingEncoder, model_of
from tests.index.small_model import write_small_model

PROOF = ["May I post photographs?", "Crew must not post photographs of passengers without their written consent."]

PassageOf = Callable[[str], str]

DRAFTS: tuple[tuple[str, str, str, dict[str, str | None]], ...] = (
    ("the deputy told us who goes", "personal", "close", {"confidential_information": "who goes"}),
    ("my cat goes where it goes", "personal", "none", {}),
    ("the clinic wrote me of your file", "official", "close", {"personal_information": "your file"}),
    ("roads are closed tonight", "official", "close", {"missing_identification": None}),
)
"""Text, capacity, how close it is to the work, and what it carries."""


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
def exported(town: Place, encoders: Path) -> Path:
    """The folder of the default model's exported encoder, as the Town of Alder Creek was indexed with it."""
    folder = encoders / town.encoder.name
    folder.symlink_to(town.encoder)
    return folder


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


@pytest.fixture(scope="session")
def draft_screening() -> Screening:
    """The screening data that comes with the product."""
    found = knowledge_screening.load(knowledge_library.load())
    assert found
    return found


@pytest.fixture(scope="session")
def draft_labels(draft_screening: Screening) -> Labels:
    """The labels of its categories."""
    return labels_of(draft_screening.categories.values())


@pytest.fixture(scope="session")
def draft_examples() -> list[Example]:
    """Enough drafts for one lesson, each of the four many times over with other words at the end."""
    return [
        Example(
            draft=f"{draft} no. {number}",
            organisation="bc",
            capacity=capacity,  # type: ignore[arg-type]
            tie=tie,  # type: ignore[arg-type]
            findings=tuple(Mark(category=name, span=span) for name, span in marks.items()),
        )
        for number in range(12)
        for draft, capacity, tie, marks in DRAFTS
    ]


@pytest.fixture(scope="session")
def draft_weights(draft_examples: list[Example], draft_labels: Labels, small_model: Path) -> NetworkWeights:
    """What a network of a few kilobytes has learned of them."""
    from index.network.learn import Recipe, learn
    from index.screening.lesson import gather

    steps: list[tuple[int, int]] = []
    danger = Danger(danger=("he has a gun", "i took pills"), no_danger=("killer chili", "dying of laughter"))
    recipe = Recipe(epochs=2)
    lesson = gather(draft_examples, danger, draft_labels, recipe)
    found = learn(lesson, small_model, recipe, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]
    return found


@pytest.fixture(scope="session")
def exported_drafts(draft_weights: NetworkWeights, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its export; not to be changed."""
    folder = tmp_path_factory.mktemp("networks")
    return ensure_network(draft_weights, lambda: small_model, folder, proof=[("a cat", "personal")])


@pytest.fixture(scope="session")
def draft_network(exported_drafts: Path) -> OnnxNetwork:
    """What reads with it."""
    return OnnxNetwork(exported_drafts)
