"""What tests of words share."""

import pytest

from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.reports import Reports


@pytest.fixture(scope="session")
def reports(library: Library) -> Reports:
    """The types and routes that come with the product."""
    found = knowledge_reports.load(library)
    assert found is not None
    return found
