"""A network of a few kilobytes that learned a few reports of the Town of Alder Creek, and its export."""

from pathlib import Path

import pytest

from index.network.export import ensure_exported
from index.network.reader import OnnxNetwork
from index.network.weights import NetworkWeights
from index.reports.labels import ReportLabels, labels_of
from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.records import Danger
from knowledge.report_records import ReportExample
from knowledge.reports import Reports
from tests import alder_creek_reports

REPORTS = (
    ("the tablet with the members list is gone", "employee", "information_incident", "security"),
    ("i sent the list to the wrong parent", "employee", "information_incident", "privacy"),
    ("he calls me a cow every day", "employee", "harassment", None),
    ("a man from the paper rang", "supervisor", "media_request", None),
    ("my brother sells the gravel i buy", "employee", "conflict_of_interest", None),
    ("my clerk posts from the beach", "supervisor", "supervisor_concern", None),
    ("he stands at the counter with a knife", "employee", "emergency", None),
)
"""Words, role, type and variant."""

DANGER = Danger(danger=("he has a gun", "i took pills"), no_danger=("killer chili", "dying of laughter"))


@pytest.fixture(scope="session")
def town_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The Town of Alder Creek with what it takes reports by."""
    return knowledge_library.load(alder_creek_reports.write(tmp_path_factory.mktemp("alder-creek")))


@pytest.fixture(scope="session")
def reports(town_library: Library) -> Reports:
    """Its types and routes."""
    found = knowledge_reports.load(town_library)
    assert found
    return found


@pytest.fixture(scope="session")
def labels(reports: Reports) -> ReportLabels:
    """The labels of its types."""
    return labels_of(reports.types.values())


@pytest.fixture(scope="session")
def examples() -> list[ReportExample]:
    """Enough reports for one lesson, each of the seven some times over with other words at the end."""
    return [
        ReportExample(
            text=f"{text} no. {number}",
            organisation="alder-creek",
            role=role,  # type: ignore[arg-type]
            type=type_,
            variant=variant,
        )
        for number in range(8)
        for text, role, type_, variant in REPORTS
    ]


@pytest.fixture(scope="session")
def weights(examples: list[ReportExample], labels: ReportLabels, small_model: Path) -> NetworkWeights:
    """What the small network has learned of them."""
    from index.network.learn import Recipe, learn
    from index.reports.lesson import gather

    recipe = Recipe(epochs=2)
    return learn(gather(examples, DANGER, labels, recipe), small_model, recipe, progress=lambda _done, _of: None)


@pytest.fixture(scope="session")
def exported_reports(weights: NetworkWeights, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its export; not to be changed."""
    folder = tmp_path_factory.mktemp("networks")
    return ensure_exported(weights, lambda: small_model, folder, proof=[("he has a gun", "employee")])


@pytest.fixture(scope="session")
def network(exported_reports: Path) -> OnnxNetwork:
    """What reads with it."""
    return OnnxNetwork(exported_reports)
