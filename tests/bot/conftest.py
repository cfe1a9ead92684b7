"""What the tests of the doors share: the real texts and rules, and fakes for what searches, reads and keeps."""

from dataclasses import replace

import pytest
import structlog

from handlers.check.handler import CheckHandler
from knowledge import reports as knowledge_reports
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.reports import Reports
from knowledge.screening import Screening
from tests.bot.web.fakes import (
    NOTHING,
    FakeSearch,
    MemoryFeedback,
    WordDetector,
    checker,
    found,
    in_danger,
)
from tests.bot.web.reporting import FakeOffice, WordReader
from tests.bot.web.reporting import office as make_office


@pytest.fixture(autouse=True)
def log_of_this_test() -> None:
    """What is logged is written to where this test looks, whatever a test before it set up."""
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def screening(library: Library) -> Screening:
    """The rules for drafts that come with the product."""
    loaded = knowledge_screening.load(library)
    assert loaded is not None
    return loaded


@pytest.fixture
def detector() -> WordDetector:
    """What sees a few words in drafts."""
    return WordDetector()


@pytest.fixture
def checks(library: Library, screening: Screening, detector: WordDetector) -> CheckHandler:
    """What screens drafts by them."""
    return checker(library, screening, detector)


@pytest.fixture
def search(library: Library) -> FakeSearch:
    """A search that knows a few questions."""
    both = found(library, "I use LinkedIn for my freelance work", "Beyond these rules, two good tests")
    unasked = found(library, "Communications Nova Scotia is responsible for assessing")
    foreign = replace(unasked, named="ns")
    knife = replace(NOTHING, danger=0.99)
    silent = replace(NOTHING, elsewhere="ns")
    findings = {"say:": foreign, "linkedin": both, "threat": in_danger(both), "pension": silent}
    return FakeSearch({**findings, "assessing": unasked, "knife": knife})


@pytest.fixture
def store() -> MemoryFeedback:
    """Where feedback goes."""
    return MemoryFeedback()


@pytest.fixture(scope="session")
def reports(library: Library) -> Reports:
    """The types and routes that come with the product."""
    loaded = knowledge_reports.load(library)
    assert loaded is not None
    return loaded


@pytest.fixture
def reader(reports: Reports) -> WordReader:
    """What reads a few words in reports."""
    return WordReader(reports=reports)


@pytest.fixture
def office(library: Library, reports: Reports) -> FakeOffice:
    """Where cases are taken and kept."""
    return make_office(library, reports)
