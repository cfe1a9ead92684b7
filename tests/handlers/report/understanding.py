"""Short ways to ask the real handler what it understands of a report that a fake reader reads."""

from typing import Any

from handlers.ask.handler import AskHandler
from handlers.contacts import Directory
from handlers.emergency import Emergency
from handlers.report.handler import ReportHandler
from handlers.report.messages import ReportRequest, Understood
from index.reports.reading import ReportReading
from knowledge.library import Library
from knowledge.reports import Reports
from tests.fakes import FakeSearch
from tests.handlers.report.fakes import FakeReportReader, reading

LIKELY = ("harassment", "respectful_workplace", "conduct_concern", "own_conduct", "media_request")
FRENCH = "Mon collègue lit mes dossiers de santé devant tous les autres et je ne sais pas quoi faire."
WORDS = "he read out my diagnosis"


def handler(
    library: Library,
    reports: Reports,
    reader: FakeReportReader | None = None,
    *,
    search: FakeSearch | None = None,
    directory: Directory | None = None,
    numbers: dict[str, str] | None = None,
) -> ReportHandler:
    """Return the handler of a library: with a reader that knows nothing and a search that finds nothing by default."""
    directory = directory or Directory(library)
    ask = AskHandler(library, search or FakeSearch(), directory)
    return ReportHandler(
        library, reports, reader or FakeReportReader(reading()), directory, ask, Emergency(library, numbers)
    )


def understood(
    library: Library,
    reports: Reports,
    read: ReportReading | None = None,
    text: str = WORDS,
    **request: Any,
) -> Understood:
    """Return what is understood of a report from bc that is read like this; a test says what is other than that."""
    reader = FakeReportReader(read or reading(*LIKELY))
    parts = {name: request.pop(name) for name in ("search", "directory", "numbers") if name in request}
    given = ReportRequest(text=text, **{"org": "bc", **request})
    return handler(library, reports, reader, **parts).handle(given)
