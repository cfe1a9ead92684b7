"""The product's types and routes, and those of the Town of Alder Creek, which routes variants apart."""

import pytest

from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports
from tests import alder_creek_reports
from tests.handlers.report.fakes import Hall, hall


@pytest.fixture(scope="session")
def reports(library: Library) -> Reports:
    """The types and routes that come with the product."""
    found = knowledge_reports.load(library)
    assert found
    return found


@pytest.fixture(scope="session")
def town_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The Town of Alder Creek with what it takes reports by."""
    return knowledge_library.load(alder_creek_reports.write(tmp_path_factory.mktemp("alder-creek")))


@pytest.fixture(scope="session")
def town_reports(town_library: Library) -> Reports:
    """Its types and routes."""
    found = knowledge_reports.load(town_library)
    assert found
    return found


@pytest.fixture
def town_hall(town_library: Library, town_reports: Reports) -> Hall:
    """Its dialog, with its own staff."""
    return hall(town_library, town_reports)
