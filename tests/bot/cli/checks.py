"""Checks of drafts by the rules of Alder Creek, with detectors that see written words, and commands that run them."""

from collections.abc import Callable
from pathlib import Path

import typer

from bot.cli.check import check_all, check_one, read_draft, to_request
from handlers.check.detectors.words import WordsDetector
from handlers.check.evidence import Detector
from handlers.check.handler import CheckHandler
from handlers.check.screen import Screen
from handlers.contacts import Directory
from knowledge import library as knowledge_library
from knowledge import screening as knowledge_screening
from tests.handlers.check.fakes import WordFinder

SEEN = WordFinder(
    {
        "that face": "photographs",
        "for sale": "business",
        "our counter": "work_tie",
        "quiet day": "unsigned",
        "hidden": "unsigned",
    }
)
"""What the drafts of these tests hold."""

STOPPED = "Kim blew out her candles! Look at that face."
"""Goes against a rule in an official post; no rule speaks to it in a private one."""

REVIEWED = "A quiet day at our counter."
"""Wants a second look in a private post."""

LEFT_ALONE = "Candles for sale, five dollars each."
"""Is everybody's right in a private post."""

CONTRACT = {
    "verdict",
    "findings",
    "by_capacity",
    "prior_approvals",
    "not_checked",
    "contacts",
    "suggestion",
    "emergency",
    "latency_ms",
}
"""Fields of a checked draft, as the design fixes them."""


def checker(folder: Path, *detectors: Detector) -> CheckHandler:
    """Return what checks drafts by the rules of a folder such as Alder Creek's."""
    library = knowledge_library.load(folder)
    screening = knowledge_screening.load(library)
    assert screening
    screen = Screen(screening, [*detectors, WordsDetector(screening)])
    return CheckHandler(library, screening, screen, Directory(library))


def checking(
    handler: CheckHandler, place: Path, *, as_json: bool = False, base_url: str | None = None, **fields: str | None
) -> Callable[..., object]:
    """Return a command that checks the draft of a file as `conduct check` does."""

    def command() -> None:
        given = {"org": "alder-creek", **fields, "draft": read_draft(str(place))}
        check_one(handler, to_request(given), base_url, as_json=as_json)

    return _program(command)


def checking_all(
    handler: CheckHandler, source: Path, out: Path, base_url: str | None = None, **fields: str | None
) -> Callable[..., object]:
    """Return a command that checks a batch as `conduct check --batch` does."""
    options = {"org": None, "capacity": None, **fields}

    def command() -> None:
        check_all(handler, source, out, options, base_url)

    return _program(command)


def _program(command: Callable[[], None]) -> typer.Typer:
    program = typer.Typer(pretty_exceptions_enable=False)
    program.command()(command)
    return program
