"""The product's own rules, and a handler that finds written words."""

from collections.abc import Callable

import pytest

from handlers.check.detectors.words import WordsDetector
from handlers.check.evidence import Detector
from handlers.check.handler import CheckHandler
from handlers.check.messages import CheckReply, CheckRequest
from handlers.check.screen import Screen
from handlers.contacts import Directory
from knowledge import screening as knowledge_screening
from knowledge.library import Library
from knowledge.screening import Screening

Check = Callable[..., CheckReply]


@pytest.fixture(scope="session")
def screening(library: Library) -> Screening:
    """The screening data that comes with the product."""
    found = knowledge_screening.load(library)
    assert found
    return found


@pytest.fixture
def check(library: Library, screening: Screening) -> Check:
    """Checks a draft with a finder of words."""

    def run(draft: str, *finders: Detector, **request: str | None) -> CheckReply:
        screen = Screen(screening, [*finders, WordsDetector(screening)])
        handler = CheckHandler(library, screening, screen, Directory(library))
        return handler.handle(CheckRequest(draft=draft, **{"org": "bc", "capacity": "personal", **request}))  # type: ignore[arg-type]

    return run
