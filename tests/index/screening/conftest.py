"""A network of a few kilobytes that learned a few drafts, and its export."""

from pathlib import Path

import pytest

from index.network.export import ensure_exported
from index.network.reader import OnnxNetwork
from index.network.weights import NetworkWeights
from index.screening.labels import Labels, labels_of
from knowledge import library as knowledge_library
from knowledge import screening as knowledge_screening
from knowledge.records import Danger
from knowledge.screening import Screening
from knowledge.screening_records import Example, Mark

DRAFTS: tuple[tuple[str, str, str, dict[str, str | None]], ...] = (
    ("the deputy told us who goes", "personal", "close", {"confidential_information": "who goes"}),
    ("my cat goes where it goes", "personal", "none", {}),
    ("the clinic wrote me of your file", "official", "close", {"personal_information": "your file"}),
    ("roads are closed tonight", "official", "close", {"missing_identification": None}),
)


@pytest.fixture(scope="session")
def screening() -> Screening:
    """The screening data that comes with the product."""
    found = knowledge_screening.load(knowledge_library.load())
    assert found
    return found


@pytest.fixture(scope="session")
def labels(screening: Screening) -> Labels:
    """The labels of its categories."""
    return labels_of(screening.categories.values())


@pytest.fixture(scope="session")
def examples() -> list[Example]:
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
def weights(examples: list[Example], labels: Labels, small_model: Path) -> NetworkWeights:
    """What the small network has learned of them."""
    from index.network.learn import Recipe, learn
    from index.screening.lesson import gather

    steps: list[tuple[int, int]] = []
    danger = Danger(danger=("he has a gun", "i took pills"), no_danger=("killer chili", "dying of laughter"))
    recipe = Recipe(epochs=2)
    lesson = gather(examples, danger, labels, recipe)
    found = learn(lesson, small_model, recipe, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]
    return found


@pytest.fixture(scope="session")
def network(weights: NetworkWeights, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> OnnxNetwork:
    """Its export."""
    folder = ensure_exported(
        weights, lambda: small_model, tmp_path_factory.mktemp("networks"), proof=[("a cat", "personal")]
    )
    return OnnxNetwork(folder)
